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

from plainsail.scaffold.shapes import SHAPES
from tests.plainsail.clones import clone, edit, fresh, number_of, tree
from tests.test_house_rules import ROOT, ours

pytestmark = pytest.mark.slow

PACKAGES = ("charts", "constructs_lib", "imports", "plainsail")
LEFT_OUT = ("imports/README.md", "imports/fields.yaml")
"""What only `make imports` needs."""
OUTSIDE = ("synth", "list", "check", "plan", "explain staging/backend", "image show", "secrets list", "new env qa")


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
    node = project.parent / "old/node"
    node.parent.mkdir()
    node.write_text(f'#!/bin/sh\necho started >> "{project.parent}/trace"\nexit 1\n', encoding="utf-8")
    node.chmod(0o755)
    return project


def ran(project: Path, *command: str, folder: Path | None = None) -> tuple[int, str, str]:
    """Exit code, output, and what is said beside it.

    Nothing but the project's own interpreter is on the PATH, behind a Node that is too old and leaves a trace.
    """
    path = os.pathsep.join(map(str, (project.parent / "old", project / ".venv/bin", "/usr/bin", "/bin")))
    environ = {"PATH": path, "HOME": str(project.parent), "LANG": "C.UTF-8"}
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
    field = "spec.template.spec.enableServiceLinks"

    said = ran(project, "plainsail", "explain", "staging/backend", "hpa.max_replicas")[1]
    constant = ran(project, "plainsail", "explain", "staging/backend", "Deployment/backend", field)[1]

    assert "envs/backend/staging.py:" in said
    assert "constructs_lib/pod.py:" in constant


def test_outside_any_project_one_line_says_so(project: Path, tmp_path: Path) -> None:
    for command in OUTSIDE:
        code, said, beside = ran(project, "plainsail", *command.split(), folder=tmp_path)

        assert (code, said, beside.count("\n")) == (2, "", 1), command
        assert beside.startswith(f"there is no project here: neither {tmp_path} nor one above it holds cdk8s.yaml"), (
            command
        )


def test_what_needs_no_project_works_anywhere(project: Path, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", encoding="utf-8")

    assert ran(project, "plainsail", "check", "--path", "map.yaml", folder=tmp_path)[0] == 0
    for command in ("--help", "--version", "check --list", "plan --list", "new app --help", "completion bash"):
        code, said, beside = ran(project, "plainsail", *command.split(), folder=tmp_path)
        assert (code, beside) == (0, ""), command
        assert said


DIGEST = f"sha256:{'a' * 64}"
VENDORED = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vendored}\ndata: {color: blue}\n"
GREETING = """\
from cdk8s_plus_27 import k8s
from constructs import Construct


class Greeting(Construct):
    def __init__(self, scope, id, *, identity, text):
        super().__init__(scope, id)
        k8s.KubeConfigMap(self, "Map", metadata=identity.metadata("greeting"), data={"text": text})
"""
SETTING = """
    greeting: str = "hello"
    \"\"\"What it says first.\"\"\"
"""
IMPORT = "from constructs_lib.greeting import Greeting\n"
BUILD = "        super().build(environment, identity)\n"
CALL = '        Greeting(self, "Greeting", identity=identity, text=environment.greeting)\n'
TEST_OF_A_CHART = """\
import cdk8s
from charts.grpc import GrpcChart
from charts.web_service import WebServiceChart


def test_it_is_a_web_service():
    assert issubclass(GrpcChart, WebServiceChart)
    assert cdk8s.Testing.chart()
"""


