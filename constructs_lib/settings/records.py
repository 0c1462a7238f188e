"""What a frozen dataclass can do, once for all classes of values.

`dataclasses` writes and compiles these methods anew for each class, a millisecond each time. These mean the same.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from inspect import Parameter, Signature
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn


@cache
def _compared(kind: type[Any]) -> Callable[[Any], Any]:
    return _values_of([field.name for field in dataclasses.fields(kind) if field.compare])


@cache
def _hashed(kind: type[Any]) -> Callable[[Any], Any]:
    fields = dataclasses.fields(kind)
    return _values_of([field.name for field in fields if (field.compare if field.hash is None else field.hash)])


def _values_of(names: Sequence[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _eq(self: Any, other: Any) -> Any:
    kind = self.__class__
    if other.__class__ is not kind:
        return NotImplemented
    values = _compared(kind)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash((_hashed(self.__class__)(self),))


@recursive_repr()
def _repr(self: Any) -> str:
    fields = [f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr]
    return f"{self.__class__.__qualname__}({', '.join(fields)})"


def __setattr__(self: object, name: str, _: object) -> NoReturn:  # noqa: N807 - tracebacks name it
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: object, name: str) -> NoReturn:  # noqa: N807
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


class _Signature:
    """`inspect.signature` of the class: the fields by name, instead of `*args, **kwargs`."""

    def __get__(self, instance: object, kind: type[Any]) -> Signature:
        if instance is not None:
            raise AttributeError("__signature__")
        fields = sorted((f for f in dataclasses.fields(kind) if f.init), key=lambda field: field.kw_only is True)
        return Signature([_parameter(field) for field in fields])


def _parameter(field: "dataclasses.Field[Any]") -> Parameter:
    default = Parameter.empty if field.default is dataclasses.MISSING else field.default
    if field.default_factory is not dataclasses.MISSING:
        default = ...
    kind = Parameter.KEYWORD_ONLY if field.kw_only else Parameter.POSITIONAL_OR_KEYWORD
    return Parameter(field.name, kind, default=default, annotation=field.type)


_METHODS = {"__eq__": _eq, "__hash__": _hash, "__repr__": _repr, "__setattr__": __setattr__, "__delattr__": __delattr__}


def complete(cls: type[Any]) -> None:
    """Gives a dataclass, made with `init=False, repr=False, eq=False`, what it does not define itself."""
    # Python itself sets `__hash__` to None where a class defines `__eq__` alone.
    missing = [name for name in _METHODS if vars(cls).get(name) is None]
    for name in missing:
        setattr(cls, name, _METHODS[name])
    cls.__signature__ = _Signature()
