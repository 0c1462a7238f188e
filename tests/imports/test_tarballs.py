"""An archive made anew is the same bytes."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path

import pytest

from tools.tarballs import gzip_stored, normalise


def _pack(path: Path, names: list[str], *, mtime: int, mode: int) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(name), mtime, mode
            archive.addfile(member, io.BytesIO(name.encode()))


def test_order_clock_and_modes_leave_no_trace(tmp_path: Path) -> None:
    """What differs between two machines that pack the same files."""
    one, other = tmp_path / "one.tgz", tmp_path / "other.tgz"
    _pack(one, ["package/a", "package/b"], mtime=1, mode=0o600)
    _pack(other, ["package/b", "package/a"], mtime=2, mode=0o755)

    normalise(one)
    normalise(other)

    assert one.read_bytes() == other.read_bytes()


def test_contents_stay(tmp_path: Path) -> None:
    """Every file, byte for byte."""
    path = tmp_path / "archive.tgz"
    _pack(path, ["package/a", "package/b"], mtime=1, mode=0o600)

    normalise(path)

    with tarfile.open(path, "r:gz") as archive:
        files = {name: archive.extractfile(name) for name in archive.getnames()}
        assert {name: file.read() for name, file in files.items() if file} == {
            "package/a": b"package/a",
            "package/b": b"package/b",
        }


@pytest.mark.parametrize("size", [0, 1, 0xFFFF, 0x10000, 200_000])
def test_every_gzip_reader_reads_it(size: int) -> None:
    """Stored blocks hold 65,535 bytes at most."""
    data = os.urandom(size)

    assert gzip.decompress(gzip_stored(data)) == data
