"""One Kubernetes object as YAML text.

Every reader of `dist/` must find the same strings in it: PyYAML reads YAML 1.1, kubectl and Argo CD a mix of 1.1 and
1.2 (`0o17` is 15 there, `1e3` is 1000), so a string stays bare only where no reader can take it for anything else.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

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
_BLOCK = re.compile("[^ \t\n\r\u2028\u2029\ufeff\ufffe\uffff][^\r\u2028\u2029\ufeff\ufffe\uffff]*", re.DOTALL)

_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\u2028": r"\L", "\u2029": r"\P"}
_ESCAPES |= {char: f"\\u{ord(char):04X}" for char in "\ufeff\ufffe\uffff"}
_ESCAPED = re.compile(f"[{''.join(_ESCAPES)}]")
_IN_QUOTES = str.maketrans(_ESCAPES | {'"': r"\"", "\\": r"\\"})

_LONGEST_KEY = 128  # bytes; readers look no further than 1,024 characters for the colon behind a key
_INT64 = range(-(2**63), 2**63)

_REMEMBERED = 4096
"""Texts whose form is kept: objects say the same few hundred over and over."""
_LONGEST_REMEMBERED = 256

Write: TypeAlias = Callable[[str], None]


class UnwritableValue(ValueError):
    """A value that YAML, or some reader of it, would not give back, with the field that holds it."""


def dump(document: Mapping[str, object]) -> str:
    """One object as YAML text that begins with `---`: sorted keys, block style, only those strings quoted that must be.

    Raises UnwritableValue for control characters, and for anything that JSON has no word for.
    """
    out = ["---\n"]
    try:
        if document:
            _mapping(out.append, document, "", "")
        else:
            out.append("{}\n")
    except _Refused as refused:
        raise UnwritableValue(str(refused)) from None
    text = "".join(out)
    # Lines that end a file belong to its last string only where something says that the document ends behind them.
    return f"{text}...\n" if text.endswith("\n\n") else text


class _Refused(Exception):
    """Why a value cannot be written. What holds it adds its key or index on the way out."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message
        self.steps: list[str | int] = []
        """The way to the value, from its end."""

    def __str__(self) -> str:
        return f"{_shown(reversed(self.steps))}: {self.message}" if self.steps else self.message


def _mapping(write: Write, mapping: Mapping[Any, object], lead: str, pad: str) -> None:
    """Entries, each on a line of its own that begins with `pad`; the first one's begins with `lead`."""
    key: Any = None
    try:
        for key in sorted(mapping):
            name, value = _IN_LINE[key] or _text(key, None), mapping[key]
            if len(key) * 4 > _LONGEST_KEY and len(key.encode()) > _LONGEST_KEY:
                _value(write, f"{lead}? {name}\n{pad}:", value, pad, in_line=True)
            elif type(value) is str:  # as most are: without another call
                write(f"{lead}{name}: {_IN_LINE[value] or _text(value, pad)}\n")
            elif type(value) is dict and value:
                write(f"{lead}{name}:\n")
                _mapping(write, value, f"{pad}  ", f"{pad}  ")
            elif type(value) is list and value:
                write(f"{lead}{name}:\n")
                _list(write, value, pad, pad)
            else:
                _value(write, f"{lead}{name}:", value, pad, in_line=False)
            lead = pad
    except (_Refused, TypeError) as error:
        # Keys that are no text can be neither sorted nor written, so they are looked for only where something failed.
        for other in mapping:
            if not isinstance(other, str):
                raise _Refused(f"the key {other!r} is not text; put it in quotes") from None
        if isinstance(error, _Refused):
            error.steps.append(key)
        raise


def _list(write: Write, items: Sequence[object], lead: str, pad: str) -> None:
    """Items, as the entries of a mapping."""
    index = 0
    try:
        for index, item in enumerate(items):  # noqa: B007 - used below, if it fails
            if type(item) is str:
                write(f"{lead}- {_IN_LINE[item] or _text(item, pad)}\n")
            elif type(item) is dict and item:
                _mapping(write, item, f"{lead}- ", f"{pad}  ")
            else:
                _value(write, f"{lead}-", item, pad, in_line=True)
            lead = pad
    except _Refused as error:
        error.steps.append(index)
        raise


def _value(write: Write, lead: str, value: object, pad: str, *, in_line: bool) -> None:
    """What follows `lead`, which ends with a colon or a dash; `in_line`: a collection begins in the same line."""
    match value:
        case str():
            write(f"{lead} {_text(value, pad)}\n")
        case None | int() | float():
            write(f"{lead} {_bare(value)}\n")
        case list() | tuple() if value:
            if in_line:
                _list(write, value, f"{lead} ", f"{pad}  ")
            else:
                write(f"{lead}\n")
                _list(write, value, pad, pad)
        case dict() | Mapping() if value:
            deeper = f"{pad}  "
            if in_line:
                _mapping(write, value, f"{lead} ", deeper)
            else:
                write(f"{lead}\n")
                _mapping(write, value, deeper, deeper)
        case _:
            write(f"{lead} {_bare(value)}\n")


def _bare(value: object) -> str:
    """A number, true, false, null or something empty, in the notation that all readers share."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if value in _INT64:
            return str(int(value))
        case int():
            raise _Refused(f"{int(value)} does not fit into 64 bits; write it as text")
        case float() if math.isfinite(value):
            text = repr(float(value))
            return text if "." in text else text.replace("e", ".0e")  # YAML 1.1 takes 1e+16 for text
        case float():
            raise _Refused(f"{value} is not a number that JSON can hold; write it as text")
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
    raise _Refused(f"{type(value).__name__} is not text, a number, true, false, null, a list or a mapping")


class _InLine(dict[str, str]):
    """What is written of each text that has a line at most; nothing of longer ones."""

    def __missing__(self, text: str) -> str:
        text = str.__str__(text)  # not a StrEnum, which its text is equal to
        if "\n" in text or len(text) > _LONGEST_REMEMBERED:
            return ""
        if len(self) >= _REMEMBERED:
            self.clear()
        form = self[text] = _text(text, None)
        return form


_IN_LINE = _InLine()


def _text(value: str, pad: str | None) -> str:
    """A string, bare where it can be, as a block where it has lines; keys (without padding) never are."""
    value = str.__str__(value)  # the text of a StrEnum, not its name
    if not value.isprintable() and (unsafe := _UNSAFE.search(value)):
        where, code = unsafe.start() + 1, f"U+{ord(unsafe[0]):04X}"
        raise _Refused(f"character {where} is {code}, which not every YAML reader keeps; remove it")
    if _WORD.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    if pad is not None and "\n" in value and value[-1] not in " \t" and _BLOCK.fullmatch(value):
        ends = "+" if value.endswith("\n\n") else "" if value.endswith("\n") else "-"
        lines = [f"{pad}  {line}" if line else "" for line in value.removesuffix("\n").split("\n")]
        return "\n".join((f"|{ends}", *lines))
    if ('"' in value or "\\" in value) and "'" not in value and not _ESCAPED.search(value):
        return f"'{value}'"
    return f'"{value.translate(_IN_QUOTES)}"'


def _shown(steps: Iterable[str | int]) -> str:
    """`spec.replicas`, `metadata.annotations["a.b/c"]`, `items[0]`."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif re.fullmatch(r"\w+", step, re.ASCII):
            path += f".{step}" if path else step
        else:
            path += f"[{json.dumps(step)}]"
    return path
