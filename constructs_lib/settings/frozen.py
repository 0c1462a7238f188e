"""Mappings and lists that refuse every change: an app's base must not be edited from one of its environments."""

from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeVar

from constructs_lib.settings.errors import SettingsError

K = TypeVar("K")
V = TypeVar("V")


def _refuse(self: object, *_: object, **__: object) -> NoReturn:
    raise SettingsError("settings are frozen, this line would change a parent's; use change({...}) in the class body")


class FrozenDict(dict[K, V]):
    """A mapping that refuses every change; hashable when its values are.

    A subclass of `dict` and not a `MappingProxyType`, so that YAML writers, jsii, copying and pickling take it
    for what it is.
    """

    __slots__ = ()

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self),))


def freeze(value: Any) -> Any:
    """The same value with every mapping a `FrozenDict` and every list a tuple, at any depth.

    >>> freeze({"a": [1, {"b": 2}]})
    {'a': (1, {'b': 2})}
    """
    if isinstance(value, Mapping):
        return FrozenDict({key: freeze(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Any) -> Any:
    """The same value as plain dicts and lists: what jsii and YAML writers take (jsii cannot serialise tuples).

    >>> thaw(freeze({"a": [1, {"b": 2}]}))
    {'a': [1, {'b': 2}]}
    """
    if isinstance(value, str):  # as most are
        return value
    if isinstance(value, (dict, Mapping)):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [thaw(item) for item in value]
    return value


NONE: Final[FrozenDict[Any, Any]] = FrozenDict()
"""The empty mapping: the default of fields that hold one."""
