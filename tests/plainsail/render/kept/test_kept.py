"""What is remembered never shows: whatever changes, the files are those of a clean rendering."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail.project.shards import Shard
from tests.plainsail.clones import BACKEND, PLAINSAIL, another_app, clone, edit, register, run, tree
from tests.plainsail.render.kept.children import Answer, answer
from tests.plainsail.repositories import commit, git

_READING = '''"""Settings of an app that reads files, by ways that remember."""

import json
from functools import cache
from pathlib import Path

from envs import shared
from envs.backend.staging import Staging as Backend
from helpers.reading import lines


@cache
def values():
    return json.loads((Path(__file__).parent / "values.json").read_text())


class Staging(Backend):
    annotations = {
        "team": values()["team"],
        "lines": lines(),
        "files": str(len(list(Path(__file__).parent.glob("*.txt")))),
    }
    env = {"LEVEL": shared.LEVEL}
'''
_HELPER = '''"""A helper of settings."""

from functools import lru_cache
from pathlib import Path


@lru_cache
def lines():
    return str(len((Path(__file__).parent / "text.txt").read_text().splitlines()))
'''
_SOURCE = """apiVersion: v1
kind: ConfigMap
metadata: {name: theirs}
data: {a: b}
"""
_VENDORED = '''"""Somebody else's."""

from constructs_lib.settings import Manifests
from envs import shared


class Staging(shared.Shared, Manifests):
    source = "vendor/theirs"
