"""What is plainly right by its type hint is taken without pydantic; whatever is not, pydantic judges.

A type hint is compiled into a function that returns the value as pydantic's strict mode would, or `ASK`: the value is
wrong, or nothing that is known here. Only exact types are known, so that nothing is converted; pydantic decides over
the rest and words the error, so there is one judge and one set of messages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum, EnumMeta, Flag
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from constructs_lib.settings.checks import Bounds, Check
from constructs_lib.settings.frozen import FrozenDict

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError


class _Ask:
    def __repr__(self) -> str:
        return "ASK"


ASK: Final[Any] = _Ask()
"""Pydantic must be asked."""

_Accept = Callable[[Any], Any]
"""Returns the value as it is taken, or `ASK`."""

_ATOMS: Final = frozenset({bool, int, float, str, NoneType})
"""Types whose values hold no others: one that is refused here is refused by pydantic too."""
_WORDS: Final = frozenset({bool, int, str})
SETTING: Final = "__setting__"
"""The attribute by which a class says that `@setting` made it, and which class that is."""


class _Known(NamedTuple):
    """A hint that is understood."""

    types: Collection[type] | None
    """The exact types that are taken; None for every type."""
    accept: _Accept
    """Judges a value of one of those types."""


class NoSchemaError(Exception):
    """A type that cannot be checked: a plain class."""


class Refusal(Exception):
    """A value that is not what its type says, with pydantic's own error."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self.error = error

    def reason(self, otherwise: str | None = None) -> str:
        """What the check says that refused it, or pydantic in its own words, unless others are given."""
        detail = self.error.errors(include_url=False)[0]
        return str(detail.get("ctx", {}).get("error", otherwise or detail["msg"]))


def taken(hint: Any, value: Any) -> Any:
    """The value as the type takes it. Raises `Refusal`, and `NoSchemaError` for a type that cannot be checked."""
    result = acceptor(hint)(value)
    return _judged(hint, value) if result is ASK else result


def _judged(hint: Any, value: Any) -> Any:
    from pydantic import ValidationError

    try:
        return _adapter(hint).validate_python(value, strict=True)
    except ValidationError as error:
        raise Refusal(error) from None


def can_be_judged(hint: Any) -> bool:
    """Whether pydantic knows what the values of a type are: it knows nothing of a plain class."""
    try:
        _adapter(hint)
    except NoSchemaError:
        return False
    return True


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    from pydantic import PydanticSchemaGenerationError, TypeAdapter

    try:
        return TypeAdapter(hint)
    except PydanticSchemaGenerationError as error:
        raise NoSchemaError(str(error)) from None


def acceptor(hint: Any) -> _Accept:
    """What judges values by a type hint; it is `never` where the hint is not understood."""
    try:
        return _acceptor(hint)
    except TypeError:  # a mark in the hint is not hashable
        return never


def never(_: Any) -> Any:
    """Judges by a hint that is not understood."""
    return ASK


@cache
def _acceptor(hint: Any) -> _Accept:
    known = _known(hint)
    if known is None:
        return never
    types, accept = known
    if types is None:
        return accept
    return lambda value: accept(value) if type(value) in types else ASK


def _as_it_is(value: Any) -> Any:
    return value


def _known(hint: Any) -> _Known | None:
    """None where the hint, or a part of it, is not understood."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is not None:
        compiled = _COMPILERS.get(origin)
        return compiled(arguments) if compiled else None
    if hint is Any:
        return _Known(None, _as_it_is)
    if hint is None:
        return _Known((NoneType,), _as_it_is)
    if hint in _ATOMS or _is_setting(hint) or _is_plain_enum(hint):
        return _Known((hint,), _as_it_is)
    return None


def _is_setting(hint: Any) -> bool:
    """Whether it is a class that `@setting` made, of which nobody changed how pydantic judges it."""
    return isinstance(hint, type) and vars(hint).get(SETTING) is hint


def _is_plain_enum(hint: Any) -> bool:
    if not isinstance(hint, EnumMeta) or not issubclass(hint, Enum):
        return False
    return not issubclass(hint, Flag) and not hasattr(hint, "__get_pydantic_core_schema__")


def _literal(words: tuple[Any, ...]) -> _Known | None:
    known = {(type(word), word) for word in words}
    types = {kind for kind, _ in known}
    return _Known(types, lambda value: value if (type(value), value) in known else ASK) if types <= _WORDS else None


def _union(members: tuple[Any, ...]) -> _Known | None:
    by_type: dict[type, list[_Accept]] = {}
    for member in members:
        known = _known(member)
        if known is None or known.types is None:
            return None
        for kind in known.types:
            by_type.setdefault(kind, []).append(known.accept)
    if any(len(accepts) > 1 and kind not in _ATOMS for kind, accepts in by_type.items()):
        return None  # pydantic weighs which member a list or mapping fits best
    single = {kind: accepts[0] if len(accepts) == 1 else _any_of(accepts) for kind, accepts in by_type.items()}
    return _Known(single, lambda value: single[type(value)](value))


def _any_of(accepts: Sequence[_Accept]) -> _Accept:
    """Several members take the type: the value is right where those that take it agree on what becomes of it."""

    def accept(value: Any) -> Any:
        results = [result for each in accepts if (result := each(value)) is not ASK]
        return results[0] if results and all(result is results[0] for result in results) else ASK

    return accept


def _annotated(arguments: tuple[Any, ...]) -> _Known | None:
    hint, *marks = arguments
    known = _known(hint)
    if known is None or not all(type(mark) in (Check, Bounds) for mark in marks):
        return None
    if any(type(mark) is Bounds for mark in marks) and known.types != (int,):
        return None
    steps = [mark.func if type(mark) is Check else _within(mark) for mark in marks]

    def accept(value: Any) -> Any:
        value = known.accept(value)
        for step in steps:
            if value is ASK:
                return ASK
            try:
                value = step(value)
            except Exception:  # whatever it is, pydantic meets it again and tells it as it always did
                return ASK
        return value

    return _Known(known.types, accept)


def _within(bounds: Bounds) -> _Accept:
    least, greatest = bounds.ge, bounds.le
    return lambda value: value if least <= value <= greatest else ASK


def _mapping(arguments: tuple[Any, ...]) -> _Known | None:
    if _known(arguments[0]) is None or _known(arguments[1]) is None:
        return None
    accept_key, accept_item = _acceptor(arguments[0]), _acceptor(arguments[1])

    def accept(mapping: Mapping[Any, Any]) -> Any:
        result = {}
        for key, item in mapping.items():
            taken_key, taken_item = accept_key(key), accept_item(item)
            if taken_key is ASK or taken_item is ASK:
                return ASK
            result[taken_key] = taken_item
        return result

    return _Known((dict, FrozenDict), accept)


def _sequence(arguments: tuple[Any, ...]) -> _Known | None:
    if _known(arguments[0]) is None:
        return None
    accept_item = _acceptor(arguments[0])

    def accept(items: Sequence[Any]) -> Any:
        result = [accept_item(item) for item in items]
        if any(item is ASK for item in result):
            return ASK
        return result if type(items) is list else tuple(result)

    return _Known((list, tuple), accept)


_COMPILERS: Final[Mapping[Any, Callable[[tuple[Any, ...]], _Known | None]]] = {
    Annotated: _annotated,
    Literal: _literal,
    Union: _union,
    UnionType: _union,
    Mapping: _mapping,
    Sequence: _sequence,
}
