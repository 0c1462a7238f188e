"""A helmfile as one of its environments reads it: its Go templates filled in as far as they say what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from plainsail.errors import ProjectError
from plainsail.helm_import.go_templates import Words, fill, is_flow
from plainsail.manifests.fields import listed, mapping
from plainsail.yaml_reader import Lines, UnreadableYaml, read

ADVICE = "say the environments with --env"
_MARK = re.compile("\ue000(\\d+)\ue001")
"""Stands for an action that is not known: where a release holds it, that is refused."""
_OF_RELEASE = re.compile("\ue002([^\ue003]*)\ue003")
"""Stands for an action that names the release: known once its name is."""
_LATER = frozenset({".Release.Name", ".Release.Namespace", ".Namespace"})
_SECRET = re.compile(r"ref\+\w+://")


@dataclass
class State:
    """A helmfile as one environment reads it."""

    path: Path
    told: str
    env: str
    content: dict[str, Any] = field(default_factory=dict)
    releases: list[tuple[Mapping[str, Any], int]] = field(default_factory=list)
    """Each with its line."""
    lines: Lines = field(default_factory=dict)
    unknown: list[tuple[str, int]] = field(default_factory=list)
    """Actions that are not known, with their lines."""

    def text(self, value: Any, words: Words, where: str) -> str:
        """A text of a release that is a template itself. Raises `ProjectError` for what is not known."""
        return fill(self.passed(str(value), words, where), words, lambda action, _: refuse(where, action))

    def passed(self, text: str, words: Words, where: str) -> str:
        """A text of a release that is passed as it is. Raises `ProjectError` for what is not known."""

        def one(match: re.Match[str]) -> str:
            return words[match[1]] if match[1] in words else refuse(where, f"{{{{ {match[1]} }}}}")

        return _OF_RELEASE.sub(one, self.plain(text))

    def plain(self, value: Any) -> Any:
        """A value of a release, as it is. Raises `ProjectError` where it holds an action that is not known."""
        for text in _texts(value):
            if match := _MARK.search(text):
                action, line = self.unknown[int(match[1])]
                refuse(f"{self.told}:{line}", action)
            if _SECRET.search(text):
                raise ProjectError(f"{self.told}: {text} is read from elsewhere at run time; {ADVICE}")
        return value

    @property
    def environments(self) -> Mapping[str, Any]:
        """The environments that it names."""
        return mapping(self.content.get("environments"))


def read_state(path: Path, shown: str, env: str) -> State:
    """Raises `ProjectError` with the line that is wrong; `shown` is how people are told of the file."""
    state = State(path, shown, env)

    def other(action: str, line: int) -> str:
        if is_flow(action):
            refuse(f"{shown}:{line}", action)
        if (word := action[3:-3].removeprefix("$")) in _LATER:
            return f"\ue002{word}\ue003"
        state.unknown.append((action, line))
        return f"\ue000{len(state.unknown) - 1}\ue001"

    text = fill(text_of(path, shown), {".Environment.Name": env}, other)
    for document in read(text, state.lines):
        if isinstance(document, UnreadableYaml):
            for action, line in state.unknown[:1]:
                refuse(f"{shown}:{line}", action)
            raise ProjectError(f"{shown}:{document.line}: {document.problem}")
        releases = listed(document.content.get("releases"))
        lines = state.lines.get(id(releases), {})
        state.releases += [(mapping(each), lines.get(at, document.line)) for at, each in enumerate(releases)]
        for key, value in document.content.items():
            above = state.content.get(key)
            if isinstance(above, list) and isinstance(value, list):
                state.content[key] = above + value
            elif isinstance(above, dict) and isinstance(value, dict):
                state.content[key] = above | value
            else:
                state.content[key] = value
    return state


def refuse(where: str, action: str) -> NoReturn:
    """Raises `ProjectError` for an action of a template."""
    raise ProjectError(f"{where}: {' '.join(action.split())} is not known before helmfile runs; {ADVICE}")


def text_of(path: Path, shown: str) -> str:
    """What a file holds. Raises `ProjectError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{shown}: {getattr(error, 'strerror', None) or 'is no text in UTF-8'}") from None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts(key)
            yield from _texts(entry)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