@pytest.fixture(scope="module")
def fleet(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `init` and `new` write, with an app of each shape, and with a setting and a construct of its own."""
    fleet = tmp_path_factory.mktemp("elsewhere") / "our \u00fcber fleet"
    (fleet / "vendor/manifests").mkdir(parents=True)
    (fleet / "vendor/manifests/map.yaml").write_text(VENDORED, encoding="utf-8")
    image = f"registry.example.com/team/app:v1@{DIGEST}"
    apps = [
        (f"a-{shape.name}", shape.name)
        for shape in SHAPES
        if shape.name not in ("helm-release", "web-service", "manifests")
    ]
    for command in (
        ("init", "--app", "shop", "--image", image, "--repository", "https://git.example.com/team/fleet.git"),
        *(("new", "app", name, "--shape", shape, "--image", image) for name, shape in apps),
        ("new", "app", "manifests", "--shape", "manifests"),
        ("new", "env", "qa", "--follows", "staging", "--approval", "qa"),
        ("new", "shape", "grpc"),
        ("new", "check", "reached-from-outside"),
        ("new", "app", "caller", "--shape", "grpc", "--image", image),
    ):
        code, said, beside = ran(project, "plainsail", *command, folder=fleet)
        assert (code, beside) == (0, ""), (command, said)
    with (fleet / "envs/vocabulary.py").open("a", encoding="utf-8") as file:
        file.write(SETTING)
    (fleet / "constructs_lib").mkdir()
    (fleet / "constructs_lib/__init__.py").touch()
    (fleet / "constructs_lib/greeting.py").write_text(GREETING, encoding="utf-8")
    edit(fleet / "charts/grpc.py", BUILD, BUILD + CALL)
    edit(
        fleet / "charts/grpc.py",
        "from constructs_lib.id",
        "from constructs_lib.greeting import Greeting\nfrom constructs_lib.id",
    )
    assert ran(project, "plainsail", "synth", folder=fleet)[0] == 0
    return fleet


def line_of(fleet: Path, path: str, text: str) -> str:
    return f"{path}:{number_of(fleet / path, text)}"


def test_a_fleet_of_its_own_renders_and_checks(project: Path, fleet: Path) -> None:
    """In what the library gives, a type checker finds all that settings use."""
    code, said, _ = ran(project, "plainsail", "check", folder=fleet)

    assert ran(project, "plainsail", "synth", "--check", folder=fleet) == (0, "", "")
    assert code == 0, said
    kinds = {path.name.partition(".")[0] for path in (fleet / "dist/qa").glob("*/*.yaml")}
    assert {"Deployment", "CronJob", "StatefulSet", "DaemonSet", "ConfigMap"} <= kinds
    python = project / ".venv/bin/python"
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "envs"]
    done = subprocess.run(mypy, cwd=fleet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_explain_names_the_lines_of_the_fleet(project: Path, fleet: Path) -> None:
    asked = {
        ("ConfigMap/caller-greeting", "data.text"): ("envs/vocabulary.py", "greeting: str"),
        ("ConfigMap/caller-greeting", "kind"): ("constructs_lib/greeting.py", "KubeConfigMap("),
        ("Deployment/caller", "spec.template.spec.containers[app].image"): ("envs/caller/base.py", "v1"),
    }
    for question, (path, text) in asked.items():
        code, said, _ = ran(project, "plainsail", "explain", "qa/caller", *question, folder=fleet)
        assert (code, line_of(fleet, path, text) in said) == (0, True), said
    _, said, _ = ran(project, "plainsail", "explain", "qa/manifests", "ConfigMap/vendored", "data.color", folder=fleet)
    assert "vendor/manifests/map.yaml:4" in said


def test_plan_and_check_name_the_lines_of_the_fleet(project: Path, fleet: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(fleet, tmp_path / "copy of the fleet")
    edit(copy / "envs/caller/production.py", "    replicas = 2", '    replicas = 2\n    greeting = "bonjour"')
    edit(copy / "envs/caller/base.py", "import (", "import (\n    Service,")
    edit(copy / "envs/caller/base.py", "    port = 8080", '    port = 8080\n    service = Service(type="NodePort")')

    code, plan, _ = ran(project, "plainsail", "plan", "--against", "dist", folder=copy)
    ran(project, "plainsail", "synth", folder=copy)
    _, found, _ = ran(project, "plainsail", "check", folder=copy)

    assert code == 1
    assert f"hello → bonjour  ({line_of(copy, 'envs/caller/production.py', 'bonjour')})" in plan
    paragraph = next(part for part in found.split("\n\n") if part.startswith("warning[reached-from-outside]"))
    assert line_of(copy, "envs/caller/base.py", "NodePort") in paragraph


MISTAKES = {
    "envs/caller/qa.py": ("    pass", "    greting = 1"),
    "envs/vocabulary.py": ('greeting: str = "hello"', "greeting: str = 1"),
    "charts/grpc.py": ("text=environment.greeting", "text=environment.no_such_setting"),
    "constructs_lib/greeting.py": ('"text": text', '"text": no_such_name'),
    "charts/__init__.py": ("    Grpc: GrpcChart", "    Grpc: Grpc"),
    "envs/__init__.py": ('"qa": ', '"QA!": '),
}


@pytest.mark.parametrize("path", MISTAKES)
def test_a_mistake_is_at_its_line_of_the_fleet(path: str, project: Path, fleet: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(fleet, tmp_path / "copy")
    old, new = MISTAKES[path]
    text = (copy / path).read_text(encoding="utf-8")
    (copy / path).write_text(text.replace(old, new) if old in text else f"{text}\n{new}\n", encoding="utf-8")

    code, said, beside = ran(project, "plainsail", "synth", folder=copy)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert beside.startswith(f"{line_of(copy, path, new)}: "), beside


def test_its_tests_import_what_it_extends(project: Path, fleet: Path, tmp_path: Path) -> None:
    """Those of a check, and of a chart; Node is the installed one, though cdk8s is imported first."""
    copy = shutil.copytree(fleet, tmp_path / "copy")
    (copy / "tests/test_grpc.py").write_text(TEST_OF_A_CHART, encoding="utf-8")

    tests = ("tests/test_grpc.py", "tests/checks")  # in this order: the second imports the tool
    code, said, _ = ran(project, "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, folder=copy)

    assert code == 0, said
    assert not (project.parent / "trace").exists()
