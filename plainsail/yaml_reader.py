"""Reads YAML as kubectl does, fast enough for a whole `dist/`, and bounded, whatever the text holds."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from plainsail.errors import ParseError
from plainsail.merge_conflict import conflict_line
from plainsail.yaml_scalars import mapping_key, scalar_value


class UnreadableYaml(ParseError):
    """Text that is not YAML, or not objects: `line 3, column 5: what is wrong`."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(line, problem, column=column)


class MergeConflict(UnreadableYaml):
    """Text with the markers of a merge that nobody settled."""


class NoMapping(UnreadableYaml):
    """A document that is YAML and no object: a list, a word."""

    def __init__(self, line: int, column: int, content: Any) -> None:
        kind = "list" if isinstance(content, list) else "value"
        super().__init__(line, column, f"a {kind} where an object is expected")
        self.content = content


@dataclass(frozen=True)
class YamlDocument:
    """An object as a file holds it."""

    line: int
    """Where it begins."""
    content: dict[str, Any]


Lines = dict[int, dict[str | int, int]]
"""By the identity (`id`) of a mapping or a list that was read: the line of each key or item in it."""


ENDINGS = (".yaml", ".yml", ".json")
"""How files of objects are called."""
MOST_CHARACTERS = 16 * 2**20
"""Of a file."""
_DEEPEST = 100
_MOST_COPIED = 4 * 2**20
"""Characters that aliases may repeat in one document."""
_SEPARATOR = re.compile(r"^---.*", re.MULTILINE)
_NO_SPACE = re.compile(r"\S")
_JSON = json.JSONDecoder()
_Scalar = yaml.ScalarEvent
_Resolved = TypeVar("_Resolved")
_MERGE = "tag:yaml.org,2002:merge"


def files_below(folder: Path) -> list[Path]:
    """The files of objects in a folder, and in those below it."""
    return [Path(folder, name) for name in names_below(folder)]


def names_below(folder: Path) -> list[str]:
    """The same, as paths from that folder."""
    return ["/".join(parts) for parts in sorted(_files_below(folder, ()))]


