"""`plainsail helm compare`: a chart rendered by Helm beside what `dist/` holds, as `plan` tells differences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.helm_export.template import escaped
from tests.plainsail.projects import Plainsail, write

pytest.importorskip("helm_python", reason="no wheel for this processor")


@pytest.fixture
def plainsail(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Plainsail:
    """Runs a command in a project whose `dist/staging` is a chart, too."""
    monkeypatch.chdir(root)
    files = {
        f"old/templates/{path.stem.lower()}.yaml": escaped(path.read_text(encoding="utf-8"))
        for path in (root / "dist/staging/backend").iterdir()
    }
    files["old/Chart.yaml"] = "apiVersion: v2\nname: old\nversion: 0.1.0\n"
    files["old/values.yaml"] = "maxReplicas: 1\n"
    files["old/values-staging.yaml"] = "{}\n"
    scaler = "old/templates/horizontalpodautoscaler.backend.yaml"
    files[scaler] = files[scaler].replace("maxReplicas: 1", "maxReplicas: {{ .Values.maxReplicas }}")
    service = "old/templates/service.backend.yaml"
    files[service] = files[service].replace("  namespace: backend-staging\n", "")
    write(root, files)

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run(["helm", "compare", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


def test_equal_object_for_object(plainsail: Plainsail) -> None:
    """An object without a namespace is in that of the release; the layout of the chart tells the environment's files."""
    code, out, err = plainsail("old", "staging/backend")

    assert (code, out) == (0, "10 objects, no difference between old (Helm) and dist/staging/backend\n")
    assert err == "values: old/values-staging.yaml\n"


def test_a_difference_is_told_as_plan_does(root: Path, plainsail: Plainsail) -> None:
    (root / "more.yaml").write_text("maxReplicas: 4\n")

    code, out, _ = plainsail("old", "staging/backend", "--values", "more.yaml", "--format", "json")

    [change] = json.loads(out)["changes"]
    assert (code, change["field"], change["old"], change["new"]) == (1, "spec.maxReplicas", 4, 1)
    assert change["setting"] == "hpa.max_replicas"


def test_labels_of_helm_can_be_left_out(root: Path, plainsail: Plainsail) -> None:
    """Wherever they only say which chart made an object; not where a selector asks for them."""
    deployment = root / "old/templates/deployment.backend.yaml"
    text = deployment.read_text().replace("managed-by: plainsail", "managed-by: Helm")
    deployment.write_text(
        text.replace("    app.kubernetes.io/name", "    helm.sh/chart: old-0.1.0\n    app.kubernetes.io/name", 1)
    )

    assert [plainsail("old", "staging/backend", *more)[0] for more in ([], ["--ignore-helm-labels"])] == [1, 0]


def test_hooks_are_compared_as_argo_cd_reads_them(root: Path, plainsail: Plainsail) -> None:
    job = "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {}, annotations: {{helm.sh/hook: {}}}}}\nspec: {{}}\n"
    write(root, {f"old/templates/{name}.yaml": job.format(name, name) for name in ("pre-upgrade", "post-rollback")})
    write(root, {"old/templates/test.yaml": job.format("a", "test")})

    code, out, err = plainsail("old", "staging/backend", "--format", "json")

    assert (code, [change["object"] for change in json.loads(out)["changes"]]) == (1, ["Job/pre-upgrade"])
    assert [line.partition(" (")[0] for line in err.splitlines()[1:]] == [
        "not compared: Job/a",
        "not compared: Job/post-rollback",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("old", "staging"), "staging: is a whole environment; name an app in it, as staging/APP"),
        (("none", "staging/backend"), "there is no such chart"),
        (("old", "staging/backend", "--values", "none.yaml"), "none.yaml: "),
    ],
)
def test_what_cannot_be_compared(plainsail: Plainsail, arguments: tuple[str, ...], why: str) -> None:
    code, out, err = plainsail(*arguments)

    assert (code, out) == (2, "")
    assert why in err
