"""Archives that are the same bytes whenever and wherever they are made."""

import io
import struct
import tarfile
import zlib
from pathlib import Path

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip: deflate, no name, no time, no system
BLOCK = 0xFFFF  # most bytes of a stored block


def normalise(path: Path) -> None:
    """Write a `.tgz` again without clock, owner, modes and order of its making."""
    with tarfile.open(path, "r:gz") as archive:
        files = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        contents = {name: file.read() for name, file in sorted(files.items()) if file}
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    path.write_bytes(gzip_stored(tar.getvalue()))


def gzip_stored(data: bytes) -> bytes:
    """The data as gzip without compression: every zlib, processor and Python compresses in a way of its own."""
    chunks = [data[start : start + BLOCK] for start in range(0, len(data), BLOCK)] or [b""]
    blocks = [struct.pack("<BHH", 0, len(chunk), len(chunk) ^ BLOCK) + chunk for chunk in chunks]
    blocks[-1] = b"\x01" + blocks[-1][1:]  # the last one says so
    return HEADER + b"".join(blocks) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
