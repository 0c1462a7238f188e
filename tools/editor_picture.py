"""The picture of how an editor helps with settings; all that it says is a language server's answer."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.language_server import LanguageServer
from tools.svg import box, picture, text, underline

PAGE = Path("docs/pictures/editor.svg")
_FILE = "envs/backend/staging.py"
_HEAD = '''\
"""The backend in staging."""

from constructs_lib.settings import Probe, change
from envs import shared
from envs.backend.base import Base


class Staging(shared.Staging, Base):
    """Tests code, not scaling."""

    hpa = change(max_replicas=1)
'''
"""What stands above the line that is typed; the last lines of it are drawn."""
_SHOWN = {"first": 4, "later": 1}
"""How many."""
_COLUMNS = 104


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A line that somebody types, and what the editor says of it."""

    caption: str
    typed: str
    at: str
    """The part of the line that the answer is about."""
    names: tuple[str, ...] = ()
    """Completions."""
    code: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    is_mistake: bool = False


def scenes(root: Path) -> list[Scene]:
    """What a language server says now."""
    with LanguageServer(root) as server:
        return [_completed(server), *_hovered(server), _refused(server)]


def _completed(server: LanguageServer) -> Scene:
    typed, picked = "    re", "replicas"
    offered = _ask_names(server, typed)
    [documentation] = [documentation for label, documentation in offered if label == picked]
    code, prose = _parts(documentation)
    return Scene(
        caption="A setting is completed, with its type and what it is for",
        typed=typed,
        at="re",
        names=tuple([picked, *(label for label, _ in offered if label != picked)][:6]),
        code=code,
        prose=prose,
    )


def _ask_names(server: LanguageServer, typed: str) -> list[tuple[str, str]]:
    text = f"{_HEAD}{typed}\n"
    server.open(_FILE, text)
    offered = server.completions(_FILE, text.count("\n") - 1, len(typed), typed.strip())
    server.close(_FILE)
    return [(name.label, name.documentation) for name in offered]


def _hovered(server: LanguageServer) -> Iterator[Scene]:
    typed = '    liveness_probe = Probe("/alive", failure_threshold=5)'
    text = f"{_HEAD}{typed}\n"
    server.open(_FILE, text)
    for at, caption in (
        ("Probe", "What a value takes, with its defaults"),
        ("failure_threshold", "What a field of it means"),
    ):
        code, prose = _parts(server.hover(_FILE, text.count("\n") - 1, typed.index(at)))
        yield Scene(caption=caption, typed=typed, at=at, code=code, prose=prose)
    server.close(_FILE)


def _refused(server: LanguageServer) -> Scene:
    typed = '    replicas = "two"'
    server.open(_FILE, f"{_HEAD}{typed}\n")
    [message] = server.errors(_FILE)
    server.close(_FILE)
    return Scene(
        caption="A value that cannot be is underlined before anything is rendered",
        typed=typed,
        at='"two"',
        prose=tuple(message.splitlines()[:1]),
        is_mistake=True,
    )


def _parts(markdown: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The code and the prose of an answer."""
    code = re.search(r"```python\n(.*?)\n```", markdown, re.DOTALL)
    prose = markdown.partition("---\n")[2]
    words = " ".join(re.sub(r"\\(.)", r"\1", prose).split())
    return tuple(code[1].splitlines() if code else ()), tuple(textwrap.wrap(words, 64))


def draw(root: Path) -> str:
    """The picture."""
    parts: list[str] = []
    row = 1.0
    told = scenes(root)
    for scene in told:
        drawn, row = _drawn(scene, row, _SHOWN["later" if parts else "first"])
        parts += drawn
    return picture(
        parts,
        columns=_COLUMNS,
        rows=row,
        title="Settings in a Python editor",
        description="; ".join(
            f"{scene.caption}: {' '.join((*scene.names, *scene.code, *scene.prose))}" for scene in told
        ),
    )


def _drawn(scene: Scene, row: float, shown: int) -> tuple[list[str], float]:
    """The parts of a scene, and the row below it."""
    lines = _HEAD.splitlines()[-shown:]
    first = len(_HEAD.splitlines()) - shown + 1
    parts = [text(2, row, scene.caption, "bold"), text(_COLUMNS - len(_FILE) - 2, row, _FILE, "dim")]
    row += 1.4
    for number, line in enumerate([*lines, scene.typed], first):
        parts.append(text(2, row, f"{number:>3}", "dim"))
        if line.strip():
            parts.append(text(7, row, line, "text" if '"""' in line else ""))
        row += 1
    at = 7 + scene.typed.index(scene.at)
    if scene.is_mistake:
        parts.append(underline(at, row - 1, len(scene.at)))
    answer, rows = _answer(scene, at, row + 0.2)
    return [*parts, *answer], row + rows + 1.4


def _answer(scene: Scene, at: float, row: float) -> tuple[list[str], float]:
    """The box that an editor opens below the line, and how many rows it takes."""
    parts: list[str] = []
    if scene.names:
        wide = max(map(len, scene.names)) + 2
        parts += [box(at, row, wide, len(scene.names) + 0.6, "box"), box(at, row + 0.3, wide, 1, "pick")]
        parts += [text(at + 1, row + 0.3 + index, name, "name") for index, name in enumerate(scene.names)]
        at += wide + 0.5
    told = [
        *((line, "name") for line in scene.code),
        *((line, "bad" if scene.is_mistake else "") for line in scene.prose),
    ]
    wide = max(len(line) for line, _ in told) + 2
    at = min(at, _COLUMNS - wide - 2)
    parts.append(box(at, row, wide, len(told) + 0.6, "box"))
    parts += [text(at + 1, row + 0.3 + index, line, kind) for index, (line, kind) in enumerate(told)]
    return parts, max(len(told), len(scene.names)) + 0.6
