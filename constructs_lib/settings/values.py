"""What every value of the settings is: a frozen dataclass, keyword-only after its subject, checked when made.

Mappings and lists in it are frozen too: an app's base must not be edited from one of its environments.
"""

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, NoReturn, TypeVar, dataclass_transform

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass

from constructs_lib.settings.errors import SettingsError, fields_of, in_words

T = TypeVar("T")
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


Map = Annotated[Mapping[K, V], AfterValidator(freeze)]
"""A mapping that is frozen once it is checked."""
Seq = Annotated[Sequence[V], AfterValidator(freeze)]
"""A list, or a tuple, that is a tuple once it is checked."""

NONE: Final[FrozenDict[Any, Any]] = FrozenDict()
"""The empty mapping: the default of fields that hold one."""

# Strict: pydantic would otherwise take '20' for 20 and True for 1.
_STRICT = ConfigDict(strict=True, extra="forbid")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field, Field))
def setting(cls: type[T]) -> type[T]:
    """Makes a class a settings value. Raises `SettingsError` when a value is made with a mistake in it.

    The one field that is given without its name (`Probe("/check/readiness")`) is `field(kw_only=False)`.
    """
    made: Any = dataclass(frozen=True, kw_only=True, config=_STRICT)(cls)
    checked_init = made.__init__
    positional = [field.name for field in dataclasses.fields(made) if field.init and not field.kw_only]

    @functools.wraps(checked_init)
    def init(self: object, *args: object, **kwargs: object) -> None:
        try:
            checked_init(self, *args, **kwargs)
        except ValidationError as error:
            fields = fields_of(type(self))
            given = dict(zip(positional, args, strict=False)) | kwargs
            raise in_words(error, type(self).__name__, value=given, fields=fields, positional=positional) from None

    made.__init__ = init
    return made  # type: ignore[no-any-return]
