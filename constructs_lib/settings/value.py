"""What every value of the vocabulary is: a frozen dataclass, keyword-only after its subject, checked when made."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar, dataclass_transform

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass

from constructs_lib.settings.frozen import FrozenDict, freeze
from constructs_lib.settings.wording import fields_of, in_words

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

Map = Annotated[Mapping[K, V], AfterValidator(freeze)]
"""A mapping that is frozen once it is checked."""
Seq = Annotated[Sequence[V], AfterValidator(freeze)]
"""A list, or a tuple, that is a tuple once it is checked."""

NONE: Final[FrozenDict[Any, Any]] = FrozenDict()
"""The mapping that says nothing: the default of fields that hold one."""

# Strict: pydantic would otherwise take '20' for 20 and True for 1.
_STRICT = ConfigDict(strict=True, extra="forbid")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field, Field))
def setting(cls: type[T]) -> type[T]:
    """Makes a class a settings value. Raises `SettingsError` when a value is made with a mistake in it.

    The one field that is said without its name (`Probe("/check/readiness")`) is `field(kw_only=False)`.
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
            said = dict(zip(positional, args, strict=False)) | kwargs
            raise in_words(error, type(self).__name__, value=said, fields=fields, positional=positional) from None

    made.__init__ = init
    return made  # type: ignore[no-any-return]
