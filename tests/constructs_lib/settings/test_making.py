"""A class of values is a frozen dataclass, whoever judges its values."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import InitVar, field
from typing import Annotated, Any

import pydantic
import pytest

from constructs_lib.settings import Behavior, Compute, Probe, Resources, SettingsError, setting
from constructs_lib.settings.making import pydantic_dataclass
from constructs_lib.settings.text import Port, Positive
from tests.constructs_lib.settings.test_plainly import CLASSES, told


@setting
class Pair:
    name: str = field(kw_only=False)
    port: Port
    weights: tuple[int, ...] = ()
    own: Annotated[float, pydantic.Field(gt=0)] = 1.0


@setting
class Triple(Pair):
    more: Positive = 1
    made: list[int] = field(default_factory=lambda: [1])

    def __post_init__(self) -> None:
        if self.more == 7:
            raise ValueError("is seven")
        if self.more == 8:
            raise SettingsError("more is eight")


@setting
class Later:
    after: Below | None = None


@setting
class Below:
    number: int


class Plain:
    pass


@setting
class Holder:
    name: str = "a"
    plain: Plain


@setting
class Validated:
    name: str = pydantic.Field(default="a", min_length=1)
    half: InitVar[int] = 2

    @pydantic.field_validator("name")
    @classmethod
    def _upper(cls, name: str) -> str:
        return name.upper()


TWINS = {kind: pydantic_dataclass(kind) for kind in (Pair, Triple, Later)}


def pair(**changed: Any) -> Pair:
    return Pair("a", **({"port": 80} | changed))


CALLS: dict[str, tuple[type[Any], tuple[Any, ...], dict[str, Any]]] = {
    "as it is meant": (Pair, ("a",), {"port": 1}),
    "its subject by name": (Pair, (), {"name": "a", "port": 1}),
    "its subject twice": (Pair, ("a",), {"name": "a", "port": 1}),
    "two subjects": (Pair, ("a", 1), {}),
    "no subject": (Pair, (), {"port": 1}),
    "a field that is not there": (Pair, ("a",), {"port": 1, "colour": 1}),
    "nothing": (Pair, (), {}),
    "a wrong type": (Pair, ("a",), {"port": "1"}),
    "out of bounds": (Pair, ("a",), {"port": 0}),
    "what only pydantic takes": (Pair, ("a",), {"port": 1, "weights": (1,), "own": 2}),
    "what pydantic refuses": (Pair, ("a",), {"port": 1, "own": 0.0}),
    "inherited fields": (Triple, ("a",), {"port": 1, "more": 2}),
    "a value error of its own": (Triple, ("a",), {"port": 1, "more": 7}),
    "a mistake of its own": (Triple, ("a",), {"port": 1, "more": 8}),
    "a default of the wrong type": (Later, (), {"after": 1}),
    "MISSING": (Pair, ("a",), {"port": dataclasses.MISSING}),
}


@pytest.mark.parametrize(("kind", "args", "kwargs"), CALLS.values(), ids=CALLS)
def test_calls_mean_what_they_mean_to_pydantic(kind: type[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    try:
        expected = vars(TWINS[kind](*args, **kwargs))
    except (pydantic.ValidationError, SettingsError):
        with pytest.raises(SettingsError):
            kind(*args, **kwargs)
        return

    assert told(vars(kind(*args, **kwargs))) == told(expected)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_what_is_missing_is_missed(kind: type[Any]) -> None:
    """With the same words whether the class has a subject or not."""
    required = [f.name for f in dataclasses.fields(kind) if f.default is f.default_factory is dataclasses.MISSING]
    if required:
        with pytest.raises(SettingsError, match=rf"^({'|'.join(required)}) is missing; {kind.__name__} needs it$"):
            kind()


def test_a_later_class_is_known_when_a_value_is_made() -> None:
    assert Later(after=Below(number=1)).after == Below(number=1)
    with pytest.raises(SettingsError, match=r"^after=1 is not Below; write Below\(\.\.\.\)$"):
        Later(after=1)  # type: ignore[arg-type]


def test_a_class_may_use_more_of_pydantic() -> None:
    assert Validated(name="b", half=1).name == "B"
    with pytest.raises(SettingsError, match=r"^half='1' is text; write the number without quotes$"):
        Validated(half="1")  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Validated().name = "c"  # type: ignore[misc]


def test_a_field_of_a_plain_class() -> None:
    with pytest.raises(SettingsError, match=r"^values of plain cannot be checked: .*; mark that class @setting$"):
        Holder(plain=Plain())


def test_equal_values_are_equal_and_have_one_hash() -> None:
    assert pair() == pair()
    assert hash(pair()) == hash(pair())
    assert pair() != pair(port=81)
    assert pair() != Triple("a", port=80)


def test_a_value_is_written_as_it_is_made() -> None:
    assert repr(pair()) == "Pair(name='a', port=80, weights=(), own=1.0)"
    assert repr(Resources(limits=Compute(cpu="1"))).endswith(
        "limits=Compute(cpu='1', memory=None, ephemeral_storage=None))"
    )


def test_a_value_refuses_every_change() -> None:
    value = pair()

    with pytest.raises(dataclasses.FrozenInstanceError):
        value.port = 81  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.other = 81  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.port


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_a_value_can_be_copied_and_sent_to_another_process(copied: Any) -> None:
    value = Probe("/", headers={"A": "b"})

    assert copied(value) == value
    assert type(copied(value).headers) is type(value.headers)


def test_a_replaced_value_is_checked() -> None:
    assert dataclasses.replace(pair(), port=81).port == 81
    with pytest.raises(SettingsError, match="port=0 is below 1"):
        dataclasses.replace(pair(), port=0)


def test_the_signature_names_the_fields() -> None:
    assert str(inspect.signature(Triple)).startswith("(name: 'str', *, port: 'Port', weights: 'tuple[int, ...]' = (),")
    assert inspect.signature(Behavior).parameters.keys() == {f.name for f in dataclasses.fields(Behavior)}


def test_a_class_keeps_the_methods_of_its_own() -> None:
    @setting
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

        def __hash__(self) -> int:
            return 7

    assert repr(Named(name="a")) == "a"
    assert hash(Named(name="a")) == 7
    assert Named(name="a") == Named(name="a")
