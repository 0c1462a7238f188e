"""Reads HCL as far as it is data: blocks, attributes, and values that are written out.

What only Terraform can compute becomes `Unknown`. The parser of PyPI's `python-hcl2` knows the whole language, but
takes two seconds to build its grammar, which it then wants to keep among the installed packages; this one reads all
of `deploy/terragrunt/` in milliseconds. A test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainsail.delivery.hcl_parser import Attribute, Block, parse
from plainsail.delivery.hcl_values import Unknown

__all__ = ["Body", "Unknown", "read_hcl"]

_LOCAL = re.compile(r"\$\{\s*local\.([\w-]+)\s*\}")
_DEEPEST = 10


@dataclass(frozen=True)
class Body:
    """The attributes and blocks of a file."""

    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Any, int]]:
        """Every value, at any depth: keys, value, line. A block's keys are its type and its labels.

        Locals come first: what goes by the name of one is said there.
        """
        said = tuple(block for block in self.blocks if block.type == "locals")
        known = {attribute.name: attribute.value for block in said for attribute in block.attributes}
        yield from _walk_body((), (), said, known)
        yield from _walk_body(
            (), self.attributes, tuple(block for block in self.blocks if block.type != "locals"), known
        )


def read_hcl(text: str) -> Body:
    """The attributes and blocks of a text. Raises HclError."""
    return Body(*parse(text))


def _walk_body(
    keys: tuple[str, ...], attributes: tuple[Attribute, ...], blocks: tuple[Block, ...], known: dict[str, Any]
) -> Iterator[tuple[tuple[str, ...], Any, int]]:
    for attribute in attributes:
        value = _filled(attribute.value, known)
        yield from _walk_value((*keys, attribute.name), value, attribute.line)
    for block in blocks:
        yield from _walk_body((*keys, block.type, *block.labels), block.attributes, block.blocks, known)


def _walk_value(keys: tuple[str, ...], value: Any, line: int) -> Iterator[tuple[tuple[str, ...], Any, int]]:
    yield keys, value, line
    items = value.items() if isinstance(value, dict) else ()
    for key, item in items:
        yield from _walk_value((*keys, key), item, line)
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            for key, inner in item.items():
                yield from _walk_value((*keys, key), inner, line)


def _filled(value: Any, known: dict[str, Any], depth: int = 0) -> Any:
    """The value with `local.x` replaced where the same file says x."""
    match value:
        case dict():
            return {key: _filled(item, known, depth) for key, item in value.items()}
        case list():
            return [_filled(item, known, depth) for item in value]
        case Unknown() if depth <= _DEEPEST:  # locals may name each other
            return _template(value, known, depth) if value.template else _reference(value, known, depth)
    return value


def _reference(value: Unknown, known: dict[str, Any], depth: int) -> Any:
    scope, _, name = value.text.partition(".")
    return _filled(known[name], known, depth + 1) if scope == "local" and name in known else value


def _template(value: Unknown, known: dict[str, Any], depth: int) -> Any:
    def literal(found: re.Match[str]) -> str:
        said = _filled(known.get(found[1]), known, depth + 1)
        return said if isinstance(said, str) else found[0]

    text = _LOCAL.sub(literal, value.text)
    return Unknown(text, template=True) if "${" in text or "%{" in text else text