'''


_TICK = 0.02
"""Seconds in which the clock of every file system goes on."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four apps that is rendered, and remembered."""
    project = clone(tmp_path_factory.mktemp("kept") / "project", dist=False)
    envs, helpers, vendor = project / "envs", project / "helpers", project / "vendor/theirs"
    second = another_app(project, "second")
    edit(
        envs / "second/staging.py",
        "from envs",
        "from constructs_lib.settings import Namespace, Patch, RawObject\nfrom envs",
    )
    for app, text in (("reader", _READING), ("theirs", _VENDORED)):
        (envs / app).mkdir()
        (envs / app / "__init__.py").touch()
        (envs / app / "staging.py").write_text(text)
    shutil.copy(envs / "backend/image.json", envs / "reader")
    (envs / "reader/values.json").write_text('{"team": "a"}')
    with (envs / "shared.py").open("a") as shared:
        shared.write('\nLEVEL = "info"\n')
    for folder in (helpers, vendor):
        folder.mkdir(parents=True)
    (helpers / "__init__.py").touch()
    (helpers / "reading.py").write_text(_HELPER)
    (helpers / "text.txt").write_text("a\n")
    (helpers / "drawing.py").write_text('NOTE = "a"\n')
    (vendor / "all.yaml").write_text(_SOURCE)
    edit(
        project / "charts/web_service.py",
        "\n\n\nclass ",
        "\nfrom helpers import drawing\n\nassert drawing.NOTE\n\n\nclass ",
    )
    register(
        project,
        {
            "backend": BACKEND,
            "reader": {"staging": "reader.staging.Staging"},
            "second": second,
            "theirs": {"staging": "theirs.staging.Staging"},
        },
    )
    done = answer(project, write=True)
    assert (done.error, len(done.rendered)) == ("", 6)
    return project


@pytest.fixture
def project(kept: Path, tmp_path: Path) -> Path:
    """A copy of it to change, of which every file was seen."""
    project = tmp_path / "project"
    shutil.copytree(kept, project, symlinks=True)
    seen = project / ".plainsail/seen.json"
    seen.unlink(missing_ok=True)
    for _ in range(20):  # a process that is held up for a while takes files for younger than they are
        time.sleep(_TICK)
        answer(project)
        if seen.exists() and len(seen.read_text().split("],")) > 20:
            return project
    raise AssertionError("what nobody changes is read time and again")


def both(project: Path) -> Answer:
    """What is rendered with the memory, which is what is rendered without."""
    found, clean = answer(project), answer(project, anew=True)
    assert (found.files, found.error) == (clean.files, clean.error)
    return found


def test_nothing_is_rendered_or_imported_where_nothing_changed(project: Path) -> None:
    found = both(project)

    assert (found.rendered, found.imported, found.error) == ([], False, "")
    assert found.files.keys() == tree(project / "dist").keys()


def test_a_command_starts_nothing_where_nothing_changed(project: Path) -> None:
    """Neither the settings and what checks them, nor what talks to Node."""
    asked = "[name for name in ('constructs_lib.settings', 'envs', 'jsii', 'pydantic', 'yaml') if name in sys.modules]"
    code = f"import sys\nfrom plainsail.cli.main import run as synth\nprint(synth(['synth']), {asked})"
    run((sys.executable, "-c", code), project)

    done = run((sys.executable, "-c", code), project)

    assert done.stdout.splitlines() == ["dist: 62 objects, nothing changed", "0 []"]


def _in(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda project: edit(project / path, old, new)


def _write(path: str, text: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)

    return change


_VOLUME = (
    "{'a': RawObject({'apiVersion': 'v1', 'kind': 'PersistentVolume', 'metadata': {'name': 'a'}}, cluster_scoped=True)}"
)
_THEIRS = ", 'theirs': {'staging': envs.theirs.staging.Staging}"
_ALL = ["production/backend", "production/second", "staging/backend", "staging/reader", "staging/second"]
_CHANGES: dict[str, tuple[Callable[[Path], object], list[str], bool]] = {
    "one environment": (_in("envs/second/staging.py", "port = 8080", "port = 8081"), ["staging/second"], False),
    "what others derive from": (
        _in("envs/backend/staging.py", "hpa = change(", "part_of = 'x'\n    hpa = change("),
        ["staging/backend", "staging/reader", "staging/second"],
        True,
    ),
    "a base": (_in("envs/backend/base.py", 'memory="512Mi"', 'memory="1Gi"'), _ALL, False),
    "a constant of what all share": (_in("envs/shared.py", '"info"', '"debug"'), [*_ALL, "staging/theirs"], False),
    "a pin": (_in("envs/second/image.json", '"tag": "', '"tag": "x'), ["production/second", "staging/second"], False),
    "a file that settings read": (_write("envs/reader/values.json", '{"team": "b"}'), ["staging/reader"], False),
    "a file that a helper reads": (_write("helpers/text.txt", "a\nb\n"), ["staging/reader"], False),
    "a file in a folder that settings list": (_write("envs/reader/a.txt", ""), ["staging/reader"], False),
    "a helper of settings": (_in("helpers/reading.py", "return str(", "return 'n' + str("), ["staging/reader"], False),
    "a chart": (_write("charts/more.py", ""), [*_ALL, "staging/theirs"], False),
    "a helper of charts": (_write("helpers/drawing.py", 'NOTE = "b"\n'), [*_ALL, "staging/theirs"], False),
    "what somebody else wrote": (_in("vendor/theirs/all.yaml", "a: b", "a: c"), ["staging/theirs"], False),
    "another object of somebody else's": (
        _write("vendor/theirs/more.yaml", _SOURCE.replace("theirs", "more")),
        ["staging/theirs"],
        True,
    ),
    "where an app lives": (
        _in("envs/second/staging.py", "port = 8080", "namespace = Namespace('elsewhere')"),
        ["staging/second"],
        True,
    ),
    "an object outside namespaces": (
        _in("envs/second/staging.py", "port = 8080", f"objects = {_VOLUME}"),
        ["staging/second"],
        True,
    ),
    "an app that goes": (_in("envs/__init__.py", _THEIRS, ""), [], True),
    "a class that is registered instead": (
        _in("envs/__init__.py", "'staging': envs.second.staging.Staging", "'staging': envs.backend.staging.Staging"),
        ["staging/second"],
        True,
    ),
    "a pin file of the project": (_write("requirements.txt", "a==1\n"), [*_ALL, "staging/theirs"], False),
}
"""What changes, which apps are rendered then, and whether all settings have to be imported."""

_QUICK = {"a file that settings read", "a chart", "where an app lives"}


@pytest.mark.parametrize(
    ("change", "rendered", "imported"),
    [pytest.param(*row, marks=() if name in _QUICK else pytest.mark.slow) for name, row in _CHANGES.items()],
    ids=_CHANGES,
)
def test_only_what_changed_is_rendered(
    change: Callable[[Path], object], rendered: list[str], imported: bool, project: Path
) -> None:
    change(project)

    found = both(project)

    assert found.error == ""
    assert (sorted(found.rendered), found.imported or len(rendered) == 6) == (rendered, imported or len(rendered) == 6)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        _in("dist/staging/second/Service.second.yaml", "8080", "8081"),
        lambda project: (project / "dist/staging/second/Service.second.yaml").unlink(),
        _write("dist/staging/second/Foreign.x.yaml", "---\n"),
        lambda project: shutil.rmtree(project / "dist/staging/second"),
        lambda project: shutil.rmtree(project / "dist/argocd"),
        lambda project: shutil.rmtree(project / "dist"),
        _in(".plainsail/kept/all.json", "rows", "rose"),
        _in(".plainsail/kept/all.json", "envs.second", "envs.first"),
        lambda project: (project / ".plainsail/kept/all.json").write_bytes(b"\xff"),
        lambda project: (project / ".plainsail/kept/all.json").unlink(),
        lambda project: shutil.rmtree(project / ".plainsail"),
    ],
)
def test_neither_an_edited_dist_nor_a_broken_record_is_believed(
    change: Callable[[Path], object], project: Path
) -> None:
    before = answer(project).files
    change(project)

    assert both(project).files == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        _in("envs/second/staging.py", "port = 8080", "revision = 'other'"),
        _in("envs/second/staging.py", "port = 8080", "prot = 8080"),
        _in("envs/second/staging.py", "port = 8080", "patches = {'a': Patch('Deployment/none', set={'a': 1})}"),
        _in("envs/second/staging.py", "port = 8080", "objects = {'a': RawObject({'apiVersion': 'v1'})}"),
        _in("envs/second/staging.py", "port = 8080", "port = 8080\n    no_such_name"),
        _in("envs/second/staging.py", "port = 8080", "namespace = Namespace('backend-production')"),
        _write("envs/second/image.json", "{"),
        lambda project: (project / "envs/second/staging.py").unlink(),
        _in("vendor/theirs/all.yaml", "ConfigMap", "Secret"),
    ],
)
def test_a_mistake_is_said_as_without_memory(change: Callable[[Path], object], project: Path) -> None:
    change(project)

    assert both(project).error != ""


def test_an_app_that_imports_by_name_is_rendered_each_time(project: Path) -> None:
    """Nobody sees what it is made of."""
    edit(project / "envs/second/staging.py", "from envs", "import importlib\n\nfrom envs")
    answer(project, write=True)

    assert both(project).rendered == ["staging/second"]


@pytest.mark.slow
def test_parts_of_a_fleet_are_disjoint_and_together_all_of_it(project: Path) -> None:
    shutil.rmtree(project / ".plainsail")
    parts = [answer(project, shard=Shard(number, 3)) for number in (1, 2, 3)]

    paths = [path for part in parts for path in part.files]
    together = answer(project)

    assert len(paths) == len(set(paths))
    assert set(paths) == {path for path in together.files if not path.startswith("argocd/")}
    assert not any(part.imported for part in parts)
    assert (together.rendered, together.imported) == ([], True)


@pytest.mark.parametrize("arguments", [("synth", "--check"), ("check",), ("plan",)])
@pytest.mark.slow
def test_what_is_committed_is_not_believed(arguments: tuple[str, ...], project: Path) -> None:
    git(project, "init", "--quiet")
    commit(project, {})
    git(project, "add", "--force", ".plainsail/kept")

    done = run((PLAINSAIL, *arguments), project)

    assert done.returncode == 2
    assert done.stderr == (
        ".plainsail/: is committed, and what is remembered must not come from a commit; "
        "take it out: `git rm -r --cached .plainsail`, and /.plainsail/ in .gitignore\n"
    )
