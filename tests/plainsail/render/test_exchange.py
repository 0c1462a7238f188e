"""Two folders change places in one step where the system can, and by turns where it cannot; one run at a time."""

import ctypes
import errno
import os
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest

from plainsail.render import exchange
from plainsail.render.publish import publish
from plainsail.render.tree import PublishError


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An old folder, with a new one beside it."""
    for name in ("dist", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    return tmp_path / "dist"


def put(target: Path) -> list[str]:
    """What the target holds once the other has taken its place."""
    exchange.put(target.with_name("new"), target)
    exchange.repair(target)
    return [path.name for path in target.iterdir()]


def test_the_new_folder_takes_the_place(target: Path) -> None:
    assert put(target) == ["new"]


def test_this_system_needs_one_step(target: Path) -> None:
    """The target has its name all the time: the old one is where the new one was."""
    with mock.patch.object(Path, "rename", side_effect=AssertionError("by turns")):
        exchange.put(target.with_name("new"), target)

    assert [path.name for path in target.with_name("new").iterdir()] == ["dist"]


def test_a_first_folder_needs_no_exchange(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    exchange.put(tmp_path / "new", tmp_path / "dist")

    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_system_without_exchange_renames_in_turn(target: Path) -> None:
    with mock.patch.object(exchange, "find_swap", return_value=None):
        assert put(target) == ["new"]
    assert [path.name for path in target.parent.iterdir()] == ["dist"]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM])
def test_a_file_system_that_cannot_exchange_renames_in_turn(target: Path, code: int) -> None:
    """Network and container file systems know no exchange, whatever the kernel."""

    def refuse(_new: bytes, _old: bytes) -> int:
        ctypes.set_errno(code)
        return -1

    with mock.patch.object(exchange, "find_swap", return_value=refuse):
        assert put(target) == ["new"]


def test_another_refusal_is_an_error(target: Path) -> None:
    def refuse(_new: bytes, _old: bytes) -> int:
        ctypes.set_errno(errno.EBUSY)
        return -1

    with mock.patch.object(exchange, "find_swap", return_value=refuse), pytest.raises(OSError, match="busy"):
        exchange.put(target.with_name("new"), target)


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_place(target: Path) -> None:
    rename = Path.rename

    def refuse(path: Path, to: Path) -> Path:
        if path.name.endswith("-new"):
            raise PermissionError
        return rename(path, to)

    with (
        mock.patch.object(exchange, "find_swap", return_value=None),
        mock.patch.object(Path, "rename", refuse),
        pytest.raises(PermissionError),
    ):
        exchange.put(target.with_name("new"), target)

    assert [path.name for path in target.iterdir()] == ["dist"]


def test_macos_swaps() -> None:
    """`renamex_np` with RENAME_SWAP, before any other name."""
    library = SimpleNamespace(renamex_np=mock.Mock(return_value=0), syscall=mock.Mock())
    swap = exchange.find_swap(library)

    assert swap is not None
    assert swap(b"new", b"old") == 0
    [(new, old, flags)] = [call.args for call in library.renamex_np.call_args_list]
    assert (new, old, flags.value) == (b"new", b"old", 2)


@pytest.mark.parametrize(("machine", "number"), [("x86_64", 316), ("aarch64", 276)])
def test_an_older_c_library_is_asked_by_number(machine: str, number: int) -> None:
    """As on Alpine, where `renameat2` has no name."""
    library = SimpleNamespace(syscall=mock.Mock(return_value=0))
    with mock.patch.object(os, "uname", return_value=SimpleNamespace(sysname="Linux", machine=machine)):
        swap = exchange.find_swap(library)

    assert swap is not None
    assert swap(b"new", b"old") == 0
    [(call, _, new, _, old, flags)] = [call.args for call in library.syscall.call_args_list]
    assert (call.value, new, old, flags.value) == (number, b"new", b"old", 2)


def test_the_number_is_this_systems_own(target: Path) -> None:
    """The real call, past the C library's name for it."""
    library = ctypes.CDLL(None, use_errno=True)
    with mock.patch.object(ctypes, "CDLL", return_value=SimpleNamespace(syscall=library.syscall)):
        test_this_system_needs_one_step(target)


@pytest.mark.parametrize("system", [("Linux", "riscv64"), ("FreeBSD", "amd64")])
def test_a_system_of_which_nothing_is_known_cannot_exchange(system: tuple[str, str]) -> None:
    sysname, machine = system
    with mock.patch.object(os, "uname", return_value=SimpleNamespace(sysname=sysname, machine=machine)):
        assert exchange.find_swap(SimpleNamespace(syscall=mock.Mock())) is None


@pytest.mark.parametrize(
    ("there", "comes_back"),
    [(["new", "old"], "new"), (["old"], "old"), (["new", "old", "0123456789abcdef"], "new")],
)
def test_a_target_that_a_kill_took_away_comes_back(tmp_path: Path, there: list[str], comes_back: str) -> None:
    """The complete new one rather than the old one; half a tree never."""
    for role in there:
        exchange.sibling(tmp_path / "dist", role).mkdir()
        (exchange.sibling(tmp_path / "dist", role) / role).touch()

    exchange.repair(tmp_path / "dist")

    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["dist", f"dist/{comes_back}"]


def test_only_what_publishing_leaves_is_swept(target: Path) -> None:
    """Hidden folders with other names are somebody's."""
    names = [".dist.plainsail-notes", ".dist", ".other.plainsail-old", ".dist.plainsail-0123"]
    for name in names:
        target.with_name(name).mkdir()

    exchange.repair(target)

    assert sorted(path.name for path in target.parent.iterdir()) == sorted([*names, "dist", "new"])


def test_a_publisher_that_has_waited_enough_gives_up(target: Path) -> None:
    told = r"/dist: another plainsail is writing it; wait until it has ended, and run again$"
    with exchange.alone(target, patience=0), pytest.raises(PublishError, match=told):
        publish({"a": "b"}, target, patience=0.05)


def test_a_lock_leaves_nothing_behind(target: Path) -> None:
    with exchange.alone(target, patience=0):
        assert exchange.sibling(target, "lock").exists()

    assert not exchange.sibling(target, "lock").exists()


def test_the_lock_of_a_dead_run_is_no_obstacle(target: Path) -> None:
    """The file may stay; the lock ended with its process."""
    exchange.sibling(target, "lock").touch()

    publish({"a": "b"}, target, patience=0)

    assert sorted(path.name for path in target.parent.iterdir()) == ["dist", "new"]


def test_a_lock_that_its_holder_removed_is_taken_anew(target: Path) -> None:
    """What was opened before the removal is no lock any more."""
    path = exchange.sibling(target, "lock")
    stat = Path.stat

    def gone(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == path:
            patch.stop()
            path.unlink()
        return stat(self, follow_symlinks=follow_symlinks)

    patch = mock.patch.object(Path, "stat", gone)
    patch.start()
    with exchange.alone(target, patience=1):
        assert path.exists()
