"""`plainsail new shape`: a vocabulary, a chart, and the line that registers both; nothing that is there is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail.clones import PLAINSAIL, ROOT, clone, edit, tree
from tests.plainsail.clones import run as ran
from tests.plainsail.projects import Plainsail, copy_of_envs, write

OWN = '''"""Ours."""

from constructs_lib.settings import Worker


class Mailer(Worker, vocabulary=True):
    """Sends mail."""
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of_envs(tmp_path / "project")


def test_the_first_shape_of_a_project(project: Path, plainsail: Plainsail) -> None:
    code, said, _ = plainsail("new", "shape", "grpc-gateway", "--like", "worker")

    left = "declare what such an app can say, in place of max_pods; charts/grpc_gateway.py draws it"
    assert code == 0
    assert said.splitlines() == [
        "new      charts/grpc_gateway.py",
        "new      envs/vocabulary.py",
        "new      charts/__init__.py",
        f"next     envs/vocabulary.py: {left}",
        "next     `plainsail new app NAME --shape grpc-gateway` writes an app of this shape",
    ]
    assert "class GrpcGateway(Worker, vocabulary=True):" in (project / "envs/vocabulary.py").read_text()
    assert "class GrpcGatewayChart(WorkerChart[GrpcGateway]):" in (project / "charts/grpc_gateway.py").read_text()
    assert "    GrpcGateway: GrpcGatewayChart,\n}" in (project / "charts/__init__.py").read_text()


def test_a_further_one_adds_its_lines(project: Path, plainsail: Plainsail) -> None:
    plainsail("new", "shape", "mailer", "--like", "worker")
    edit(project / "envs/vocabulary.py", "    max_pods", "    # Ours.\n    max_pods")
    before = (project / "envs/vocabulary.py").read_text()

    assert plainsail("new", "shape", "grpc")[0] == 0

    after = (project / "envs/vocabulary.py").read_text()
    assert after.startswith(before.replace("import Worker\n", "import WebService, Worker\n"))
    assert (project / "charts/__init__.py").read_text().endswith("    Grpc: GrpcChart,\n    Mailer: MailerChart,\n}\n")


def test_the_registry_of_this_repository_takes_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(copy_of_envs(tmp_path), {"charts/__init__.py": (ROOT / "charts/__init__.py").read_text()})

    with imported(project):
        assert run(["-C", str(project), "new", "shape", "grpc"]) == 0

    assert "changed  charts/__init__.py" in capsys.readouterr().out
    before = (ROOT / "charts/__init__.py").read_text().splitlines()
    new = [line for line in (project / "charts/__init__.py").read_text().splitlines() if line not in before]
    assert new == ["from charts.grpc import GrpcChart", "from envs.vocabulary import Grpc", "    Grpc: GrpcChart,"]


def test_an_app_of_it_derives_from_where_it_is_declared(project: Path, plainsail: Plainsail) -> None:
    plainsail("new", "shape", "grpc")
    edit(project / "envs/vocabulary.py", "    max_pods: Positive | None = None", "    max_pods: Positive")

    code, said, _ = plainsail("new", "app", "rpc", "--shape", "grpc", "--envs", "staging")

    assert code == 0
    assert "next     envs/rpc/base.py: say its user, port, resources, probes and max_pods\n" in said
    base = (project / "envs/rpc/base.py").read_text()
    assert "from envs.vocabulary import Grpc\n\n\nclass Base(Replicas, Grpc):\n" in base
    assert 'readiness_probe = Probe("/readyz")' in base


REFUSED = {
    "a shape of the library": ("web-service", {}, "web-service is a shape already, the class WebService of"),
    "one that is there": ("mailer", {"envs/vocabulary.py": OWN}, "mailer is a shape already, the class Mailer of envs"),
    "a word of Python's": ("none", {}, "would be the class None, a word of Python's own; take another name"),
    "a digit": ("3d", {}, "the shape '3d' begins with a digit, which no class does; begin with a letter"),
    "a value of settings": ("probe", {}, "the shape 'probe' would be the class Probe, and one is called so"),
    "what a chart imports": ("identity", {}, "the shape 'identity' would be the class Identity, and one is called so"),
    "a chart of the library": ("delivery", {}, "would hide the library's charts/delivery.py; take another name"),
    "a chart that is there": ("grpc", {"charts/grpc.py": "x = 1\n"}, "charts/grpc.py: exists already, and is not"),
    "no name": ("../x", {}, "the shape '../x' is not a DNS label"),
    "a name that is taken": ("grpc", {"envs/vocabulary.py": "Grpc = 1\n"}, "envs/vocabulary.py: has a Grpc already"),
    "a name that means something else": (
        "grpc",
        {"envs/vocabulary.py": "from envs.shared import Shared as WebService\n"},
        "envs/vocabulary.py: WebService means something else there than in constructs_lib.settings",
    ),
    "a registry that is computed": (
        "grpc",
        {"charts/__init__.py": "CHARTS = dict()\n"},
        "charts/__init__.py:1: CHARTS is not written out as CHARTS = {Vocabulary: Chart}",
    ),
    "a vocabulary that would not load": (
        "grpc",
        {"envs/vocabulary.py": "from constructs_lib.settings import Nothing\n"},
        "envs/vocabulary.py:1: constructs_lib.settings has no Nothing; nothing was written",
    ),
}


@pytest.mark.parametrize(("name", "files", "line"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    project: Path, plainsail: Plainsail, name: str, files: dict[str, str], line: str
) -> None:
    before = tree(write(project, files))

    code, said, beside = plainsail("new", "shape", name)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert line in beside
    assert {path: text for path, text in tree(project).items() if "__pycache__" not in path} == before


@pytest.mark.slow
@pytest.mark.parametrize("like", ["worker", "stateful-service", "manifests"])
def test_an_app_of_it_renders_and_explains_to_the_lines_of_the_project(tmp_path: Path, like: str) -> None:
    project = write(
        clone(tmp_path / "project"), {"vendor/x/x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n"}
    )

    def said(*command: str) -> str:
        done = ran((PLAINSAIL, *command), project)
        assert done.returncode == 0, done.stderr
        return done.stdout

    image = () if like == "manifests" else ("--image", "registry.example.com/x:v1.2.3")
    said("new", "shape", "small", "--like", like)
    said("new", "app", "x", "--shape", "small", "--envs", "staging", *image)
    said("synth")
    edit(project / "envs/x/staging.py", '    """Nothing else differs yet."""', "    max_pods = 5")
    assert "1 changed" in said("synth") or "2 changed" in said("synth")

    lines = said("explain", "staging/x", "ResourceQuota/x-pods", "spec.hard.pods")
    assert re.search(r"Staging +envs/x/staging\.py:\d+ +max_pods = 5\n", lines)
    assert re.search(r"default +envs/vocabulary\.py:\d+ +max_pods: Positive \| None = None\n", lines)
