from __future__ import annotations

import ast
import gc
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainsail.project.project import Project
from plainsail.render import apps, kernel
from plainsail.render.apps import render_apps
from plainsail.render.kernel.tree import Branch
from tests.plainsail.clones import ROOT

_IN_WORKERS = """
import sys
from pathlib import Path

from plainsail.project.project import Project
from plainsail.render import apps

rendered = apps._render


def noting(root, name):
    before = {*sys.modules}
    return rendered(root, name)._replace(read=sorted({*sys.modules} - before))


apps._render = noting
project = Project(Path())
print([part.read for part in apps.render_apps(project, project.environments, 2)])
"""


@pytest.fixture
def no_collection() -> Iterator[None]:
    """As commands have it: Python itself never looks for garbage."""
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def constructs() -> int:
    """How many apps, charts, constructs and objects are in memory."""
    return sum(isinstance(each, Branch) for each in gc.get_objects())


@pytest.mark.usefixtures("no_collection")
def test_what_apps_took_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays flat, however many apps there are."""
    monkeypatch.setattr(apps, "_SHARE", 1)
    monkeypatch.setattr(apps, "_HELD", 1)
    monkeypatch.setattr(apps, "_unfreed", 0)
    project = Project(ROOT)
    before = constructs()

    held = [constructs() - before for _ in render_apps(project, [project.environments[0]] * 3, 1)]

    assert held[0] > 10
    assert held == [held[0]] * 3


def test_a_share_is_never_more_than_a_few_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed back at once is in memory twice."""
    shares: list[int] = []

    class Pool:
        """Does in this process what others would do."""

        def __init__(self, *_: Any, **__: Any) -> None:
            """Starts nobody."""

        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None:
            """Ends nobody."""

        def map(self, _: Any, given: list[list[str]]) -> list[list[apps.Part]]:
            shares.extend(map(len, given))
            return [[apps.Part({}, ())] * len(share) for share in given]

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    project = Project(ROOT)
    environments = [project.environments[0]] * 1001

    assert len(list(render_apps(project, environments, 2))) == 1001
    assert max(shares) == apps._SHARE
    assert len(shares) == 41


def test_workers_find_charts_and_constructs_in_memory() -> None:
    """Each would import them for itself, a fifth of a second each time."""
    done = subprocess.run([sys.executable, "-c", _IN_WORKERS], cwd=ROOT, capture_output=True, text=True, check=True)

    imported = {name.partition(".")[0] for names in ast.literal_eval(done.stdout) for name in names}
    assert imported.isdisjoint({"charts", "constructs_lib", "imports", "cdk8s", "cdk8s_plus_27", "jsii"})


@pytest.mark.parametrize(("running", "way"), [(False, "fork"), (True, "spawn")])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_a_node_that_runs_is_shared_with_nobody(monkeypatch: pytest.MonkeyPatch, *, running: bool, way: str) -> None:
    """Two processes would read each other's answers."""

    class Chosen(Exception):
        """Before anything starts."""

    def chosen(name: str) -> None:
        raise Chosen(name)

    monkeypatch.setattr(kernel, "node_is_running", lambda: running)
    monkeypatch.setattr(multiprocessing, "get_context", chosen)
    project = Project(Path(ROOT))

    with pytest.raises(Chosen, match=way):
        list(render_apps(project, project.environments, 2))
