"""What is taken without pydantic is what pydantic would take, and comes out the same."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from itertools import chain
from typing import Annotated, Any, Literal, get_type_hints

import pytest
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from constructs_lib import settings
from constructs_lib.settings import Extract, Map, Param, Probe, Seq, SettingsError, change, text
from constructs_lib.settings.checks import Bounds, Check
from constructs_lib.settings.layers import Settings, settings_of
from constructs_lib.settings.plainly import ASK, SETTING, Refusal, acceptor, never, taken
from constructs_lib.settings.values import FrozenDict
from plainsail.attribution.hints import TEXTS, NoExample, example

MODULES = [
    importlib.import_module(f"{settings.__name__}.{info.name}") for info in pkgutil.iter_modules(settings.__path__)
]
CLASSES = sorted(
    {kind for module in MODULES for kind in vars(module).values() if isinstance(kind, type) and SETTING in vars(kind)},
    key=lambda kind: kind.__name__,
)


def vocabularies(kind: type = Settings) -> Iterator[type]:
    subclasses: list[type] = kind.__subclasses__()
    for below in subclasses:
        if below.__module__.startswith(settings.__name__):
            yield below
            yield from vocabularies(below)


def declared() -> Iterator[tuple[str, Any]]:
    for kind in CLASSES:
        for name, hint in get_type_hints(kind, include_extras=True).items():
            yield f"{kind.__name__}.{name}", hint
    for vocabulary in vocabularies():
        for name, hint in settings_of(vocabulary).items():
            yield f"{vocabulary.__name__}.{name}", hint


HINTS = {hint: name for name, hint in declared()}


class Text(str):
    __slots__ = ()


class Number(int):
    pass


class Colour(Enum):
    RED = "a"


class Row(list[Any]):
    pass


ATOMS: list[Any] = [
    *(None, True, False, 0, 1, 20, -1, 80, 65535, 65536, 2**31 - 1, 2**31, 2**70, 1.0, 0.5, float("nan"), 1j),
    *("", "a", "A", "20", "a\x00", "\ud800", "é", "{app}", "/a", "a" * 300, b"a", Text("a"), Number(1), Colour.RED),
    *(change(a=1), object(), int, Probe, Probe("/"), Param("/a"), Extract("/a")),
]
ODD: list[Any] = [
    *ATOMS,
    *([], (), {}, FrozenDict(), set(), Row(["a"]), iter([]), [[]], [{}], {"a": {}}, {1: "a"}, {"": "a"}, {None: 1}),
    *chain.from_iterable(([value], (value,), {"a": value}, FrozenDict({"A": value})) for value in ATOMS),
    *({"a": [value]} for value in ATOMS),
    *TEXTS,
]


def examples() -> list[Any]:
    """A legal value of each type, and lists and mappings as they come before they are frozen."""
    found = []
    for hint in HINTS:
        try:
            value = example(hint)
        except NoExample:
            continue
        found += [value, [value], dict(value) if isinstance(value, Mapping) else (value,)]
    return found


VALUES = ODD + examples()


def told(value: Any) -> Any:
    """The value, so that equal ones of other types differ."""
    if isinstance(value, Mapping):
        return type(value), [(told(key), told(item)) for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value), [told(item) for item in value]
    return type(value), repr(value)


def disagreement(hint: Any, value: Any) -> str | None:
    result = acceptor(hint)(value)
    if result is ASK:
        return None
    try:
        expected = TypeAdapter(hint).validate_python(value, strict=True)
    except (ValidationError, SettingsError) as error:
        return f"{value!r} is refused: {error}"
    return None if told(result) == told(expected) else f"{value!r}: {result!r}, and not {expected!r}"


@pytest.mark.parametrize("hint", HINTS, ids=HINTS.values())
def test_pydantic_agrees_with_what_is_taken(hint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = TypeAdapter(hint)
    monkeypatch.setitem(globals(), "TypeAdapter", lambda _: adapter)

    assert [said for value in VALUES if (said := disagreement(hint, value))] == []


def test_every_type_of_the_library_is_understood() -> None:
    """Or what reads such a setting would import pydantic."""
    assert [name for hint, name in HINTS.items() if acceptor(hint) is never] == []


def test_an_example_of_every_type_is_taken_at_once() -> None:
    asked = []
    for hint, name in HINTS.items():
        with suppress(NoExample):
            asked += [name] if acceptor(hint)(example(hint)) is ASK else []

    assert asked == []


@pytest.mark.parametrize(
    "hint",
    [
        *(str, bool, int, float, None, Any, Colour, str | None, int | float, bool | int | str),
        *(Literal["a", 1, True], Literal["a"] | None, Literal["a", "b"] | str, Literal["a"] | Literal["b", 1]),
        *(Literal[Colour.RED], Probe, Param, Extract | Param, Param | Extract | str),
        *(
            Seq[int] | Seq[float],
            Seq[float] | int,
            Map[str, int] | Map[str, str],
            Seq[str] | str,
            Seq[Any],
            Map[Any, Any],
        ),
        *(Seq[Seq[int]], Map[str, Seq[bool]], list[str], tuple[str, ...], dict[str, int], set[str], bytes, object),
        *(Mapping[str, int], Sequence[str], Mapping[str, Any], Sequence[Mapping[str, int]]),
        *(Annotated[str, "a word"], Annotated[int, Field(ge=1)], Annotated[str, AfterValidator(str.upper)]),
        *(Annotated[int, Bounds(ge=1, le=9)], Annotated[int | None, Bounds(ge=1, le=9)]),
        *(Annotated[str, Check(str.upper)] | str, Annotated[float, Bounds(ge=1, le=9)], Annotated[Any, Check(len)]),
        *(Annotated[str, Check(int)], Annotated[str, Check(int), Bounds(ge=1, le=9)]),
    ],
    ids=str,
)
def test_pydantic_agrees_about_types_of_a_projects_own(hint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    test_pydantic_agrees_with_what_is_taken(hint, monkeypatch)


@pytest.mark.parametrize(
    ("hint", "value", "result"),
    [
        (float, 1, 1.0),
        (Annotated[str, AfterValidator(str.upper)], "a", "A"),
        (Annotated[int, Field(ge=1)], 1, 1),
        (dict[str, int], {"a": 1}, {"a": 1}),
        (str, Text("a"), "a"),
        (Param, Extract("/a"), Extract("/a")),
    ],
)
def test_pydantic_takes_what_is_not_known_here(hint: Any, value: Any, result: Any) -> None:
    assert acceptor(hint)(value) is ASK
    assert taken(hint, value) == result


def test_a_refusal_says_why() -> None:
    with pytest.raises(Refusal) as refusal:
        taken(text.DnsLabel, "A")

    assert refusal.value.reason().startswith("is not a DNS label; ")
    with pytest.raises(Refusal) as refusal:
        taken(text.DnsLabel, 1)
    assert refusal.value.reason("is not text") == "is not text"
