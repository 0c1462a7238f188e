"""The recording of the story: its commands are run in a throw-away copy of the sample, and what they print is shown."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import takewhile, zip_longest
from pathlib import Path

from tools.documents import changed
from tools.sample import lay_project
from tools.story import BEFORE, STORY, Edit, Run
from tools.terminal_picture import Line, Terminal, coloured, plain

PAGE = Path("docs/pictures/recording.svg")
_BREATH = 0.4
"""Seconds from the last key to the answer, and from a caption to what it is about."""
_WHO = {f"GIT_{who}_{what}": "story" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def draw(_: Path) -> str:
    """The recording of what the commands of this repository say now."""
    return play(STORY).draw("A change with Plainsail, in a terminal")


def play(story: Iterable[Edit | Run]) -> Terminal:
    """The terminal in which somebody told the story."""
    terminal = Terminal()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _begin(folder)
        for scene in story:
            if scene.caption:
                gap = [plain("")] if terminal.lines else []
                terminal.show([*gap, plain(f"# {scene.caption}", "bold")], _BREATH)
            if isinstance(scene, Edit):
                terminal.show([plain(scene.file, "dim"), *_edit(folder, scene)], scene.pause)
            else:
                terminal.show([Line((("$ ", "dim"), (scene.command, "")), typed=2)], _BREATH)
                terminal.show(coloured(_run(folder, scene.command)), scene.pause)
    return terminal


def _begin(folder: Path) -> None:
    lay_project(folder)
    _edit(folder, BEFORE)
    _run(folder, "plainsail synth")
    for command in (["init", "--quiet"], ["add", "dist"], ["commit", "--quiet", "--message=begin"]):
        environ = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *command], cwd=folder, env=environ, check=True)


def _edit(folder: Path, edit: Edit) -> Iterator[Line]:
    """Changes the file; what somebody sees of that."""
    file = folder / edit.file
    before = file.read_text(encoding="utf-8")
    after = changed(before, edit.diff)
    file.write_text(after, encoding="utf-8")
    return numbered(edit.diff, before, after)


def numbered(diff: str, before: str, after: str) -> Iterator[Line]:
    """The lines of a diff with the numbers that they have in the file; what is new in them is typed."""
    lines, last = diff.splitlines(), ""
    pairs = zip_longest(before.splitlines(), after.splitlines())
    number = next(index for index, (old, new) in enumerate(pairs, 1) if old != new)
    number -= next(index for index, line in enumerate(lines) if line[0] != " ")
    for line in lines:
        head, look = f"{number:>4} ", {"-": "bad", "+": "good"}.get(line[0], "")
        typed = len(head) + 1 + _kept(last, line[1:]) if look == "good" else None
        yield Line(((head, "dim"), (line, look)), typed)
        last = line[1:]
        number += line[0] != "-"


def _kept(old: str, new: str) -> int:
    """How many characters nobody has to type, because they stand in the line before.

    >>> _kept("    replicas = 2", "    replicas = 3"), _kept("    port = 80", "    replicas = 3")
    (15, 4)
    """
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return len(list(same))


def _run(folder: Path, command: str) -> str:
    """What the commands print, in colours; where one fails, the next is not run."""
    environ = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "PYTHONPATH"}}
    printed = ""
    for one in command.split(" && "):
        done = subprocess.run(
            [sys.executable, "-m", *one.split()],
            cwd=folder,
            env=environ | {"FORCE_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed += done.stdout
        if done.returncode:
            break
    return printed
