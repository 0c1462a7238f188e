"""What Git's index surely does not hold, told from its bytes: to start Git takes longer than most commands.

Versions 2 and 3 of the file spell every path out. Whatever else there is, Git itself is to be asked about.
"""

from __future__ import annotations

import os
from pathlib import Path

_VERSION_2 = b"DIRC\x00\x00\x00\x02"
"""How a file begins in which a path follows two bytes that hold its length."""
_SPELLED_OUT = (_VERSION_2, b"DIRC\x00\x00\x00\x03")
"""How one begins whose paths are not shortened by those before them."""
_LENGTH = 0xFFF
"""The bits of the length; all of them for what is longer."""
_ELSEWHERE = (b"link\x00", b"sdir")
"""What marks an index of which a part lies in another file, or that holds folders in the place of their files."""


def lacks(root: Path, name: str) -> bool:
    """Whether the index surely holds no path with this name in it, in whatever case; False where Git must tell."""
    folder = _git_folder(os.path.realpath(root))
    if folder is None:
        return True
    try:
        with open(f"{folder}/index", "rb", buffering=0) as file:  # noqa: PTH123 - at every start
            index = file.read()
    except OSError:
        return False
    return (
        index.startswith(_SPELLED_OUT)
        and os.path.lexists(f"{folder}/HEAD")
        and not _may_name(index, name.lower().encode())
        and not any(mark in index for mark in _ELSEWHERE)
    )


def _may_name(index: bytes, name: bytes) -> bool:
    """Whether the name stands there otherwise than as `.`, the 46 that is the length of a path, and a path after it."""
    lower, at = index.lower(), -1
    while (at := lower.find(name, at + 1)) >= 0:
        end = index.find(b"\0", at)
        before, here = (int.from_bytes(index[at - back : at - back + 2], "big") & _LENGTH for back in (2, 1))
        if not index.startswith(_VERSION_2) or before == end - at or here != end - at - 1:
            return True
    return False


def _git_folder(place: str) -> str | None:
    """`.git` of the nearest repository; None where there is none."""
    while not os.path.lexists(folder := os.path.join(place, ".git")):  # noqa: PTH118 - at every start
        above = os.path.dirname(place)  # noqa: PTH120 - at every start
        if above == place:
            return None
        place = above
    return folder
