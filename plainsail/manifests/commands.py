"""What containers run: the words that the kernel gets, and which of them a shell reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from constructs_lib.kubernetes.paths import Part
from plainsail.manifests.fields import listed, mapping
from plainsail.manifests.pods import Container

_WINDOWS_SHELLS = frozenset({"cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh"})
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "fish", "busybox"}) | _WINDOWS_SHELLS
_HANDS_TO_SHELL = frozenset({"su", "runuser", "ssh", "script", "eval", "watch", "flock", "gosu", "xargs"})
"""Programs that hand a text on to a shell, or may."""
_WINDOWS = re.compile(r"^[A-Za-z]:\\|\\|\.exe\b", re.IGNORECASE)
_COMMAND_OPTION = re.compile(r"-[a-z]*c[a-z]*")
_OPTION_WITH_VALUE = re.compile(r"[-+][A-Za-z]*[oO]")
_ENDS_OPTIONS = re.compile(r"--?")

_Field = tuple[Part | int, ...]


@dataclass(frozen=True)
class Command:
    """A program and its arguments, as a container or one of its probes and hooks runs them."""

    fields: tuple[_Field, ...]
    """Where each word stands, within its container."""
    words: tuple[str, ...]
    names_program: bool
    """Whether the first word is the program; where it is not, the image's own entry point gets the words."""
    runs_as: str
    """`container` for what the container runs, `probe`, or `hook`."""

    def field(self, place: int) -> _Field:
        """Where a word stands, within its container."""
        return self.fields[place]

    @property
    def program(self) -> str:
        """The first word without its folder; empty where the image names the program."""
        return base_name(self.words[0]) if self.names_program and self.words else ""

    @cached_property
    def shell(self) -> int | None:
        """The place of the word that names a shell, or what hands words on to one; None where there is none."""
        names = (base_name(word) for word in self.words)
        return next((i for i, name in enumerate(names) if name in _SHELLS or name in _HANDS_TO_SHELL), None)

    def in_shell(self, place: int) -> bool:
        """Whether a shell reads a word, or may."""
        return self.shell is not None and place > self.shell

    @property
    def script(self) -> int | None:
        """The place of the text that a shell is told to run by `-c`; None where there is none.

        It comes after all options: `sh -c -e text`, `bash -c -o pipefail text`.
        """
        if self.shell is None or base_name(self.words[self.shell]) not in _SHELLS - _WINDOWS_SHELLS:
            return None
        place, is_told = self.shell + 1, False
        while place < len(self.words):
            word = self.words[place]
            if _ENDS_OPTIONS.fullmatch(word):
                place += 1
                break
            if not word.startswith(("-", "+")) and (is_told or base_name(word) not in _SHELLS):
                break
            is_told = is_told or _COMMAND_OPTION.fullmatch(word) is not None
            place += 2 if _OPTION_WITH_VALUE.fullmatch(word) else 1
        return place if is_told and place < len(self.words) else None

    @property
    def is_windows(self) -> bool:
        """Whether it looks like a command of Windows, which splits and quotes in its own way."""
        return any(_WINDOWS.search(word) for word in self.words[:1])


def base_name(word: str) -> str:
    """A program without its folder.

    >>> base_name("/bin/sh"), base_name("php")
    ('sh', 'php')
    """
    return word.rpartition("/")[2]


def commands(container: Container) -> Iterator[Command]:
    """What a container runs, and its probes and hooks that are commands."""
    own = _command(container, ("command",), ("args",), runs_as="container")
    if own.words:
        yield own
    for field in ("livenessProbe", "readinessProbe", "startupProbe"):
        if field in container.spec:
            yield from _executed(container, field, runs_as="probe")
    for hook in mapping(container.spec, "lifecycle"):
        yield from _executed(container, "lifecycle", hook, runs_as="hook")


def _executed(container: Container, *field: str, runs_as: str) -> Iterator[Command]:
    command = _command(container, (*field, "exec", "command"), runs_as=runs_as)
    if command.words:
        yield command


def _command(container: Container, *fields: tuple[str, ...], runs_as: str) -> Command:
    places: list[_Field] = []
    words: list[str] = []
    for field in fields:
        for index, word in enumerate(listed(container.spec, *field)):
            places.append((*field, index))
            words.append(word)
    return Command(
        tuple(places),
        tuple(words),
        names_program=bool(listed(container.spec, *fields[0])),
        runs_as=runs_as,
    )
