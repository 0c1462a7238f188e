"""When the kernel answers, and when it leaves everything to Node."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.plainsail.clones import clone, environ, fresh, tree

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[4]
SYNTH = (sys.executable, "-O", "-m", "plainsail", "synth", "--out", "out")

ASKED = """
{first}
from plainsail.render import kernel
with kernel.local_kernel():
    {changed}
    import cdk8s
    from cdk8s_plus_27 import k8s
    chart = cdk8s.Chart(cdk8s.App(), "chart")
    k8s.KubeSecret(chart, "Secret", metadata=k8s.ObjectMeta(name="a"))
    assert chart.to_json()[0]["metadata"] == {{"name": "a"}}
print(kernel.node_is_running())
"""


@pytest.fixture
def no_node(tmp_path: Path) -> str:
    """A Node that fails, and leaves a trace of having been started."""
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexit 1\n", encoding="utf-8")
    node.chmod(0o755)
    return str(node)


def node_runs(changed: str = "pass", first: str = "", **said: str) -> bool:
    """Whether a small chart needed Node, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED.format(changed=changed, first=first)],
        cwd=ROOT, env=environ(**said), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip() == "True"


def test_the_sample_is_rendered_without_node(tmp_path: Path, no_node: str) -> None:
    project = clone(tmp_path / "project", dist=False)

    done = subprocess.run(
        SYNTH, cwd=project, env=environ(JSII_NODE=no_node), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "started").exists()
    assert tree(project / "out") == tree(fresh())


@pytest.mark.slow
def test_the_sample_is_rendered_by_node_alone(tmp_path: Path) -> None:
    project = clone(tmp_path / "project", dist=False)

    subprocess.run(SYNTH, cwd=project, env=environ(PLAINSAIL_NODE="1"), check=True, capture_output=True)

    assert tree(project / "out") == tree(fresh())


def test_node_does_everything_where_it_is_told_to() -> None:
    assert not node_runs()
    assert node_runs(PLAINSAIL_NODE="1")


@pytest.mark.slow
@pytest.mark.parametrize("package", ["constructs", "cdk8s", "cdk8s-plus-27"])
def test_node_does_everything_with_another_release_of_a_package(package: str) -> None:
    assert node_runs(f"kernel.table.table()['packages'][{package!r}]['archive'] = '1-0'")


def test_node_does_everything_with_another_release_of_jsii() -> None:
    assert node_runs(first="import jsii; jsii.__version__ = '1.0.0'")


def test_outside_of_it_node_does_everything() -> None:
    import cdk8s

    from tests.plainsail.render.kernel.both_ways import is_local

    assert not is_local(cdk8s.App())


FORKED = """
from multiprocessing import get_context
from pathlib import Path
from plainsail.project.project import Project
from plainsail.render import kernel
from plainsail.render.charts import render

def rendered(_):
    return [each.documents for each in render(Project(Path()).environments)], kernel.node_is_running()

here = rendered(0)
with get_context("fork").Pool(2) as pool:
    assert pool.map(rendered, range(2)) == [here, here]
assert not here[1]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there are processes forked")
def test_a_fork_renders_as_its_parent_does() -> None:
    subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, env=environ(), check=True)
