"""Places such as `envs/backend/base.py:16` as links that a terminal opens (OSC 8), where it is known to do so.

A link is no colour: `NO_COLOR` leaves it, as other programs do. `FORCE_HYPERLINK=1` says that the terminal can, `0`
that it shall not. Whoever calls has seen that there is a terminal: nothing of this goes into a pipe or a file.
"""

import os
import re
import socket
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

_PROGRAMS = frozenset({"ghostty", "Hyper", "iTerm.app", "rio", "Tabby", "vscode", "WezTerm", "zed"})
_TERMS = ("alacritty", "contour", "foot", "xterm-ghostty", "xterm-kitty")
_VTE = 5002
"""The first version of the library behind GNOME's terminals that had links and did not crash on them."""
_PLACE = re.compile(r"\x1b\[[0-9;]*m|(?P<path>[\w./@-]*[\w-]\.\w+):(?P<line>[1-9][0-9]*)(?![\w:])")


def are_known(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal of this environment opens links. Not within tmux and screen, which may not hand them on."""
    if said := environ.get("FORCE_HYPERLINK"):
        return said != "0"
    term, vte = environ.get("TERM", ""), environ.get("VTE_VERSION", "")
    if environ.get("CI") or term == "dumb" or term.startswith(("screen", "tmux")):
        return False
    return (
        environ.get("TERM_PROGRAM") in _PROGRAMS
        or term.startswith(_TERMS)
        or "WT_SESSION" in environ
        or (vte.isdigit() and int(vte) >= _VTE)
    )


def linked(text: str, folders: Iterable[Path]) -> str:
    """The text with a link behind each place in a file that is there; places are relative to one of the folders."""
    within = tuple(folders)

    def link(match: re.Match[str]) -> str:
        file = _file(match["path"], within) if match["path"] else None
        return f"\x1b]8;;{_address(file)}#{match['line']}\x1b\\{match[0]}\x1b]8;;\x1b\\" if file else match[0]

    return _PLACE.sub(link, text)


@cache
def _file(path: str, folders: tuple[Path, ...]) -> Path | None:
    return next((file for folder in folders if (file := folder / path).is_file()), None)


def _address(file: Path) -> str:
    """With the machine, so that a terminal that shows another machine opens nothing of its own."""
    return f"file://{quote(socket.gethostname())}{quote(str(file.absolute()))}"
