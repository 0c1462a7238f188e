"""`plainsail new env NAME --per-pull-request`: what it writes renders, and is written whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plainsail.scaffold.preview_workflow import PATH, WORKFLOW
from tests.plainsail.clones import ROOT, tree
from tests.plainsail.projects import Plainsail, copy_of_envs

ASKED = ("new", "env", "preview", "--per-pull-request")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of_envs(tmp_path / "project")


def test_it_renders_at_once(project: Path, plainsail: Plainsail) -> None:
    code, said, beside = plainsail(*ASKED)

    assert (code, beside) == (0, "")
    assert [line.split()[1] for line in said.splitlines() if line.startswith(("new", "changed"))] == [
        "envs/backend/preview.py",
        PATH,
        "envs/shared.py",
        "envs/__init__.py",
    ]
    assert plainsail("synth")[0] == 0
    assert plainsail("synth", "--check")[:2] == (0, "")
    rendered = tree(project / "dist/preview/backend")
    assert {"Ingress.backend.yaml", "Namespace.backend-pr-number.yaml", "kustomization.yaml"} <= rendered.keys()
    assert b"suspend: true" in (project / "dist/preview/backend/CronJob.backend-initiate-calls.yaml").read_bytes()


def test_the_other_commands_know_it(project: Path, plainsail: Plainsail) -> None:
    plainsail(*ASKED)
    plainsail("synth")

    assert "preview" not in plainsail("list", "--promotion")[1]
    assert (
        '"preview_image": "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend-previews"'
        in (plainsail("list", "--format", "json")[1])
    )
    assert "/param/my-project/preview/parameters/api_client_secret" in plainsail("secrets", "list", "preview")[1]
    assert "kustomization" not in plainsail("plan", "--against", str(project / "dist"))[1]


def test_it_goes_without_a_trace(project: Path, plainsail: Plainsail) -> None:
    """The kustomization is no file of somebody else's."""
    plainsail("synth")
    before = tree(project / "dist")
    plainsail(*ASKED)
    plainsail("synth")
    registry = project / "envs/__init__.py"
    registry.write_text(re.sub(r'"preview": [\w.]+,?', "", registry.read_text(encoding="utf-8")), encoding="utf-8")

    assert plainsail("synth")[0] == 0
    assert tree(project / "dist") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new", "env", "staging", "--per-pull-request"), "staging is registered already, and not for pull requests"),
        ((*ASKED, "--follows", "staging"), "--follows: an environment for pull requests follows none"),
        ((*ASKED, "--app", "front"), "there is no such name"),
    ],
)
def test_what_is_refused_changes_nothing(
    project: Path, plainsail: Plainsail, arguments: tuple[str, ...], message: str
) -> None:
    before = tree(project)

    code, _, beside = plainsail(*arguments)

    assert code == 2
    assert message in beside
    assert {path: text for path, text in tree(project).items() if "__pycache__" not in path} == before


def test_there_is_one_of_them(project: Path, plainsail: Plainsail) -> None:
    plainsail(*ASKED)

    assert "preview is for pull requests already" in plainsail("new", "env", "review", "--per-pull-request")[2]
    assert "every app has preview already" in plainsail(*ASKED)[2]


def test_a_workflow_that_is_there_is_kept(project: Path, plainsail: Plainsail) -> None:
    (project / PATH).parent.mkdir(parents=True)
    (project / PATH).write_text("name: mine\n", encoding="utf-8")

    assert f"kept     {PATH}" in plainsail(*ASKED)[1]
    assert (project / PATH).read_text(encoding="utf-8") == "name: mine\n"


def test_actions_are_pinned_as_here() -> None:
    pinned = re.compile(r"uses: (\S+@[0-9a-f]{40} # \S+)")
    here = {use for file in (ROOT / ".github").rglob("*.yml") for use in pinned.findall(file.read_text("utf-8"))}

    assert len(uses := pinned.findall(WORKFLOW)) == WORKFLOW.count("uses:")
    assert set(uses) <= here


def test_the_label_and_the_limit_are_read_as_they_are_rendered(project: Path, plainsail: Plainsail) -> None:
    """By the very lines of the workflow; the answers of GitHub are not needed for it."""
    plainsail(*ASKED)
    plainsail("synth")
    lines = [line.strip() for line in (project / PATH).read_text(encoding="utf-8").splitlines()]
    reads = [line for line in lines if line.startswith(("limit=$(sed", "label=$(sed"))]
    script = "\n".join(["sets=(dist/argocd/preview/ApplicationSet.*.yaml)", *reads, 'echo "$limit $label"'])
    bash = [shutil.which("bash") or "bash", "-c", script]

    done = subprocess.run(bash, cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout == "5 preview\n"


@pytest.mark.parametrize(
    ("linter", "options"),
    [("actionlint", ("-no-color", "-pyflakes=")), ("zizmor", ("--offline", "--no-progress", "--persona=auditor"))],
)
def test_the_workflow_is_sound_and_safe(
    project: Path, plainsail: Plainsail, linter: str, options: tuple[str, ...]
) -> None:
    if not (binary := Path(sys.executable).with_name(linter)).is_file():
        pytest.skip(f"{linter} is not installed: make .venv/.delivery")
    plainsail(*ASKED)

    done = subprocess.run([binary, *options, PATH], cwd=project, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
