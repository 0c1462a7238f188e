"""YAML as text: `dump` writes one Kubernetes object, `load_all` reads the documents of a file.

Every reader of `dist/` must find the same strings in it: PyYAML reads YAML 1.1, kubectl and Argo CD a mix of 1.1 and
1.2 (`0o17` is 15 there, `1e3` is 1000), so a string stays bare only where no reader can take it for anything else.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from plainsail.yaml_reader import UnreadableYaml, load_all

__all__ = ["LibyamlMissing", "UnreadableYaml", "UnsafeText", "UnwritableValue", "dump", "load_all"]

# CR is the one control character more that both parsers keep, as an escape in quotes.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

# Bare words. After a digit, one character must be none that a notation of numbers or dates knows (`100m`, `64Mi`).
_WORD = re.compile(
    r"""(?: [^\W\d] | [/$] | --?[A-Za-z] | \d(?=[^:\#\n]*[g-nq-suvwyG-NQ-SUVWY/*@%]) )
        (?: [^\s:\#\ufeff\ufffe\uffff] | :(?=\S) | \#(?<=\S\#) | [ ](?=[^\s\#]) )*""",
    re.VERBOSE,
)
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})

# Text for a `|` block: no blank start (it would need an indentation hint), no invisible end, no other line breaks.
_BLOCK = re.compile("[^ \t\n][^\r\u2028\u2029\ufeff\ufffe\uffff]*", re.DOTALL)

# libyaml refuses blocks with tabs or spaces at the end of a line, and writes emoji as escapes, though every reader
# takes them as they are. Private characters stand in for them meanwhile, and for those of the text itself.
_RARE = re.compile("[\ue000-\uf8ff\U00010000-\U0010ffff]")
_RARE_IN_BLOCK = re.compile("\t| (?= *\n)|" + _RARE.pattern)
_FIRST, _LAST = 0xE000, 0xF8FF

_PLAIN_OR_QUOTED = (True, True)
_INT64 = range(-(2**63), 2**63)


class UnwritableValue(ValueError):
    """A value that YAML, or some reader of it, would not give back; `path` is the field that holds it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path


class UnsafeText(UnwritableValue):
    """Text with a character that not every YAML reader keeps."""


class LibyamlMissing(RuntimeError):
    """PyYAML without libyaml: its other emitter would write other bytes."""


def dump(document: Mapping[str, object]) -> str:
    """One object as YAML text that begins with `---`: sorted keys, block style, only those strings quoted that must be.

    Raises UnsafeText for control characters, UnwritableValue for anything that JSON has no word for.
    """
    if not yaml.__with_libyaml__:
        raise LibyamlMissing("this PyYAML has no libyaml and would write other bytes; install PyYAML from its wheel")
    if not document:
        return "---\n{}\n"
    stand_ins: dict[str, str] = {}
    text: str = yaml.emit(_events(document, stand_ins), Dumper=yaml.CSafeDumper, width=-1, allow_unicode=True)
    if stand_ins:
        text = text.translate({ord(stand_in): char for char, stand_in in stand_ins.items()})
    return text


def _events(document: Mapping[str, object], stand_ins: dict[str, str]) -> Iterator[Event]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=True)
    yield from _value(document, "", stand_ins)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _value(value: object, path: str, stand_ins: dict[str, str]) -> Iterator[Event]:
    match value:
        case str():
            yield _text(value, path, stand_ins, key=False)
        case Mapping():
            yield MappingStartEvent(None, None, True, flow_style=not value)
            for key in sorted(_keys(value, path)):
                below = _below(path, key)
                yield _text(key, below, stand_ins, key=True)
                yield from _value(value[key], below, stand_ins)
            yield MappingEndEvent()
        case list() | tuple():
            yield SequenceStartEvent(None, None, True, flow_style=not value)
            for index, item in enumerate(value):
                yield from _value(item, f"{path}[{index}]", stand_ins)
            yield SequenceEndEvent()
        case _:
            yield ScalarEvent(None, None, _PLAIN_OR_QUOTED, _bare(value, path))


def _keys(mapping: Mapping[Any, object], path: str) -> Iterator[str]:
    for key in mapping:
        if not isinstance(key, str):
            raise UnwritableValue(path, f"the key {key!r} is not text; put it in quotes")
        yield key


def _below(path: str, key: str) -> str:
    """The path of a field: `spec.replicas`, `metadata.annotations["a.b/c"]`."""
    step = key if re.fullmatch(r"\w+", key, re.ASCII) else f"[{json.dumps(key)}]"
    return f"{path}.{step}" if path and not step.startswith("[") else path + step


def _bare(value: object, path: str) -> str:
    """A number, true, false or null in the notation that all readers share."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if value in _INT64:
            return str(int(value))
        case int():
            raise UnwritableValue(path, f"{int(value)} does not fit into 64 bits; write it as text")
        case float() if math.isfinite(value):
            text = repr(float(value))
            return text if "." in text else text.replace("e", ".0e")  # YAML 1.1 takes 1e+16 for text
        case float():
            raise UnwritableValue(path, f"{value} is not a number that JSON can hold; write it as text")
    raise UnwritableValue(path, f"{type(value).__name__} is not text, a number, true, false, null, a list or a mapping")


def _text(value: str, path: str, stand_ins: dict[str, str], *, key: bool) -> ScalarEvent:
    value = str.__str__(value)  # the text of a StrEnum, not its name
    if not value.isprintable() and (found := _UNSAFE.search(value)):
        code, where = ord(found[0]), found.start() + 1
        raise UnsafeText(path, f"character {where} is U+{code:04X}, which not every YAML reader keeps; remove it")
    style = _style(value, key=key)
    if style == "|" or not value.isascii():
        rare = _RARE_IN_BLOCK if style == "|" else _RARE
        value = rare.sub(lambda found: _stand_in(found[0], path, stand_ins), value)
    return ScalarEvent(None, None, _PLAIN_OR_QUOTED, value, style=style)


def _style(value: str, *, key: bool) -> str | None:
    if _WORD.fullmatch(value) and value.lower() not in _RESERVED:
        return None
    if not key and "\n" in value and value[-1] not in " \t" and _BLOCK.fullmatch(value):
        return "|"
    return "'" if ('"' in value or "\\" in value) and "'" not in value else '"'


def _stand_in(char: str, path: str, stand_ins: dict[str, str]) -> str:
    if char not in stand_ins:
        if _FIRST + len(stand_ins) > _LAST:
            raise UnsafeText(path, "more than 6,400 different emoji and private characters in one object; write fewer")
        stand_ins[char] = chr(_FIRST + len(stand_ins))
    return stand_ins[char]
