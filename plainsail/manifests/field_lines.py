"""The line of a field in its file, found once somebody asks: most files hold nothing to complain of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import steps
from plainsail.location import Location
from plainsail.manifests.fields import mapping, text
from plainsail.manifests.typed_lists import unpacked
from plainsail.yaml_reader import Lines, YamlDocument, read

_WORDS = ("apiVersion", "kind")
_Place = tuple[int, str, str | None]
"""What finds an object in its file: the line of its document, its kind and name, its namespace."""


@dataclass(frozen=True, eq=False)
class _Object:
    """An object as its file holds it."""

    source: Any
    line: int


@dataclass(frozen=True, eq=False)
class _File:
    """The objects of one file, and the line of all that stands in them."""

    objects: Mapping[_Place, _Object]
    lines: Lines


class FieldLines:
    """Turns the line of an object into that of the field that a finding is about.

    A field that is missing is found where its nearest parent stands; what an alias or `<<` brings, where it is written.
    """

    def __init__(self, text_of: Callable[[str], str | None]) -> None:
        self._text_of = text_of
        self._texts: dict[str, str] = {}
        self._files: dict[str, _File] = {}

    def __call__(self, where: Location) -> Location:
        """The place with the line of its field; as it is, where the file does not tell."""
        if not where.object or not where.path:
            return where
        if where.path not in self._texts:
            self._texts[where.path] = self._text_of(where.path) or ""
        content = self._texts[where.path]
        if not where.field and "List" not in content:  # no item of a list: it begins where its document does
            return where
        if where.path not in self._files:
            self._files[where.path] = _file(content, where.app)
        file = self._files[where.path]
        found = file.objects.get((where.line, where.object, where.namespace))
        return replace(where, line=_line(found, where.field, file.lines)) if found else where


def _line(found: _Object, field: str, lines: Lines) -> int:
    line = found.line
    try:
        for container, key in steps(found.source, field) if field else ():
            line = lines.get(id(container), {}).get(key, line)
    except ValueError:  # a name that no path can hold
        return line
    return line


def _file(content: str, app: str | None) -> _File:
    lines: Lines = {}
    objects: dict[_Place, _Object] = {}
    for document in [result for result in read(content, lines) if isinstance(result, YamlDocument)]:
        for item in unpacked(document.content):
            if not isinstance(item.document, dict) or not all(text(item.document, word) for word in _WORDS):
                continue
            known = {**item.document, "metadata": mapping(item.document, "metadata")}
            line = lines.get(id(item.siblings), {}).get(item.index, document.line)
            objects.setdefault((document.line, *_names(known, app)), _Object(item.source, line))
    return _File(objects, lines)


def _names(document: dict[str, Any], app: str | None) -> tuple[str, str | None]:
    key = key_of(document)
    return known_as(key, app), key.namespace
