"""How a class of values is made: a dataclass that takes what is plainly right at once, and has pydantic judge the rest.

Pydantic's twin of the class is made when it is first asked: most commands never import it.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, TypeVar, get_type_hints

from constructs_lib.settings.errors import SettingsError, fields_of, in_words
from constructs_lib.settings.plainly import ASK, SETTING, acceptor, can_be_judged
from constructs_lib.settings.records import complete

_PLAIN: Any = {"init": False, "repr": False, "eq": False, "kw_only": True}
"""What `dataclasses` need not write: `made` and `complete` give it."""

_Quick = Callable[[Any, tuple[Any, ...], dict[str, Any]], bool]
"""Fills an instance with what its class was called with; False where pydantic must be asked."""
_Full = Callable[..., None]
"""Fills an instance by pydantic. Raises its `ValidationError`."""


T = TypeVar("T")


def made(cls: type[T]) -> type[T]:
    """The class as a frozen dataclass whose values are checked."""
    record, quick, full = _by_pydantic(cls) if _needs_pydantic(cls) else _by_itself(cls)
    positional = _positional(record)

    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807 - it is one
        if quick(self, args, kwargs):
            return
        from pydantic import PydanticSchemaGenerationError, ValidationError

        try:
            full(self, *args, **kwargs)
        except PydanticSchemaGenerationError:
            hints = get_type_hints(record, include_extras=True)
            names = ", ".join(name for name, hint in hints.items() if not can_be_judged(hint))
            message = f"values of {names} cannot be checked: its type is a plain class; mark that class @setting"
            raise SettingsError(message) from None
        except ValidationError as error:
            fields = fields_of(type(self))
            given = dict(zip(positional, args, strict=False)) | kwargs
            raise in_words(error, type(self).__name__, value=given, fields=fields, positional=positional) from None

    __init__.__qualname__ = f"{cls.__qualname__}.__init__"
    record.__init__ = __init__
    complete(record)
    return record  # type: ignore[no-any-return]


def _positional(record: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(record) if field.init and not field.kw_only]


def _needs_pydantic(cls: type[Any]) -> bool:
    """Whether the class uses more of pydantic than marks in hints: its `Field` as a default, or its validators."""
    return any(hasattr(base, "__pydantic_validator__") for base in cls.__bases__) or any(
        type(value).__module__.partition(".")[0] == "pydantic" for value in vars(cls).values()
    )


def _by_pydantic(cls: type[Any]) -> tuple[Any, _Quick, _Full]:
    record = pydantic_dataclass(cls)
    return record, lambda *_: False, record.__init__


def pydantic_dataclass(cls: type[Any]) -> Any:
    """Of a dataclass it is a subclass."""
    from pydantic import ConfigDict
    from pydantic.dataclasses import dataclass

    # Strict: pydantic would otherwise take '20' for 20 and True for 1.
    return dataclass(**_PLAIN, config=ConfigDict(strict=True, extra="forbid"))(cls)


def _by_itself(cls: type[Any]) -> tuple[Any, _Quick, _Full]:
    record: Any = dataclasses.dataclass(**_PLAIN)(cls)
    setattr(record, SETTING, record)
    record.__get_pydantic_core_schema__ = classmethod(_schema_of_instances)

    @functools.cache
    def twin() -> Any:
        return pydantic_dataclass(record)

    def full(self: Any, *args: Any, **kwargs: Any) -> None:
        from pydantic_core import ArgsKwargs

        twin().__pydantic_validator__.validate_python(ArgsKwargs(args, kwargs), self_instance=self)

    return record, _quick(record), full


def _schema_of_instances(cls: type[Any], source: Any, handler: Callable[[Any], Any]) -> Any:
    """What pydantic asks of a type in a hint: instances are taken as they are, for they were checked when made."""
    if vars(cls).get(SETTING) is not cls:  # a twin, or another subclass
        return handler(source)
    from pydantic_core import core_schema

    arguments = core_schema.dataclass_args_schema(cls.__name__, [])
    return core_schema.dataclass_schema(cls, arguments, [], strict=True)


def _quick(record: Any) -> _Quick:
    positional = _positional(record)
    plan: Callable[[], _Plan | None] = functools.cache(lambda: _plan(record))
    checks_itself = hasattr(record, "__post_init__")

    def quick(self: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        if args:
            named = dict(zip(positional, args, strict=False))
            if len(args) > len(positional) or not named.keys().isdisjoint(kwargs):
                return False
            kwargs = named | kwargs
        known = plan()
        values = None if known is None else _values(known, kwargs)
        if values is None:
            return False
        vars(self).update(values)
        if checks_itself:
            try:
                self.__post_init__()
            except (ValueError, AssertionError):  # pydantic takes these for refusals
                return False
        return True

    return quick


class _Plan(NamedTuple):
    """How the fields of a class are filled."""

    defaults: Mapping[str, Any]
    """Every field, in their order; `ASK` without a default that is one value."""
    accepts: Mapping[str, Callable[[Any], Any]]
    """What judges a value that is given."""
    factories: Mapping[str, Callable[[], Any]]
    required: AbstractSet[str]


def _values(plan: _Plan, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The value of every field; None where one is missing, not known, or not plainly right."""
    if not plan.required <= given.keys():
        return None
    values, accepts = dict(plan.defaults), plan.accepts
    for name, value in given.items():
        accept = accepts.get(name)
        if accept is None or (taken := accept(value)) is ASK:
            return None
        values[name] = taken
    for name, make in plan.factories.items():
        if name not in given:
            values[name] = make()
    return values


def _plan(record: Any) -> _Plan | None:
    accepts, fields, missing = _accepts(record), dataclasses.fields(record), dataclasses.MISSING
    if accepts is None:
        return None
    defaults = {field.name: ASK if field.default is missing else field.default for field in fields}
    factories: dict[str, Callable[[], Any]] = {
        field.name: field.default_factory for field in fields if field.default_factory is not missing
    }
    required = {name for name, default in defaults.items() if default is ASK} - factories.keys()
    return _Plan(defaults, accepts, factories, required)


def _accepts(record: Any) -> Mapping[str, Callable[[Any], Any]] | None:
    """What judges each field; None where the class does what only pydantic knows."""
    fields = dataclasses.fields(record)
    if not all(field.init for field in fields) or any("InitVar" in str(hint) for hint in _left_out(record)):
        return None
    try:
        hints = get_type_hints(record, include_extras=True)
    except (NameError, TypeError):
        return None
    return {field.name: acceptor(hints[field.name]) for field in fields}


def _left_out(record: Any) -> Iterable[Any]:
    """The hints of what is no field: variables of the class, and arguments of `__post_init__`."""
    kept = {field.name for field in dataclasses.fields(record)}
    return [field.type for name, field in record.__dataclass_fields__.items() if name not in kept]
