"""Objects with one field broken: what nobody should write, and somebody will."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import load_all

Step = str | int

SOUND: list[Document] = load_all(Path(__file__).with_name("objects.yaml").read_text(encoding="utf-8"))
"""One object of each kind that apps use, with most of its fields."""

OTHERS: tuple[Any, ...] = (
    *(None, [], {}, [[]], [None], ["x", None], [{}, None], {"": ""}, {"a": None}, {"name": ["x"]}, {"key": 1}),
    *(True, False, 0, 7, -1, 1.5, 2**63, -(10**30), 10**30, 1e308),
    *("", "x", "é", "²", "$(A", "../..", "a\nb", "[x", "(((", "0", "x" * 5000, "9" * 5000, "a" * 254, "a" * 300 + "/b"),
    *("50%", "-1%", "9" * 20 + "%", "1e9999999", "1e9999999Gi", "1e" + "9" * 20, "* * * * *", "*/0 * * * *"),
    *("9" * 5000 + " * * * *", "@every 1h", "@every " + "9" * 400 + "h", "sleep " + "9" * 400),
    *("0 0 31 2 *", "TZ=Europe/Paris 0 0 * * *", "CRON_TZ=../../x * * * * *", "[bold]x[/bold]", "::error::x"),
)
"""What may stand where something else is expected."""


def variants(value: Any) -> list[Any]:
    """All that a value is replaced by: anything else, and what is nearly right."""
    match value:
        case str():
            near: list[Any] = [value * 100, value[:-1], value.upper(), re.sub(r"\W", "", value)]
            near += [re.sub(r"\d+", digits, value) for digits in ("9" * 5000, "²", "-1")]
        case list():
            near = [[*value, None], [None, *value], [*value, *value], [*value, "x"], [*value, {}], [*value, 7]]
        case dict():
            near = [{**value, key: None} for key in value] + [{**value, "x": "x"}, {**value, "é": []}]
        case _:
            near = [str(value), [value]]
    return [*OTHERS, *near]


def fields(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Every field and item at any depth, with what it holds."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield (*path, step), item
        yield from fields(item, (*path, step))


class Mutant(NamedTuple):
    """An object with one field broken."""

    sound: Document
    """The object as it was."""
    document: Document
    name: str
    """Which field holds what."""


def mutants(random: Random, *, draws: int = 1) -> Iterator[Mutant]:
    """Every field of every sound object, broken in as many ways, which are drawn by chance."""
    for sound in SOUND:
        for path, value in fields(sound):
            for variant in random.sample(variants(value), draws):
                name = f"{sound['kind']} {path} = {variant!r}"[:200]
                yield Mutant(sound, replaced(sound, path, variant), name)


def replaced(document: Document, path: tuple[Step, ...], value: Any) -> Document:
    """The object with another value at a path."""
    copy = deepcopy(document)
    *above, last = path
    holder: Any = copy
    for step in above:
        holder = holder[step]
    holder[last] = value
    return copy
