"""`plainsail helm compare`: the exit code, and which values were compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.helm_export.template import escaped
from tests.plainsail.helm_import.charts import ARTICLE
from tests.plainsail.projects import Plainsail, copy_of_envs, write

pytest.importorskip("helm_python", reason="no wheel for this processor")

SCALER = "old/templates/HorizontalPodAutoscaler.backend.yaml"


@pytest.fixture
def compare(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Plainsail:
    """Runs the command in a project whose `dist/staging` is a chart, too."""
    monkeypatch.chdir(root)
    folder = root / "dist/staging/backend"
    files = {f"old/templates/{path.name}": escaped(path.read_text()) for path in folder.iterdir()}
    files["old/Chart.yaml"] = "apiVersion: v2\nname: old\nversion: 0.1.0\n"
    files["old/values.yaml"] = "maxReplicas: 4\n"
    files["old/values-staging.yaml"] = "maxReplicas: 1\n"
    files[SCALER] = files[SCALER].replace("maxReplicas: 1", "maxReplicas: {{ .Values.maxReplicas }}")
    write(root, files)

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run(["helm", "compare", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


def test_equal_with_the_values_that_the_layout_has(compare: Plainsail) -> None:
    equal = "10 objects, no difference between old (Helm) and dist/staging/backend\n"

    assert compare("old", "staging/backend") == (0, equal, "values: old/values-staging.yaml\n")


def test_equal_with_what_a_helmfile_passes(root: Path, compare: Plainsail) -> None:
    """It says more than the layout."""
    release = "{name: backend, chart: ./old, values: [{maxReplicas: 3}], set: [{name: maxReplicas, value: 1}]}"
    write(root, {"helmfile.yaml": f"environments: {{staging: {{}}}}\n---\nreleases: [{release}]\n"})

    code, _, beside = compare("old", "staging/backend")
    assert (code, beside) == (0, "values: helmfile.yaml:3 values, helmfile.yaml:3 set\n")
    (root / "helmfile.yaml").write_text("releases: [{chart: ./old, name: {{ if true }} a {{ end }}}]\n")
    told = "helmfile.yaml:1: {{ if true }} is not known before helmfile runs; name the files with --values\n"
    assert compare("old", "staging/backend")[::2] == (2, told)


def test_a_difference_is_told_as_plan_does(compare: Plainsail) -> None:
    code, out, err = compare("old", "staging/backend", "--values", "old/values.yaml", "--format", "json")

    [change] = [row for row in json.loads(out)["changes"] if row["change"] == "changed"]
    assert (code, err) == (1, "")
    assert (change["field"], change["old"], change["new"]) == ("spec.maxReplicas", 4, 1)
    assert change["setting"] == "hpa.max_replicas"


def test_what_cannot_be_compared(root: Path, compare: Plainsail) -> None:
    (root / "old/templates/wrong.yaml").write_text('{{ fail "no" }}\n')

    assert [compare(*arguments)[::2] for arguments in (["old", "staging"], ["none", "staging/backend"])] == [
        (2, "staging: is a whole environment; name an app in it, as staging/APP\n"),
        (2, "none: is no folder and no archive; name a chart\n"),
    ]
    code, _, err = compare("old", "staging/backend")
    assert code == 2
    assert "old/templates/wrong.yaml:1" in err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample's settings, in a repository."""
    root = copy_of_envs(tmp_path / "project")
    (root / ".git").mkdir()
    return root


@pytest.mark.slow
def test_what_was_imported_is_equal(project: Path, plainsail: Plainsail, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import, render, compare: as a team does before it switches Argo CD's path."""
    monkeypatch.chdir(project)
    write(project, ARTICLE)

    before = [
        plainsail("helm", "import", "deploy/argo/backend", "--app", "article")[0],
        plainsail("synth", "--app", "article")[0],
    ]
    done = [plainsail("helm", "compare", "deploy/argo/backend", f"{env}/article") for env in ("staging", "production")]

    assert before == [0, 0]
    assert [code for code, _, _ in done] == [0, 0], done
