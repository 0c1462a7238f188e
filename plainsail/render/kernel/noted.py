"""Types of generated code, noted where a function is made, and made when something asks for them.

`typing.Optional[typing.Union[Probe, typing.Dict[str, typing.Any]]]` takes microseconds, and there are thousands.
"""

import types
import typing as real
from typing import Any

_FORMS = ("Dict", "List", "Mapping", "Optional", "Sequence", "Union")


class _Form:
    """In place of `typing.Optional` and its like."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, arguments: Any) -> "_Noted":
        return _Noted(self.name, arguments)


class _Noted:
    """A type that was written and not yet made."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: Any) -> None:
        self.name = name
        self.arguments = arguments


def typing() -> types.ModuleType:
    """A module like `typing` that notes types."""
    module = types.ModuleType("typing")
    vars(module).update(vars(real), **{name: _Form(name) for name in _FORMS})
    return module


def made(function: Any) -> Any:
    """The function, with the types of its arguments."""
    hints = function.__annotations__
    if any(isinstance(hint, _Noted) for hint in hints.values()):
        function.__annotations__ = {name: _made(hint) for name, hint in hints.items()}
    return function


def _made(hint: Any) -> Any:
    if isinstance(hint, tuple):
        return tuple(map(_made, hint))
    return getattr(real, hint.name)[_made(hint.arguments)] if isinstance(hint, _Noted) else hint
