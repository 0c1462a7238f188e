"""The library's packages, and a project's folders of the same names beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainsail.library import LIBRARY, folders_of, modules_of
from tests.plainsail.clones import MAIN, PLAINSAIL, SYNTH, clone, edit, number_of, run

VOCABULARY = '''
from constructs_lib.settings import WebService


class Grpc(WebService, vocabulary=True):
    """A web service that speaks gRPC."""

    greeting: str = "hello"
    """What it says first."""
'''
CHARTS = "from charts.grpc import GrpcChart\nfrom envs.vocabulary import Grpc\n\nCHARTS = {Grpc: GrpcChart}\n"
GRPC = """
from charts.web_service import WebServiceChart
from constructs_lib.greeting import Greeting


class GrpcChart(WebServiceChart):
    def build(self, environment, identity):
        super().build(environment, identity)
        Greeting(self, "Greeting", identity=identity, text=environment.greeting)
"""
GREETING = """
from cdk8s_plus_27 import k8s
from constructs import Construct


class Greeting(Construct):
    def __init__(self, scope, id, *, identity, text):
        super().__init__(scope, id)
        k8s.KubeConfigMap(self, "Map", metadata=identity.metadata(part="greeting"), data={"text": text})
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that holds settings, and uses the library as it is."""
    project = clone(tmp_path / "project")
    for name in ("constructs_lib", "imports"):
        (project / name).unlink()
    (project / "plainsail").unlink()
    shutil.rmtree(project / "charts")
    return project


@pytest.fixture
def extended(project: Path) -> Path:
    """The same with a shape, a chart and a construct of its own, and nothing of the library's."""
    for path, text in {
        "envs/vocabulary.py": VOCABULARY,
        "charts/__init__.py": CHARTS,
        "charts/grpc.py": GRPC,
        "constructs_lib/__init__.py": "",
        "constructs_lib/greeting.py": GREETING,
    }.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    edit(project / "envs/backend/base.py", "class Base(Replicas, WebService)", "class Base(Replicas, Grpc)")
    edit(project / "envs/backend/base.py", "from envs.shared", "from envs.vocabulary import Grpc\nfrom envs.shared")
    return project


def ran(project: Path, *command: str) -> tuple[int, str, str]:
    """Exit code and both outputs, served by the code that is tested."""
    done = run(command, project, PYTHONPATH=str(LIBRARY))
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_a_project_needs_settings_alone(project: Path, command: tuple[str, ...]) -> None:
    assert ran(project, *command)[::2] == (0, "")
    assert ran(project, *SYNTH, "--check") == (0, "", "")


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_its_folders_add_to_the_library_s(extended: Path, command: tuple[str, ...]) -> None:
    assert ran(extended, *command)[::2] == (0, "")

    assert "text: hello" in (extended / "dist/staging/backend/ConfigMap.backend-greeting.yaml").read_text()
    assert (extended / "dist/staging/backend/Deployment.backend.yaml").is_file()


def test_lines_are_named_in_both(extended: Path) -> None:
    ran(extended, *SYNTH)

    _, own, _ = ran(extended, PLAINSAIL, "explain", "staging/backend", "ConfigMap/backend-greeting", "data.text")
    field = "spec.template.spec.containers[app].securityContext.allowPrivilegeEscalation"
    _, library, _ = ran(extended, PLAINSAIL, "explain", "staging/backend", "Deployment/backend", field)

    assert f"envs/vocabulary.py:{number_of(extended / 'envs/vocabulary.py', 'greeting')}" in own
    line = number_of(LIBRARY / "constructs_lib/container.py", "allow_privilege_escalation=False")
    assert f"constructs_lib/container.py:{line}" in library


def test_a_mistake_in_its_own_chart_is_at_its_line(extended: Path) -> None:
    with (extended / "charts/grpc.py").open("a", encoding="utf-8") as file:
        file.write("\nno_such_name\n")

    line = number_of(extended / "charts/grpc.py", "no_such_name")
    assert ran(extended, *SYNTH) == (2, "", f"charts/grpc.py:{line}: name 'no_such_name' is not defined\n")


def test_charts_of_helm_hide_nothing(project: Path) -> None:
    (project / "charts/backend").mkdir(parents=True)
    (project / "charts/backend/Chart.yaml").write_text("name: backend\n", encoding="utf-8")

    assert ran(project, *SYNTH, "--check") == (0, "", "")


def test_a_project_without_settings_takes_nobody_else_s(project: Path) -> None:
    shutil.rmtree(project / "envs")

    code, said, told = ran(project, PLAINSAIL, "list")

    why = f"{project} holds cdk8s.yaml, but no envs/__init__.py, which registers what there is"
    assert (code, said) == (2, "")
    assert told == f"there is no project here: {why}; `plainsail init` makes one, -C DIR names another\n"


def test_custom_resources_of_the_library_are_judged_everywhere(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for folder in (project, outside):
        [external_secret] = (project / "dist/staging/backend").glob("ExternalSecret.*.yaml")
        shutil.copy(external_secret, folder / "external.yaml")
        edit(folder / "external.yaml", "secretKey:", "secretKeyy:")

        code, said, _ = ran(folder, PLAINSAIL, "check", "--path", "external.yaml")

        assert code == 1
        assert "secretKeyy" in said


def test_definitions_of_the_project_come_first(project: Path) -> None:
    crds = project / "imports/crds"
    crds.mkdir(parents=True)
    text = (LIBRARY / "imports/crds/external-secrets.io.yaml").read_text(encoding="utf-8")
    (crds / "own.yaml").write_text(text.replace("secretKey:", "secretName:"), encoding="utf-8")

    code, said, _ = ran(project, PLAINSAIL, "check")

    assert code == 1
    assert "secretKey" in said


def test_the_project_s_folder_is_the_first(tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts/web_service.py").touch()

    folders = folders_of("charts", tmp_path)

    assert folders == [tmp_path / "charts", LIBRARY / "charts"]
    modules = modules_of(folders)
    assert modules["web_service.py"] == tmp_path / "charts/web_service.py"
    assert modules["worker.py"] == LIBRARY / "charts/worker.py"
    assert folders_of("charts", LIBRARY) == folders_of("charts", None) == [LIBRARY / "charts"]
