"""A terminal as a picture that moves: lines come, some of them key by key, and leave at the top.

It moves by CSS alone, so that GitHub shows it. For readers who want no motion, and in programs that know none, it rests
on its last frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tools.documents import DocumentError
from tools.svg import HIGH, WIDE, box, picture, text

COLUMNS, _ROWS = 100, 24
"""What the terminal shows."""
_LEFT, _TOP = 2, 2.2
"""Where it begins in the picture."""
_KEY = 0.03
"""Seconds from one key to the next."""
_SCROLL = 0.3
"""Seconds in which lines make room for others."""
_COLOURS = {"1": "bold", "2": "dim", "31": "bad", "32": "good", "35": "change"}
"""The classes of what ANSI calls so; `0` ends all of them."""
_STEP = "animation-timing-function:step-end"
_STYLE = """\
.change{{fill:#8250df}}.cover{{fill:#f6f8fa}}.cursor{{fill:#59636e;rx:1px}}.dot{{fill:#d1d9e0;rx:6px}}
.keys{{opacity:0}}.all{{transform:translateY({rest}px)}}
@media(prefers-color-scheme:dark){{.change{{fill:#d2a8ff}}.cover{{fill:#151b23}}.cursor{{fill:#9198a1}}.dot{{fill:#3d444d}}}}
@media(prefers-reduced-motion:no-preference){{.all,.step,.keys{{animation:{seconds}s infinite}}
{motion}
}}
"""

Piece = tuple[str, str]
"""Characters, and the classes that say how they look."""


@dataclass(frozen=True)
class Line:
    """A line of the terminal."""

    pieces: tuple[Piece, ...]
    typed: int | None = None
    """Where somebody begins to type; nowhere in a line that comes at once."""

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(piece for piece, _ in self.pieces)


def plain(words: str, look: str = "") -> Line:
    """A line that looks the same all along."""
    return Line(((words, look),))


def coloured(printed: str) -> list[Line]:
    """What a command printed, as a terminal shows it. Raises `DocumentError` for a colour that pictures do not know."""
    lines, looks = [], list[str]()
    for line in printed.splitlines():
        pieces = list[Piece]()
        for index, part in enumerate(re.split(r"\x1b\[([\d;]*)m", line)):
            if index % 2 == 0:
                pieces += [(part, " ".join(looks))] if part else []
            elif part in {"", "0"}:
                looks = []
            elif part in _COLOURS:
                looks = [*looks, _COLOURS[part]]
            else:
                raise DocumentError(f"pictures do not know the colour {part} of {line!r}")
        lines.append(Line(tuple(pieces)))
    return lines


@dataclass
class Terminal:
    """What stands in the terminal, and when it came there."""

    seconds: float = 0.4
    lines: list[Line] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _motion: list[str] = field(default_factory=list)
    """Rules of CSS in which `@1.5@` stands for a second and a half."""
    _gone: int = 0
    """Rows that have left at the top."""
    _scroll: str = "from{transform:none}"

    def show(self, lines: Sequence[Line], pause: float) -> None:
        """Lines come together, but for what is typed in the last of them; then there is a pause."""
        for line in lines:
            if len(line.words) > COLUMNS:
                raise DocumentError(f"this does not fit into {COLUMNS} columns:\n{line.words}")
        name = self._move("step", f"from{{opacity:0;{_STEP}}}@{self.seconds}@{{opacity:1}}")
        self._parts.append(f'<g class="{name}">')
        for line in lines:
            self._parts += _drawn(line, len(self.lines))
            self.lines.append(line)
        self._make_room()
        if lines and lines[-1].typed is not None:
            self._type(lines[-1], lines[-1].typed)
        self._parts.append("</g>")
        self.seconds += pause

    def _make_room(self) -> None:
        gone = max(0, len(self.lines) - _ROWS)
        if gone > self._gone:
            for second, rows in ((self.seconds - _SCROLL, self._gone), (self.seconds, gone)):
                self._scroll += f"@{second}@{{transform:translateY({-HIGH * rows}px)}}"
            self._gone = gone

    def _type(self, line: Line, at: int) -> None:
        """A cover with a cursor at its edge moves away, key by key."""
        keys = len(line.words) - at
        began, self.seconds = self.seconds, self.seconds + keys * _KEY
        name = self._move(
            "keys",
            f"from,@{began}@{{opacity:1;transform:none;animation-timing-function:steps({keys})}}"
            f"@{self.seconds}@{{opacity:1;transform:translateX({keys * WIDE:g}px);{_STEP}}}"
            f"@{self.seconds + 0.1}@,to{{opacity:0}}",
        )
        column, row = _LEFT + at, len(self.lines) - 1
        covering = box(column, row, COLUMNS - at + _LEFT, 1, "cover"), box(column, row, 1, 1, "cursor")
        self._parts += [f'<g class="{name}">', *covering, "</g>"]

    def _move(self, kind: str, keyframes: str) -> str:
        """The classes of what moves so."""
        name = f"{kind[0]}{len(self._motion)}"
        self._motion.append(_rule(name, keyframes))
        return f"{kind} {name}"

    def draw(self, title: str) -> str:
        """The picture; the words of all lines describe it."""
        columns = COLUMNS + 2 * _LEFT
        motion = "\n".join([*self._motion, _rule("all", self._scroll)])
        return picture(
            [
                *(box(_LEFT + 2 * dot, 0.7, 1.4, 0.6, "dot") for dot in range(3)),
                # In a picture of its own: what is beyond its rows, or comes near the frame, is not seen.
                f'<svg y="{_TOP * HIGH:g}" width="{(columns - 1) * WIDE:g}" height="{_ROWS * HIGH}">\n<g class="all">',
                *self._parts,
                "</g>\n</svg>",
            ],
            columns=columns,
            rows=_TOP + _ROWS + 0.6,
            title=title,
            description="\n".join(line.words for line in self.lines),
            style=_STYLE.format(
                rest=-HIGH * self._gone,
                seconds=f"{self.seconds:g}",
                motion=re.sub(r"@([\d.]+)@", lambda moment: f"{float(moment[1]) / self.seconds:.3%}", motion),
            ),
        )


def _rule(name: str, keyframes: str) -> str:
    return f".{name}{{animation-name:{name}}}@keyframes {name}{{{keyframes}}}"


def _drawn(line: Line, row: int) -> Iterator[str]:
    column = _LEFT
    for piece, look in line.pieces:
        # Two spaces would become one: what stands behind them has a place of its own.
        for words in re.finditer(r"\S+(?: \S+)*", piece):
            yield text(column + words.start(), row, words[0], look)
        column += len(piece)
