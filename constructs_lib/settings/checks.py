"""What a type hint says beyond the type: `Annotated[str, Check(...)]`, `Annotated[int, Bounds(ge=1, le=9)]`.

Pydantic takes a fifth of a second to import, and is asked only about what is not plainly right (`plainly.py`). It
understands both marks as it does its own `AfterValidator` and `Field`, which a project's hints may hold as well.
"""

from collections.abc import Callable, Iterator
from typing import Any


class Check:
    """A check of a value that has the right type: it returns the value to take, or raises `ValueError`.

    The words of the error end a sentence that begins with what was written.
    """

    __slots__ = ("func",)

    def __init__(self, func: Callable[[Any], Any]) -> None:
        self.func = func

    def __repr__(self) -> str:
        return f"Check({getattr(self.func, '__name__', self.func)})"

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """What pydantic asks of a mark in a hint."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.func, handler(source))


class Bounds:
    """The least and the greatest number, both included."""

    __slots__ = ("ge", "le")

    __is_annotated_types_grouped_metadata__ = True
    """By this attribute pydantic knows that iterating gives marks of `annotated_types`."""

    def __init__(self, *, ge: int, le: int) -> None:
        self.ge = ge
        self.le = le

    def __repr__(self) -> str:
        return f"Bounds(ge={self.ge}, le={self.le})"

    def __iter__(self) -> Iterator[Any]:
        from annotated_types import Ge, Le

        yield Ge(self.ge)
        yield Le(self.le)
