"""A file is read again whenever anybody may have changed it, whatever its times are made to say."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail import digests
from plainsail.digests import Disk
from plainsail.render.kept import seen as module
from plainsail.render.kept.sealed import read_sealed
from plainsail.render.kept.seen import Seen

_TICK = 0.02
"""Seconds in which the clock of every file system goes on."""
_FILES = {"a/one": b"11", "a/b/two": b"22", "three": b"33"}
_ASKED = ("a/", "three")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name, content in _FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@pytest.fixture
def settled(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, seen: nothing of it is read until it is changed."""
    monkeypatch.setattr(module, "_SETTLED", 0)
    settle(root)
    assert ask(root) == (clean(root), [])
    return root


def settle(root: Path, *names: str) -> None:
    """Looks until nothing is left to read: a process that is held up takes files for younger than they are."""
    for _ in range(50):
        time.sleep(_TICK)
        if not ask(root, *names)[1]:
            return
    raise AssertionError("what nobody changes is read time and again")


def ask(root: Path, *names: str) -> tuple[list[str], list[str]]:
    """The digests, as told by whoever comes next, and what was read for them."""
    read: list[str] = []
    original = digests.content_of

    def noting(path: str) -> bytes:
        read.append(os.path.relpath(path, root))
        return original(path)

    digests.content_of = noting
    try:
        seen = Seen(root)
        disk = Disk(root, seen)
        found = [disk.digest_of(name) for name in names or _ASKED]
        seen.keep()
    finally:
        digests.content_of = original
    return found, read


def clean(root: Path, *names: str) -> list[str]:
    """The same by contents alone."""
    return [Disk(root).digest_of(name) for name in names or _ASKED]


def _at_its_times(path: Path, content: bytes) -> None:
    """Changes a file to what has the same size, and gives it its times back."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(root: Path) -> None:
    """As editors and `git checkout` do, with the same time."""
    before = (root / "three").stat()
    (root / "new").write_bytes(b"44")
    os.utime(root / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root / "new").rename(root / "three")


def _by_another_name(root: Path) -> None:
    os.link(root / "three", root.parent / "other")
    _at_its_times(root.parent / "other", b"44")


def _exchanged(root: Path) -> None:
    """Two files of one size, which were there before, give each other their names."""
    (root / "a/one").rename(root / "aside")
    (root / "a/b/two").rename(root / "a/one")
    (root / "aside").rename(root / "a/b/two")


def _linked(root: Path) -> None:
    (root.parent / "elsewhere").write_bytes(b"44")
    (root / "three").unlink()
    (root / "three").symlink_to(root.parent / "elsewhere")


def _at_a_past_time(root: Path) -> None:
    (root / "three").write_bytes(b"44")
    os.utime(root / "three", ns=(1, 1))


_CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": lambda root: (root / "three").write_bytes(b"4"),
    "an edit of the same size and time": lambda root: _at_its_times(root / "three", b"44"),
    "the same within a folder": lambda root: _at_its_times(root / "a/b/two", b"44"),
    "an edit at a past time": _at_a_past_time,
    "a file in its place": _replaced,
    "an edit by another name": _by_another_name,
    "two that exchange names": _exchanged,
    "a link in its place": _linked,
    "a file that comes": lambda root: (root / "a/new").write_bytes(b""),
    "a file that goes": lambda root: (root / "a/one").unlink(),
    "a folder that goes": lambda root: shutil.rmtree(root / "a"),
}


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES)
def test_whatever_changes_is_read(change: Callable[[Path], object], settled: Path) -> None:
    before = clean(settled)
    change(settled)

    found, _ = ask(settled)

    assert found == clean(settled)
    assert found != before


def test_what_a_link_leads_to_counts(settled: Path) -> None:
    _linked(settled)
    settle(settled)

    _at_its_times(settled.parent / "elsewhere", b"55")

    assert ask(settled)[0] == clean(settled)


def test_a_copy_with_all_its_times_is_read(settled: Path) -> None:
    """Of a tree that a cache brings to another machine, say, with what was seen there."""
    copy = settled.parent / "copy"
    shutil.copytree(settled, copy)

    assert sorted(ask(copy)[1]) == sorted(_FILES)


def test_what_was_just_changed_is_read_until_it_is_old_enough(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another change within the same tick would leave the same times."""
    assert module._SETTLED >= 10**9
    monkeypatch.setattr(module, "_SETTLED", 3600 * 10**9)

    assert [sorted(ask(root)[1]) for _ in range(2)] == [sorted(_FILES)] * 2
    assert not (root / ".plainsail/seen.json").exists()


