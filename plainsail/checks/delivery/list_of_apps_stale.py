"""A list that is made from the registry says something else than the registry.

Why: infrastructure makes what an app needs, and pipelines move it, by these lists:
an app that is missing there gets no repository, role or alarm, and one that is gone is paid for.
Fix: run `plainsail new fleet`, and commit what it writes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plainsail.delivery.registry import Generated, Row
from plainsail.errors import ParseError
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for file in manifests.delivery.generated:
        if file.text is None:
            yield Finding(Location(file.path, 1), "is not there, but is read")
            continue
        try:
            rows = file.rows
        except ParseError as error:
            yield Finding(Location(file.path, error.line), error.problem)
            continue
        yield from _compared(file, rows)


def _compared(file: Generated, rows: Sequence[Row]) -> Iterator[Finding]:
    wanted = {_name(file, row): row for row in file.wanted}
    held: dict[str, Row] = {}
    for row in rows:
        name = _name(file, row.values)
        if name in held:
            yield Finding(Location(file.path, row.line_of()), f"has {name} twice")
        held[name] = row
    for name in sorted(wanted.keys() - held.keys()):
        yield Finding(Location(file.path, 1), f"lacks {name}, which is registered")
    for name in sorted(held.keys() - wanted.keys()):
        yield Finding(Location(file.path, held[name].line_of()), f"has {name}, which is not registered")
    for name in sorted(wanted.keys() & held.keys()):
        yield from _differing(file.path, name, held[name], wanted[name])
    order = [_name(file, row) for row in file.wanted]
    if [name for name in held if name in wanted] != [name for name in order if name in held]:
        yield Finding(Location(file.path, 1), f"is in another order than {', '.join(order)}")


def _differing(path: str, name: str, row: Row, wanted: Mapping[str, Any]) -> Iterator[Finding]:
    for key in [*wanted, *(key for key in row.values if key not in wanted)]:
        if key not in wanted:
            message = f"{name} has {key}, which means nothing"
        elif key not in row.values:
            message = f"{name} has no {key}, which is {_shown(wanted[key])}"
        elif row.values[key] != wanted[key]:
            message = f"{key} of {name} is {_shown(row.values[key])}, but {_shown(wanted[key])} is registered"
        else:
            continue
        yield Finding(Location(path, row.line_of(key)), message)


def _name(file: Generated, row: Mapping[str, Any]) -> str:
    """`staging/backend`, as commands name an app in an environment."""
    return "/".join(str(row.get(key)) for key in file.keys)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
