"""`plainsail helm export`: what it writes, and what it refuses before it writes anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.helm.values import read_values
from tests.plainsail.clones import edit, tree
from tests.plainsail.projects import Plainsail, write

pytest.importorskip("helm_python", reason="no wheel for this processor")

EXPORT = ("helm", "export", "backend", "--chart-version", "1.2.3")


@pytest.fixture
def plainsail(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Plainsail:
    """Runs a command in the project."""
    monkeypatch.chdir(root)

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


@pytest.mark.slow
def test_the_sample_as_a_chart(root: Path, plainsail: Plainsail) -> None:
    """What differs is a value named as its setting, what people always change is one too, all else is constant."""
    done = plainsail(*EXPORT, "--out", "out/backend")

    chart = root / "out/backend"
    assert done == (0, "out/backend: 10 objects, equal to dist/ in production, staging\n", "")
    assert read_values(chart / "environments/staging.yaml") == {
        "env": {"APP_LOG_LEVEL": "debug"},
        "externalSecrets": {
            "clusterSecretStore": "aws-parameter-store-staging",
            "name": "backend-7bf2058d",
            "path": "/param/my-project/staging/parameters",
        },
        "hpa": {"maxReplicas": 1},
        "ingress": {"host": "backend.staging.example.com"},
        "kubernetesVersion": "1.36",
        "namespace": {"create": True},
    }
    defaults = read_values(chart / "values.yaml")
    assert {*defaults} - {*read_values(chart / "environments/staging.yaml")} == {"cronJobs", "image", "resources"}
    assert [*defaults["image"]] == ["digest", "repository", "tag"]
    assert defaults["cronJobs"] == {"initiateCalls": {"schedule": "0 7-15/2 * * 1-5", "suspended": False}}
    assert "version: {{ .Values.image.tag | toJson }}" in (chart / "templates/deployment.yaml").read_text()
    assert (
        "| `hpa.maxReplicas` | `3` | Most pods the autoscaler may run; differs; setting `hpa.max_replicas` |"
        in (chart / "README.md").read_text().splitlines()
    )


@pytest.mark.slow
def test_a_folder_that_holds_something_else_is_left_alone(root: Path, plainsail: Plainsail) -> None:
    write(root, {"out/mine.txt": "mine"})

    code, _, err = plainsail(*EXPORT, "--out", "out")

    assert (code, tree(root / "out")) == (2, {"mine.txt": b"mine"})
    assert "mine.txt" in err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("backend", "--chart-version", "1.2"), "--chart-version 1.2: is no version; write one as 1.2.3"),
        (("backnd", "--chart-version", "1.2.3"), "backnd: is no app"),
    ],
)
def test_what_is_no_app_and_no_version(plainsail: Plainsail, arguments: tuple[str, ...], why: str) -> None:
    code, out, err = plainsail("helm", "export", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(why)


def test_a_chart_is_of_what_dist_holds(root: Path, plainsail: Plainsail) -> None:
    edit(root / "dist/staging/backend/Service.backend.yaml", "port: 80", "port: 81")

    code, _, err = plainsail(*EXPORT)

    told = "dist/staging/backend/Service.backend.yaml: is not what the settings render; run `plainsail synth` first\n"
    assert (code, err, (root / "backend-1.2.3.tgz").exists()) == (2, told, False)
