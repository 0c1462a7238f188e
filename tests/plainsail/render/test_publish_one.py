"""One folder is exchanged alone: all or nothing, and never where the whole must be looked at."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from unittest import mock

import pytest

from plainsail.errors import ProjectError
from plainsail.render import exchange
from plainsail.render.ownership import Owner
from plainsail.render.publish import Changes, publish, publish_one

NAME = "staging/a"
BEFORE = {"staging/a/Job.a.yaml": "---\na: 1\n", "staging/a/Job.b.yaml": "---\nb: 1\n", "staging/b/Job.a.yaml": "---\n"}
AFTER = {"staging/a/Job.a.yaml": "---\na: 2\n", "staging/a/Job.c.yaml": "---\nc: 1\n"}
WHOLE = AFTER | {"staging/b/Job.a.yaml": "---\n"}
ONE_FILE = {path: text for path, text in BEFORE.items() if path.startswith(NAME)} | {"staging/a/Job.a.yaml": "---\n3\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(BEFORE, tmp_path / "dist", root=tmp_path, owner=Owner(tmp_path, tmp_path / "dist"))
    return tmp_path


def one(root: Path, files: dict[str, str] | None = None, since: int | None = None) -> Changes | None:
    since = exchange.publications(root) if since is None else since
    files = AFTER if files is None else files
    return publish_one(files, root / "dist", NAME, root=root, owner=Owner(root, root / "dist"), since=since)


def tree(root: Path) -> dict[str, str]:
    """All in `dist/`, read without the code under test."""
    dist = root / "dist"
    return {path.relative_to(dist).as_posix(): path.read_text() for path in dist.rglob("*") if path.is_file()}


def beside(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".dist"))


def test_the_folder_alone_is_exchanged(root: Path) -> None:
    there = {path: (root / path).stat().st_ino for path in ("dist", "dist/staging", "dist/staging/b")}

    changes = one(root)

    assert changes == Changes(("staging/a/Job.c.yaml",), ("staging/a/Job.a.yaml",), ("staging/a/Job.b.yaml",))
    assert tree(root) == WHOLE
    assert {path: (root / path).stat().st_ino for path in there} == there
    assert beside(root) == []


def test_no_other_file_is_touched(root: Path) -> None:
    """Not even by a link, which would have it read again the next time."""
    other = root / "dist/staging/b/Job.a.yaml"
    before = other.stat()

    one(root)

    assert other.stat() == before


def test_where_one_file_changes_it_alone_is_exchanged(root: Path) -> None:
    there = {path: (root / path).stat() for path in ("dist/staging/a/Job.b.yaml", "dist/staging/b/Job.a.yaml")}
    folder = (root / "dist/staging/a").stat().st_ino

    changes = one(root, ONE_FILE)

    assert changes == Changes(changed=("staging/a/Job.a.yaml",))
    assert tree(root) == BEFORE | ONE_FILE
    assert {path: (root / path).stat() for path in there} == there
    assert (root / "dist/staging/a").stat().st_ino == folder
    assert beside(root) == []


def test_nothing_is_touched_where_nothing_changes(root: Path) -> None:
    before = exchange.publications(root)

    assert one(root, {path: text for path, text in BEFORE.items() if path.startswith(NAME)}) == Changes()
    assert exchange.publications(root) == before


@pytest.mark.parametrize("way", ["gone", "link", "disturbed", "published", "unable", "mounted"])
def test_what_needs_a_look_at_the_whole_is_left_alone(way: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    since, folder = exchange.publications(root), root / "dist" / NAME
    if way in ("gone", "link"):
        folder.rename(root / "aside")
    if way == "link":
        folder.symlink_to(root / "aside")
    elif way == "disturbed":
        exchange.sibling(root / "dist", "new").mkdir()
    elif way == "published":
        publish(BEFORE | {"staging/b/Job.b.yaml": "---\n"}, root / "dist", root=root)
    elif way == "unable":
        monkeypatch.setattr(exchange, "swapped", lambda *_: False)
    elif way == "mounted":
        monkeypatch.setattr(exchange, "swapped", mock.Mock(side_effect=OSError))
    before = tree(root)

    assert one(root, since=since) is None
    assert tree(root) == before


def test_a_file_of_somebody_else_is_kept(root: Path) -> None:
    (root / "dist" / NAME / "notes.txt").write_text("mine")
    before = tree(root)

    with pytest.raises(ProjectError, match="holds files that synth did not write"):
        one(root)

    assert tree(root) == before
    assert beside(root) == []


def test_what_it_wrote_is_known_as_its_own(root: Path) -> None:
    one(root)

    owner = Owner(root, root / "dist")

    assert publish({}, root / "dist", root=root, owner=owner).removed == tuple(sorted(WHOLE))


@pytest.mark.parametrize(("files", "steps"), [(AFTER, 5), (ONE_FILE, 2)], ids=["several files", "one file"])
def test_a_kill_at_any_step_leaves_one_of_the_two(files: dict[str, str], steps: int, tmp_path: Path) -> None:
    """And the next run sweeps what it left beside."""
    found, whole = [], files | {"staging/b/Job.a.yaml": "---\n"}
    for step in range(1, 100):
        root = tmp_path / str(step)
        root.mkdir()
        publish(BEFORE, root / "dist", root=root, owner=Owner(root, root / "dist"))
        status = _killed(root, step, files)
        found.append(tree(root))
        assert one(root, files) is None or beside(root) == []
        publish(whole, root / "dist", root=root, owner=Owner(root, root / "dist"))
        assert (tree(root), beside(root)) == (whole, [])
        if status == 0:
            break
    assert status == 0
    assert all(each in (BEFORE, whole) for each in found)
    assert min(found.count(BEFORE), found.count(whole)) > steps


def _killed(root: Path, step: int, files: dict[str, str]) -> int:
    """Publishes in a fork that ends before its n-th change of the file system; 0 where it came to its end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = itertools.count(step, -1)

    def die() -> None:
        if next(left) == 1:
            os._exit(9)

    swapped = exchange.swapped

    def swap(new: Path, target: Path) -> bool:
        die()
        return swapped(new, target)

    for name in ("mkdir", "link", "unlink", "rmdir", "rename", "replace", "open"):
        original = getattr(os, name)

        def dying(*arguments: object, _original: object = original, **named: object) -> object:
            die()
            return _original(*arguments, **named)  # type: ignore[operator]

        setattr(os, name, dying)
    exchange.swapped = swap
    try:
        one(root, files)
        os._exit(0)
    finally:
        os._exit(1)
