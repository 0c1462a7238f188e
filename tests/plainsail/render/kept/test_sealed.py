"""What is read is what was written, whole and in this version, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail.render.kept.sealed import read_sealed, write_sealed

VALUE = {"a": ["b", 1, None], "c": "\ud800 \n"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_sealed(tmp_path / "file.json", 3, VALUE)
    return tmp_path / "file.json"


def test_what_was_written_comes_back(path: Path) -> None:
    assert read_sealed(path, 3) == VALUE


def test_another_version_holds_nothing(path: Path) -> None:
    assert read_sealed(path, 4) is None


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "none", 3) is None


_DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "no text": lambda _: b"\xff",
    "its value alone": lambda content: content.partition(b"\n")[2],
    "its seal alone": lambda content: content.partition(b"\n")[0],
    "its value twice": lambda content: content + content.partition(b"\n")[2],
    "another value": lambda content: content.replace(b'"b"', b'"d"'),
}


@pytest.mark.parametrize("damage", _DAMAGE.values(), ids=_DAMAGE)
def test_a_damaged_file_holds_nothing(damage: Callable[[bytes], bytes], path: Path) -> None:
    before = path.read_bytes()
    path.write_bytes(damage(before))

    assert path.read_bytes() != before
    assert read_sealed(path, 3) is None


def test_a_file_that_was_cut_off_anywhere_holds_nothing(path: Path) -> None:
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])

        assert read_sealed(path, 3) is None
