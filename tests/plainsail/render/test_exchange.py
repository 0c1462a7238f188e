"""Two folders change places in one step where the system can, and by turns where it cannot; one run at a time."""

import ctypes
import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from plainsail.errors import ProjectError
from plainsail.render import exchange
from tests.plainsail.render.publishing import publish


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An old folder, with a new one beside it."""
    dist = tmp_path / "dist"
    for name, folder in (("dist", dist), ("new", exchange.sibling(dist, "new"))):
        folder.mkdir()
        (folder / name).touch()
    return dist


def put(target: Path) -> list[str]:
    """What the target holds once the other has taken its place."""
    exchange.put(exchange.sibling(target, "new"), target)
    exchange.repair(target)
    return [path.name for path in target.iterdir()]


def test_the_new_folder_takes_the_place(target: Path) -> None:
    assert put(target) == ["new"]


def test_this_system_needs_one_step(target: Path) -> None:
    """The target has its name all the time: the old one is where the new one was."""
    with mock.patch.object(Path, "rename", side_effect=AssertionError("by turns")):
        exchange.put(exchange.sibling(target, "new"), target)

    assert [path.name for path in exchange.sibling(target, "new").iterdir()] == ["dist"]


def test_a_first_folder_needs_no_exchange(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    exchange.put(tmp_path / "new", tmp_path / "dist")

    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def library(**functions: object) -> Any:
    """Makes this the C library of the block."""
    return mock.patch.object(ctypes, "CDLL", return_value=SimpleNamespace(**functions))


def refusing(code: int) -> Any:
    """A call that the system refuses."""

    def refuse(*_: object) -> int:
        ctypes.set_errno(code)
        return -1

    return refuse


def test_a_system_without_exchange_renames_in_turn(target: Path) -> None:
    with library():
        assert put(target) == ["new"]
    assert [path.name for path in target.parent.iterdir()] == ["dist"]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM])
def test_a_file_system_that_cannot_exchange_renames_in_turn(target: Path, code: int) -> None:
    """Network and container file systems know no exchange, whatever the kernel."""
    with library(renameat2=refusing(code)):
        assert put(target) == ["new"]


def test_another_refusal_is_an_error(target: Path) -> None:
    with library(renameat2=refusing(errno.EBUSY)), pytest.raises(OSError, match="busy"):
        exchange.put(exchange.sibling(target, "new"), target)


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_place(target: Path) -> None:
    rename = Path.rename

    def refuse(path: Path, to: Path) -> Path:
        if path.name.endswith("-new"):
            raise PermissionError
        return rename(path, to)

    with library(), mock.patch.object(Path, "rename", refuse), pytest.raises(PermissionError):
        exchange.put(exchange.sibling(target, "new"), target)
    exchange.repair(target)

    assert [path.name for path in target.iterdir()] == ["dist"]


def test_macos_swaps(target: Path) -> None:
    """`renamex_np` with RENAME_SWAP, before any other name."""
    renamex = mock.Mock(return_value=0)
    with library(renamex_np=renamex, renameat2=mock.Mock(side_effect=AssertionError)):
        assert exchange.swapped(Path("new"), target)

    renamex.assert_called_once_with(b"new", os.fsencode(target), 2)


def test_a_target_that_a_kill_took_away_comes_back(tmp_path: Path) -> None:
    """The old one, which is whole; half a tree never."""
    for role in ("new", "old"):
        exchange.sibling(tmp_path / "dist", role).mkdir()
        (exchange.sibling(tmp_path / "dist", role) / role).touch()

    exchange.repair(tmp_path / "dist")

    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["dist", "dist/old"]


def test_only_what_publishing_leaves_is_swept(target: Path) -> None:
    """Hidden folders with other names are somebody's."""
    names = [".dist.plainsail-notes", ".dist", ".other.plainsail-old", ".dist.plainsail-0123"]
    for name in names:
        target.with_name(name).mkdir()

    exchange.repair(target)

    assert sorted(path.name for path in target.parent.iterdir()) == sorted([*names, "dist"])


def test_a_publisher_that_has_waited_enough_gives_up(target: Path) -> None:
    told = r"/dist: another plainsail is writing it; wait until it has ended, and run again$"
    with exchange.alone(target.parent, target, patience=0), pytest.raises(ProjectError, match=told):
        publish({"a": "b"}, target, patience=0.05)


def test_the_lock_of_a_dead_run_is_no_obstacle(target: Path) -> None:
    """The file stays; the lock ended with its process."""
    (target.parent / ".plainsail").mkdir()
    (target.parent / ".plainsail" / "lock").touch()

    publish({"a": "b"}, target, patience=0)

    assert [path.name for path in target.iterdir()] == ["a"]


def test_a_lock_ends_with_its_block(target: Path) -> None:
    lock = target.parent / ".plainsail" / "lock"
    with exchange.alone(target.parent, target, patience=0):
        pass

    with exchange.alone(target.parent, target, patience=0):
        assert lock.exists()
