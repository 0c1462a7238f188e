"""What every value of the settings is: a frozen dataclass, keyword-only after its subject, checked when made.

Mappings and lists in it are frozen too. What is plainly right is taken at once; pydantic judges and words the rest.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar, dataclass_transform

from constructs_lib.settings.checks import Check
from constructs_lib.settings.frozen import NONE, FrozenDict, freeze, thaw
from constructs_lib.settings.making import made

if TYPE_CHECKING:
    from pydantic import Field
else:
    Field = None

__all__ = ["NONE", "FrozenDict", "Map", "Seq", "freeze", "setting", "thaw"]

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

Map = Annotated[Mapping[K, V], Check(freeze)]
"""A mapping that is frozen once it is checked."""
Seq = Annotated[Sequence[V], Check(freeze)]
"""A list, or a tuple, that is a tuple once it is checked."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field, Field))
def setting(cls: type[T]) -> type[T]:
    """Makes a class a settings value. Raises `SettingsError` when a value is made with a mistake in it.

    The one field that is given without its name (`Probe("/check/readiness")`) is `field(kw_only=False)`.
    """
    return made(cls)
