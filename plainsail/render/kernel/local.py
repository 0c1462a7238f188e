"""The reference of an object that exists in Python alone, as long as nobody asks for it.

jsii reads an object's reference only to talk to Node about it: whatever the way that leads there (an argument, a
property, a callback), the object must exist in Node first. So this is where the way back is, and there is no other.
"""

from types import CodeType
from typing import Any

Running = tuple[tuple[CodeType, int], ...]
"""Code that was running, and where in it, the innermost first; which line that is, few ever ask."""


class State:
    """Whether the kernel answers now."""

    depth = 0
    """How many `local_kernel()` this runs within."""


STATE = State()
"""One for the whole process, as jsii is."""


class Unknown(Exception):
    """Only Node can tell what becomes of this."""


class Local:
    """Stands where jsii keeps the reference of an object."""

    __slots__ = ("obj",)

    def __init__(self, obj: Any) -> None:
        self.obj = obj

    def moved(self) -> Any:
        """The reference of the object in Node, where it is made if it has not been."""
        raise NotImplementedError

    @property
    def ref(self) -> str:
        """The name of the object in Node."""
        return str(self.moved().ref)

    @property
    def interfaces(self) -> list[str] | None:
        """The interfaces that it has there beside its class."""
        interfaces: list[str] | None = self.moved().interfaces
        return interfaces
