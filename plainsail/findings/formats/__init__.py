"""How findings are written: for people, scripts, pull requests, code scanning, annotations, editors. One file each.

A format never sorts, counts or judges: the report has done so.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TypeAlias

from plainsail.findings.report import Report

Write: TypeAlias = "Callable[[Report], str]"
NAMES = ("text", "json", "markdown", "sarif", "github", "lines")


class _Formats(Mapping[str, Write]):
    """What writes each format; a module is imported when its format is asked for."""

    def __getitem__(self, name: str) -> Write:
        if name not in NAMES:
            raise KeyError(name)
        write: Write = import_module(f"{__name__}.{name}").write
        return write

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


FORMATS: Mapping[str, Write] = _Formats()
