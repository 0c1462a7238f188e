"""The wheel is all that a project needs: built without the network, used in a folder that knows nothing of this one."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.plainsail.clones import clone, fresh, tree
from tests.test_house_rules import ROOT, ours

pytestmark = pytest.mark.slow

PACKAGES = ("charts", "constructs_lib", "imports", "plainsail")
LEFT_OUT = ("imports/README.md", "imports/fields.yaml")
"""What only `make imports` needs."""
OUTSIDE = (
    ("synth",),
    ("list",),
    ("check",),
    ("plan",),
    ("explain", "staging/backend"),
    ("image", "show"),
    ("secrets", "list"),
    ("new", "fleet"),
    ("new", "env", "qa"),
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what Git tracks."""
    source, wheels = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheels")
    for path in ours():
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(wheels), str(source)], check=True)
    [built] = wheels.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def project(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings, with an interpreter beside them that holds the wheel, and what it depends on."""
    project = clone(tmp_path_factory.mktemp("elsewhere") / "project", dist=False)
    shutil.rmtree(project / "charts")
    for name in ("constructs_lib", "imports", "plainsail"):
        (project / name).unlink()
    venv.create(project / ".venv", symlinks=True)
    [packages] = (project / ".venv/lib").glob("python3*/site-packages")
    # Where this interpreter keeps its packages; the links of an editable install are read in the own folder alone.
    (packages / "others.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(project / ".venv"), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", "--no-warn-script-location", str(wheel)], check=True)
    return project


def ran(project: Path, *command: str, folder: Path | None = None) -> tuple[int, str, str]:
    """Exit code, output, and what is said beside it; nothing but the project's own interpreter is on the PATH."""
    environ = {"PATH": f"{project / '.venv/bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(project.parent)}
    done = subprocess.run(
        [str(project / ".venv/bin" / command[0]), *command[1:]],
        cwd=folder or project,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_it_holds_every_module_and_its_data(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    names = {path.relative_to(ROOT).as_posix() for path in ours()}
    library = {name for name in names if name.startswith(tuple(f"{package}/" for package in PACKAGES))}

    assert library - {*LEFT_OUT} == held


def test_dist_is_what_the_repository_renders(project: Path) -> None:
    code, said, beside = ran(project, "plainsail", "synth")

    assert (code, beside) == (0, ""), said
    assert tree(project / "dist") == tree(fresh())
    assert ran(project, "python", "-O", "main.py") == (0, "", "")
    assert ran(project, "plainsail", "synth", "--check") == (0, "", "")


def test_every_command_works_there(project: Path) -> None:
    ran(project, "plainsail", "synth")

    code, said, _ = ran(project, "plainsail", "check")
    assert code == 0, said
    assert "not looked at: deploy/terragrunt (there is none); .github/workflows (there is none)\n" in said
    assert ran(project, "plainsail", "plan", "--against", "dist")[0] == 0
    assert "staging" in ran(project, "plainsail", "list")[1]
    assert "tag" in ran(project, "plainsail", "image", "show")[1]
    assert ran(project, "plainsail", "image", "run-args", "staging/backend")[0] == 0
    assert "APP_SERVICE_API_KEY" in ran(project, "plainsail", "secrets", "list", "staging")[1]
    assert json.loads(ran(project, "plainsail", "secrets", "policy", "staging")[1])["Version"]


def test_lines_are_those_of_the_project_and_of_the_library(project: Path) -> None:
    ran(project, "plainsail", "synth")
    field = "spec.template.spec.containers[app].securityContext.allowPrivilegeEscalation"

    said = ran(project, "plainsail", "explain", "staging/backend", "hpa.max_replicas")[1]
    constant = ran(project, "plainsail", "explain", "staging/backend", "Deployment/backend", field)[1]

    assert "envs/backend/staging.py:" in said
    assert "constructs_lib/container.py:" in constant


def test_outside_any_project_one_line_says_so(project: Path, tmp_path: Path) -> None:
    for command in OUTSIDE:
        code, said, beside = ran(project, "plainsail", *command, folder=tmp_path)

        assert (code, said, beside.count("\n")) == (2, "", 1), command
        assert beside.startswith(f"there is no project here: neither {tmp_path} nor one above it holds cdk8s.yaml"), (
            command
        )


def test_what_needs_no_project_works_anywhere(project: Path, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", encoding="utf-8")

    assert ran(project, "plainsail", "check", "--path", "map.yaml", folder=tmp_path)[0] == 0
    for command in ("--help", "--version", ("check", "--list"), ("new", "app", "--help")):
        words = (command,) if isinstance(command, str) else command
        code, said, beside = ran(project, "plainsail", *words, folder=tmp_path)
        assert (code, beside) == (0, ""), words
        assert said


def test_an_app_and_an_environment_are_added_there(project: Path) -> None:
    """In what the library gives, a type checker finds all that settings use."""
    for command in (
        ("new", "app", "back-office", "--shape", "web-service"),
        ("new", "env", "production-eu", "--follows", "staging", "--approval", "production"),
        ("image", "pin", "back-office", "--tag", "v1", "--digest", f"sha256:{'a' * 64}", "--source", "b" * 40),
        ("synth",),
        ("check",),
    ):
        code, said, beside = ran(project, "plainsail", *command)
        assert code == 0, (command, said, beside)
    assert (project / "dist/production-eu/back-office/Deployment.back-office.yaml").is_file()

    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(project / ".venv/bin/python"), "envs"]
    done = subprocess.run(mypy, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