def test_the_age_counts_from_the_reading_not_from_the_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed while a long run goes on is as young at its end as it was when it was read."""
    monkeypatch.setattr(module, "_SETTLED", 3600 * 10**9)
    now, real = [0], time.monotonic_ns
    monkeypatch.setattr(time, "monotonic_ns", lambda: real() + now[0])
    seen = Seen(root)
    Disk(root, seen).digest_of("three")
    monkeypatch.setattr(module, "_tried", lambda folder: (folder.stat().st_dev, time.time_ns() + now[0]))
    now[0] = 2 * 3600 * 10**9

    (root / ".plainsail").mkdir()
    seen.keep()

    assert not (root / ".plainsail/seen.json").exists()


def test_times_of_the_future_are_not_believed(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that was set back tells nothing until it is past them again."""
    (settled / "three").write_bytes(b"44")
    monkeypatch.setattr(module, "_tried", lambda folder: (folder.stat().st_dev, time.time_ns() - 3600 * 10**9))
    ask(settled)

    assert ask(settled)[1] == ["three"]


@pytest.mark.parametrize(
    ("device", "change", "believed"),
    [(7, 5_000_000_001, True), (8, 5_000_000_001, False), (7, 5_000_000_000, False), (7, 20_000_000_001, False)],
    ids=["all well", "another file system", "whole seconds", "after it was read"],
)
def test_where_times_are_believed(
    device: int, change: int, believed: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_tried", lambda _: (7, 10_000_000_000))
    monkeypatch.setattr(module, "_SETTLED", 0)
    times = [("a", device, 1, 1, 1, change)]
    (root / ".plainsail").mkdir()
    seen = Seen(root)
    seen.note("a", times, "digest")
    seen.keep()

    assert Seen(root).digest_of("a", times) == ("digest" if believed else None)


def test_a_file_system_where_programs_set_that_time_is_not_believed(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settled / ".plainsail/seen.json").unlink()
    original = Path.stat

    def settable(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        status = original(path, follow_symlinks=follow_symlinks)
        if not path.name.startswith(".seen-"):
            return status
        return os.stat_result(status[:10], {"st_ctime_ns": status.st_mtime_ns, "st_mtime_ns": status.st_mtime_ns})

    monkeypatch.setattr(Path, "stat", settable)
    ask(settled)

    assert not (settled / ".plainsail/seen.json").exists()


@pytest.mark.parametrize("broken", [b"", b"\xff", b"[]", b'{"version": 1, "digests": []}'])
def test_a_broken_record_holds_nothing(broken: bytes, settled: Path) -> None:
    (settled / ".plainsail/seen.json").write_bytes(broken)

    assert sorted(ask(settled)[1]) == sorted(_FILES)


def test_a_record_that_was_edited_holds_nothing(settled: Path) -> None:
    """A digest in it is believed, so it is what was written, or nothing."""
    path = settled / ".plainsail/seen.json"
    path.write_text(path.read_text().replace(clean(settled, "three")[0], "0" * 32))

    assert ask(settled, "three") == (clean(settled, "three"), ["three"])


def test_nothing_is_written_where_all_is_known(settled: Path) -> None:
    before = (settled / ".plainsail/seen.json").stat().st_mtime_ns

    ask(settled)

    assert (settled / ".plainsail/seen.json").stat().st_mtime_ns == before
    assert [path.name for path in (settled / ".plainsail").iterdir()] == ["seen.json"]


def test_what_is_gone_is_forgotten(settled: Path) -> None:
    shutil.rmtree(settled / "a")
    (settled / "three").write_bytes(b"44")
    settle(settled, "three")

    assert read_sealed(settled / ".plainsail/seen.json", module._VERSION).keys() == {"three"}
