"""Values of HCL that are written out, and those that are not."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Unknown:
    """An expression whose value only Terraform knows."""

    text: str
    """As written, with single spaces."""
    template: bool = False
    """Whether it is text with `${...}` in it."""


_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|\$(?=\$\{)|%(?=%\{)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_TEMPLATE = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")


def text(written: str, *, quoted: bool) -> str | Unknown:
    """The text that is meant; backslashes escape within quotes alone.

    >>> text("a $${b}", quoted=True)
    'a ${b}'
    """
    if _TEMPLATE.search(written):
        return Unknown(written, template=True)
    return _ESCAPE.sub(_unescaped, written) if quoted else written


def _unescaped(found: re.Match[str]) -> str:
    escape = found[1]
    if escape is None:  # `$${` and `%%{`
        return ""
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPED.get(escape, escape)


def number(written: str) -> int | float:
    """A whole number, or a broken one."""
    return int(written) if written.isdigit() else float(written)
