"""A file that says by a digest what it holds: one that was cut off, edited or written otherwise holds nothing.

Who reads it need not look at each value for whether it has the form that was written.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from plainsail.digests import bytes_digest
from plainsail.project.files import replace_file


def read_sealed(path: Path, version: int) -> Any:
    """What was written there in this version of its form; None for all else."""
    with suppress(OSError):
        seal, _, content = path.read_bytes().partition(b"\n")
        if seal == _seal(content, version):
            return json.loads(content)
    return None


def write_sealed(path: Path, version: int, value: Any) -> None:
    """Writes it as JSON, on one line below the seal. Raises `OSError`."""
    content = json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
    replace_file(path, b"%b\n%b" % (_seal(content, version), content))


def _seal(content: bytes, version: int) -> bytes:
    return f"{version} {bytes_digest(content)}".encode()
