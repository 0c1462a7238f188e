"""One Kubernetes object as YAML text.

Every reader of `dist/` must find the same strings in it: PyYAML reads YAML 1.1, kubectl and Argo CD a mix of 1.1 and
1.2 (`0o17` is 15 there, `1e3` is 1000), so a string stays bare only where no reader can take it for anything else.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

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

Path = tuple["Path", str | int] | tuple[()]
"""The way to a value: the way to what holds it, and its key or index there."""


class UnwritableValue(ValueError):
    """A value that YAML, or some reader of it, would not give back, with the field that holds it."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{_shown(path)}: {message}" if path else message)


def dump(document: Mapping[str, object]) -> str:
    """One object as YAML text that begins with `---`: sorted keys, block style, only those strings quoted that must be.

    Raises UnwritableValue for control characters, and for anything that JSON has no word for.
    """
    out = ["---\n"]
    if document:
        _mapping(out, document, "", (), "")
    else:
        out.append("{}\n")
    text = "".join(out)
    # Lines that end a file belong to its last string only where something says that the document ends behind them.
    return f"{text}...\n" if text.endswith("\n\n") else text


def _mapping(out: list[str], mapping: Mapping[Any, object], pad: str, path: Path, start: str) -> None:
    for key in mapping:
        if not isinstance(key, str):
            raise UnwritableValue(path, f"the key {key!r} is not text; put it in quotes")
    for key in sorted(mapping):
        below = (path, key)
        text = _text(key, None, below)
        long = len(key) * 4 > _LONGEST_KEY and len(key.encode()) > _LONGEST_KEY
        out.append(f"{start}? {text}\n{pad}:" if long else f"{start}{text}:")
        _value(out, mapping[key], pad, below, in_line=long)
        start = pad


def _value(out: list[str], value: object, pad: str, path: Path, *, in_line: bool) -> None:
    """What follows the colon of a key, or, within the line, a dash."""
    match value:
        case str():
            out.append(f" {_text(value, pad, path)}\n")
        case Mapping() if value:
            deeper = f"{pad}  "
            out.append(" " if in_line else "\n")
            _mapping(out, value, deeper, path, "" if in_line else deeper)
        case list() | tuple() if value:
            if in_line:
                pad += "  "
            out.append(" " if in_line else "\n")
            start = "" if in_line else pad
            for index, item in enumerate(value):
                out.append(f"{start}-")
                _value(out, item, pad, (path, index), in_line=True)
                start = pad
        case _:
            out.append(f" {_bare(value, path)}\n")


def _bare(value: object, path: Path) -> str:
    """A number, true, false, null or something empty, in the notation that all readers share."""
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
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
    raise UnwritableValue(path, f"{type(value).__name__} is not text, a number, true, false, null, a list or a mapping")


def _text(value: str, pad: str | None, path: Path) -> str:
    """A string, bare where it can be, as a block where it has lines; keys (without padding) never are."""
    value = str.__str__(value)  # the text of a StrEnum, not its name
    if not value.isprintable() and (unsafe := _UNSAFE.search(value)):
        where, code = unsafe.start() + 1, f"U+{ord(unsafe[0]):04X}"
        raise UnwritableValue(path, f"character {where} is {code}, which not every YAML reader keeps; remove it")
    if _WORD.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    if pad is not None and "\n" in value and value[-1] not in " \t" and _BLOCK.fullmatch(value):
        ends = "+" if value.endswith("\n\n") else "" if value.endswith("\n") else "-"
        lines = [f"{pad}  {line}" if line else "" for line in value.removesuffix("\n").split("\n")]
        return "\n".join((f"|{ends}", *lines))
    if ('"' in value or "\\" in value) and "'" not in value and not _ESCAPED.search(value):
        return f"'{value}'"
    return f'"{value.translate(_IN_QUOTES)}"'


def _shown(path: Path) -> str:
    """`spec.replicas`, `metadata.annotations["a.b/c"]`, `items[0]`."""
    if not path:
        return ""
    above, step = _shown(path[0]), path[1]
    if isinstance(step, int):
        return f"{above}[{step}]"
    if re.fullmatch(r"\w+", step, re.ASCII):
        return f"{above}.{step}" if above else step
    return f"{above}[{json.dumps(step)}]"
