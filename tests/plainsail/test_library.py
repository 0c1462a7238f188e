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


@pytest.mark.slow
@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_a_project_needs_settings_alone(project: Path, command: tuple[str, ...]) -> None:
    assert ran(project, *command)[::2] == (0, "")
    assert ran(project, *SYNTH, "--check") == (0, "", "")


@pytest.mark.parametrize("command", [SYNTH, MAIN], ids=["plainsail", "main.py"])
def test_its_folders_add_to_the_library_s(extended: Path, command: tuple[str, ...]) -> None:
    assert ran(extended, *command)[::2] == (0, "")

    assert "text: hello" in (extended / "dist/staging/backend/ConfigMap.backend-greeting.yaml").read_text()
    assert (extended / "dist/staging/backend/Deployment.backend.yaml").is_file()


@pytest.mark.slow
def test_lines_are_named_in_both(extended: Path) -> None:
    ran(extended, *SYNTH)

    _, own, _ = ran(extended, PLAINSAIL, "explain", "staging/backend", "ConfigMap/backend-greeting", "data.text")
    field = "spec.template.spec.enableServiceLinks"
    _, library, _ = ran(extended, PLAINSAIL, "explain", "staging/backend", "Deployment/backend", field)

    assert f"envs/vocabulary.py:{number_of(extended / 'envs/vocabulary.py', 'greeting')}" in own
    line = number_of(LIBRARY / "constructs_lib/pod.py", "enable_service_links=")
    assert f"constructs_lib/pod.py:{line}" in library


@pytest.mark.slow
def test_an_object_is_where_it_was_made_and_not_where_others_of_its_kind_are(extended: Path) -> None:
    ran(extended, *SYNTH)

    _, said, _ = ran(extended, PLAINSAIL, "explain", "staging/backend", "ConfigMap/backend-greeting", "kind")

    assert f"constructs_lib/greeting.py:{number_of(extended / 'constructs_lib/greeting.py', 'KubeConfigMap(')}" in said


CHART, CONSTRUCT, REGISTRY = "charts/grpc.py", "constructs_lib/greeting.py", "charts/__init__.py"
PATCH = """        from constructs_lib.settings import Patch
        self.patches.append(Patch("ConfigMap/backend-greting", set={"data.text": "x"}))
        Greeting(self"""
SECOND = """        Greeting(self, "Second", identity=identity, text="x")
        Greeting(self"""
MISTAKES = {
    "a name": (CHART, "environment.greeting", "no_such_name", "name 'no_such_name' is not defined"),
    "a setting that is read": (
        CHART,
        "environment.greeting",
        "environment.greting",
        "Production(...) has no greting; did you mean 'greeting'?",
    ),
    "an argument of its construct": (
        CHART,
        "text=environment",
        "txt=environment",
        "Greeting.__init__() got an unexpected keyword argument 'txt'",
    ),
    "within its construct": (CONSTRUCT, "text}", "text + 1}", 'can only concatenate str (not "int") to str'),
    "a type that cdk8s refuses": (
        CONSTRUCT,
        "text}",
        "1}",
        "KubeConfigMap data.text takes string, and is given a number",
    ),
    "an object that is rendered twice": (
        CHART,
        "        Greeting(self",
        SECOND,
        "ConfigMap/backend-greeting is rendered twice, here and at charts/grpc.py:9; rename one of the two",
    ),
    "a default": ("envs/vocabulary.py", 'str = "hello"', "str = 5", "greeting=5 is not text; put it in quotes"),
    "a chart that is none": (
        REGISTRY,
        "Grpc: GrpcChart",
        "Grpc: Grpc",
        "Grpc is no chart; name a class that derives from charts.shape.Shape",
    ),
    "no mapping of charts": (
        REGISTRY,
        "CHARTS = {Grpc: GrpcChart}",
        "CHARTS = GrpcChart",
        "CHARTS is no mapping; write CHARTS = {Vocabulary: ItsChart}",
    ),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        pytest.param(*each, id=name, marks=pytest.mark.slow if number else ())
        for number, (name, each) in enumerate(MISTAKES.items())
    ],
)
def test_a_mistake_in_its_own_code_is_at_its_line(extended: Path, file: str, old: str, new: str, told: str) -> None:
    edit(extended / file, old, new)
    lines = (extended / file).read_text(encoding="utf-8").splitlines()
    line = max(number for number, text in enumerate(lines, 1) if new.splitlines()[-1] in text)

    assert ran(extended, *SYNTH) == (2, "", f"{file}:{line}: {told}\n")


def test_a_patch_of_its_own_chart_that_changes_nothing_is_at_the_chart(extended: Path) -> None:
    edit(extended / CHART, "        Greeting(self", PATCH)

    _, _, told = ran(extended, *SYNTH)

    missing = "ConfigMap/backend-greting is not rendered, so this patch changes nothing"
    assert told == f"charts/grpc.py:6: {missing}; did you mean 'ConfigMap/backend-greeting'?\n"


@pytest.mark.slow
def test_a_setting_that_no_chart_knows_is_not_lost(extended: Path) -> None:
    """The chart of a vocabulary farther away would draw the app without it."""
    (extended / "charts/__init__.py").write_text("CHARTS = {}\n", encoding="utf-8")

    assert ran(extended, *SYNTH)[0] == 0

    edit(extended / "envs/backend/base.py", "    port = 80\n", '    port = 80\n    greeting = "hi"\n')
    line = number_of(extended / "envs/backend/base.py", "greeting")
    why = "greeting is a setting of Grpc, and the chart of WebService does not know it"
    told = f"envs/backend/base.py:{line}: {why}; add Grpc to CHARTS in charts/__init__.py\n"
    assert ran(extended, *SYNTH) == (2, "", told)


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
