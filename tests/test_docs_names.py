"""Documents name only what exists: paths of the repository, verbs of the Makefile, commands and their options."""

from __future__ import annotations

import re
from importlib import import_module

import click
import pytest

from plainsail.commands import COMMANDS
from tools.documents import DOCUMENTS, ROOT

WORDS = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEW = re.compile(r"^# (\S+) \(new\)$|^new +(\S+)$", re.MULTILINE)
TOP = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in (".git", "node_modules")]
MADE = (".cdk8s", ".plainsail", ".venv", "node_modules")
"""What `.gitignore` names: it comes with use."""


def said(document: str) -> list[str]:
    """What stands between backquotes, and each line between fences."""
    text = (ROOT / document).read_text(encoding="utf-8")
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return [*WORDS.findall(FENCE.sub("", text)), *lines]


def to_be_written() -> set[str]:
    """Files that a reader of the documents writes, or a command for them, with the folders that hold them."""
    texts = [(ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS]
    files = {by_hand or by_command for text in texts for by_hand, by_command in NEW.findall(text)}
    return files | {file.rpartition("/")[0] for file in files}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = [word for word in WORDS.findall(FENCE.sub("", text)) if re.fullmatch(r"[\w.-]+(/[\w.-]*)+", word)]
    ours = [path for path in paths if path.split("/")[0] in TOP and path.split("/")[0] not in MADE]
    exempt = to_be_written()

    assert [path for path in ours if not (ROOT / path).exists() and path.rstrip("/") not in exempt] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_verb_of_make_is_there(document: str) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    verbs = {verb for text in said(document) for verb in re.findall(r"^(?:\$ )?make ([a-z-]+)", text)}

    assert verbs <= known


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_is_there_with_its_options(document: str) -> None:
    unknown = []
    for text in said(document):
        found = re.match(r"(?:\$ )?(?:\.venv/bin/)?plainsail(?: -C \S+)? ([a-z-]+)(.*)", text)
        if not found:
            continue
        name, rest = found.groups()
        if name not in COMMANDS:
            unknown.append(text)
            continue
        command: click.Command = import_module(f"plainsail.commands.{name.replace('-', '_')}").command
        known = options(command)
        unknown += [text for option in re.findall(r"(?<=\s)--[a-z-]+", rest) if option not in known]

    assert unknown == []


def options(command: click.Command) -> set[str]:
    """The options of a command, and of the commands within it."""
    names = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        names |= options(part)
    return names