def _files_below(folder: str | Path, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    # pathlib asks the system about each file, which the listing of a folder tells already.
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, (*parts, entry.name))
            elif entry.name.endswith(ENDINGS) and entry.name not in ENDINGS and _is_file(entry):
                yield (*parts, entry.name)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is one, or leads to one: a link may lead nowhere, or to itself."""
    return Path(entry.path).is_file() if entry.is_symlink() else entry.is_file()


def load_all(text: str) -> list[dict[str, Any]]:
    """The objects of a YAML file, in order; empty documents are left out.

    Raises UnreadableYaml with the line and the column of the first mistake.
    """
    documents = []
    for result in read(text):
        if isinstance(result, UnreadableYaml):
            raise result
        documents.append(result.content)
    return documents


def read(text: str, lines: Lines | None = None) -> Iterator[YamlDocument | UnreadableYaml]:
    """The objects of a YAML file and the mistakes in it, in order: one document's mistake hides no other document.

    `lines` is filled with the line of every key and item, where somebody asks for them.
    """
    if len(text) > MOST_CHARACTERS:
        yield UnreadableYaml(1, 1, f"more than {MOST_CHARACTERS >> 20} Mi characters; split the file")
        return
    if conflict := conflict_line(text):
        yield MergeConflict(conflict, 1, "a merge conflict begins here (`<<<<<<<`)")
        return
    start = lines_above = 0
    # Split first, as kubectl does: what breaks one document leaves the others readable
    for end in (*(match.start() for match in _SEPARATOR.finditer(text, 1)), len(text)):
        part = text[start:end]
        separator = match[0] if (match := _SEPARATOR.match(part)) else ""
        if separator[3:].strip()[:1] in ("", "#"):
            above = lines_above
            for text_of_one in _json_objects(part[len(separator) :]):
                yield from _Documents(text_of_one, above, lines)
                above += text_of_one.count("\n")
        else:
            yield UnreadableYaml(lines_above + 1, 4, "`---` has something behind it; begin the document below")
        start, lines_above = end, lines_above + part.count("\n")


def _json_objects(text: str) -> list[str]:
    """Objects of JSON that stand one behind the other, as kubectl takes them; other text as it is."""
    parts, start = [], 0
    try:
        while (begin := _NO_SPACE.search(text, start)) and begin[0] == "{":
            _, end = _JSON.raw_decode(text, begin.start())
            parts.append(text[start:end])
            start = end
    except (ValueError, RecursionError):
        return [text]
    return parts if parts and not begin else [text]


@dataclass(slots=True)
class _Anchored:
    """What an anchor names, and how much an alias to it repeats."""

    event: yaml.Event
    value: Any = None
    nodes: int = 0
    characters: int = 0
    height: int = 0
    complete: bool = False


class _Documents:
    """The documents in a text, built from the parser's events: nothing is recursive before its depth is known."""

    def __init__(self, text: str, lines_above: int, lines: Lines | None) -> None:
        self._text = text
        self._lines_above = lines_above
        self._lines = lines

    def __iter__(self) -> Iterator[YamlDocument | UnreadableYaml]:
        """The objects and the mistakes; ends at the first that leaves the rest unclear."""
        try:
            parser = yaml.CBaseLoader(self._text)
            self._next: Callable[[], Any] = parser.get_event
            while (event := self._next()) is not None:
                if type(event) is yaml.DocumentStartEvent:
                    yield from self._document(self._next())
        except UnreadableYaml as error:
            yield error
        except yaml.MarkedYAMLError as error:
            problem = ", ".join(part for part in (error.context, error.problem) if part)
            yield self._error(error.problem_mark or error.context_mark, problem)
        except yaml.reader.ReaderError as error:
            before = self._text.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
            yield self._error_behind(before, f"U+{error.character:04X} is a control character; remove it")
        except UnicodeEncodeError as error:
            yield self._error_behind(self._text[: error.start], "half of a surrogate pair; remove it")

    def _document(self, event: Any) -> Iterator[YamlDocument | UnreadableYaml]:
        self._anchors: dict[str, _Anchored] = {}
        self._repeated_keys: list[UnreadableYaml] = []
        self._nodes = self._characters = self._copied_nodes = self._copied_characters = self._deepest = 0
        content = self._value(event, 0)
        yield from self._repeated_keys
        if isinstance(content, dict):
            yield YamlDocument(self._line(event.start_mark), content)
        elif content is not None:
            yield NoMapping(self._line(event.start_mark), event.start_mark.column + 1, content)

    def _value(self, event: Any, depth: int) -> Any:
        self._nodes += 1
        if type(event) is _Scalar and event.anchor is None:  # first, since nearly all are
            self._characters += len(event.value)
            return self._resolved(event, event, scalar_value)
        if type(event) is yaml.AliasEvent:
            return self._repeated(event, depth).value
        if event.anchor is None:
            return self._content(event, depth)
        anchored = self._anchors[event.anchor] = _Anchored(event)
        nodes, characters, deepest, self._deepest = self._nodes - 1, self._characters, self._deepest, depth
        anchored.value = self._content(event, depth)
        anchored.nodes, anchored.characters = self._nodes - nodes, self._characters - characters
        anchored.height, anchored.complete = self._deepest - depth, True
        self._deepest = max(deepest, self._deepest)
        return anchored.value

    def _content(self, event: Any, depth: int) -> Any:
        if type(event) is _Scalar:
            self._characters += len(event.value)
            return self._resolved(event, event, scalar_value)
        self._go_to(event, depth + 1)
        return self._list(depth + 1) if type(event) is yaml.SequenceStartEvent else self._mapping(depth + 1)

    def _list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        lines: dict[str | int, int] = {}
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            if self._lines is not None:
                lines[len(items)] = self._line(event.start_mark)
            items.append(self._value(event, depth))
        if self._lines is not None:
            self._lines[id(items)] = lines
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        lines: dict[str | int, int] = {}
        merged_lines: dict[str | int, int] = {}
        next_event, value_of, key_of, end = self._next, self._value, self._key, yaml.MappingEndEvent
        while type(event := next_event()) is not end:
            if type(event) is _Scalar and event.value == "<<" and _is_merge(event):
                for merged in self._merged(next_event(), depth):
                    mapping.update(merged)
                    merged_lines.update((self._lines or {}).get(id(merged), {}))
                continue
            key = key_of(event, depth)
            line = event.start_mark.line + 1 + self._lines_above
            if key in lines:
                problem = f"key {key!r} is set twice: line {lines[key]} and line {line}"
                self._repeated_keys.append(self._error(event.start_mark, problem))
            lines[key] = line
            if merged_lines:
                merged_lines.pop(key, None)
            mapping[key] = value_of(next_event(), depth)
        if self._lines is not None:
            self._lines[id(mapping)] = lines | merged_lines
        return mapping

    def _key(self, event: Any, depth: int) -> str:
        source = event
        if type(event) is yaml.AliasEvent:
            source = self._repeated(event, depth).event
        elif event.anchor is not None and type(event) is _Scalar:
            self._value(event, depth)
        if type(source) is not _Scalar:
            kind = "list" if type(source) is yaml.SequenceStartEvent else "mapping"
            raise self._error(event.start_mark, f"a {kind} cannot be a key")
        return self._resolved(event, source, mapping_key)

    def _merged(self, event: Any, depth: int) -> list[dict[str, Any]]:
        """What `<<` adds, in order: unlike other readers, kubectl's lets it replace the keys above it."""
        value = self._value(event, depth)
        parts = value[::-1] if isinstance(value, list) and type(event) is not yaml.AliasEvent else [value]
        if not all(isinstance(part, dict) for part in parts):
            raise self._error(event.start_mark, "`<<` takes a mapping, or a list of them")
        return parts

    def _repeated(self, alias: Any, depth: int) -> _Anchored:
        """What an alias stands for. Raises UnreadableYaml where it would never end, or be too much."""
        anchored = self._anchors.get(alias.anchor)
        if anchored is None:
            raise self._error(alias.start_mark, f"alias *{alias.anchor} has no anchor above it")
        if not anchored.complete:
            raise self._error(alias.start_mark, f"alias *{alias.anchor} stands within its own anchor")
        self._go_to(alias, depth + anchored.height)
        self._nodes += anchored.nodes
        self._copied_nodes += anchored.nodes
        self._characters += anchored.characters
        self._copied_characters += anchored.characters
        if self._copied_characters > _MOST_COPIED or _too_many_copies(self._copied_nodes, self._nodes):
            raise self._error(alias.start_mark, "aliases repeat too much; write it out, or in several documents")
        return anchored

    def _go_to(self, event: Any, depth: int) -> None:
        self._deepest = max(self._deepest, depth)
        if depth > _DEEPEST:
            raise self._error(event.start_mark, f"nested deeper than {_DEEPEST} levels")

    def _resolved(self, event: Any, source: Any, resolve: Callable[[str, str | None], _Resolved]) -> _Resolved | str:
        """A scalar's value; its text where it stands in quotes."""
        if source.tag is None and not source.implicit[0]:
            return str(source.value)
        try:
            return resolve(source.value, source.tag)
        except ValueError as error:
            raise self._error(event.start_mark, str(error)) from None

    def _line(self, mark: Any) -> int:
        return int(mark.line) + 1 + self._lines_above

    def _error(self, mark: Any, problem: str) -> UnreadableYaml:
        return UnreadableYaml(self._line(mark), mark.column + 1, problem)

    def _error_behind(self, before: str, problem: str) -> UnreadableYaml:
        return _error_behind(before, problem, self._lines_above)


def _is_merge(event: Any) -> bool:
    """Whether `<<` stands there as the merge key, and not as a text."""
    return bool(event.implicit[0] or event.tag == _MERGE)


def _too_many_copies(copied: int, nodes: int) -> bool:
    """Whether go-yaml refuses a document for its aliases: most of a small one may be copies, little of a large one."""
    share = 0.99 - 0.89 * min(max(nodes - 400_000, 0) / 3_600_000, 1)
    return copied > 100 and nodes > 1000 and copied / nodes > share


def _error_behind(before: str, problem: str, lines_above: int = 0) -> UnreadableYaml:
    return UnreadableYaml(before.count("\n") + 1 + lines_above, len(before) - before.rfind("\n"), problem)
