"""Writes plainsail/schemas/rules/types.json: which module of the rules is about which type of the API.

`make tables` runs it. A test holds that the file is true. A type belongs to one module.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from plainsail.schemas import rules

PATH = Path(__file__).parents[1] / "plainsail/schemas/rules/types.json"
NAMES = ("FIELDS", "NOT_REQUIRED", "READ_AS", "REQUIRED", "TOGETHER")


def types() -> Mapping[str, Mapping[str, str]]:
    """The module of each type, by the name under which it says something. Raises `ValueError` for a type of two."""
    return {name: _modules(name) for name in NAMES}


def _modules(name: str) -> Mapping[str, str]:
    modules: dict[str, str] = {}
    for group in rules.GROUPS:
        for type_ in getattr(import_module(f"{rules.__name__}.{group}"), name, ()):
            if other := modules.get(type_):
                raise ValueError(f"{group}.{name}: {type_} belongs to {other}")
            modules[type_] = group
    return dict(sorted(modules.items()))


def text() -> str:
    """What the file says."""
    return json.dumps(types(), indent=1) + "\n"


def main() -> int:
    """Writes the file."""
    PATH.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}: {sum(map(len, types().values()))} types\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
