"""Generated code, as it is imported and run here: without what costs time and is of use to Node alone.

* Its run-time checks of types are left out, as `python -O` leaves them out: the kernel checks all that it takes, and
  Node what the kernel does not. They are most of the time of a rendering.
* `cdk8s_plus_27.k8s` is imported without the L2 constructs of the package around it, which load when one is used, and
  without typeguard, which does when something is checked. They are half of the time of that import.
* Types of arguments are noted there, and made when something is checked: thousands of them, most of what is left.
"""

import importlib
import importlib.util
import sys
import types
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from plainsail.render.kernel import noted, seam
from plainsail.render.kernel.local import STATE

_PACKAGE = "cdk8s_plus_27"
_CHECKER = "typeguard"


def import_typed_api() -> None:
    """Imports `cdk8s_plus_27.k8s`, where nobody has done so."""
    spec = importlib.util.find_spec(_PACKAGE)
    if _PACKAGE in sys.modules or spec is None:
        return
    package = importlib.util.module_from_spec(spec)
    package.__class__ = _Postponed
    sys.modules[_PACKAGE] = package
    checker = types.ModuleType(_CHECKER)
    checker.check_type = seam.check_type  # type: ignore[attr-defined] # it imports typeguard when it is called
    with _instead(_CHECKER, sys.modules.get(_CHECKER, checker)):
        importlib.import_module(f"{_PACKAGE}._jsii")  # and all that the next one needs
        with _instead("typing", noted.typing()):
            importlib.import_module(f"{_PACKAGE}.k8s")


@contextmanager
def _instead(name: str, module: types.ModuleType) -> Iterator[None]:
    """Has what is imported meanwhile import this module under that name."""
    known = sys.modules.get(name)
    sys.modules[name] = module
    try:
        yield
    finally:
        del sys.modules[name]
        if known is not None:
            sys.modules[name] = known


class _Postponed(types.ModuleType):
    """A package whose own code runs when something of it is asked for, and not when a module in it is imported."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self.__spec__ is None or self.__spec__.loader is None:
            raise AttributeError(name)
        self.__class__ = types.ModuleType  # type: ignore[assignment] # it was one before
        self.__spec__.loader.exec_module(self)
        skip_checks()
        return getattr(self, name)


def skip_checks() -> None:
    """Has the generated code in memory, and bindings that are imported later, check types only outside the kernel."""
    typing_module = types.ModuleType("typing")
    vars(typing_module).update(vars(typing), get_type_hints=_hints(typing.get_type_hints))
    for namespace in seam.generated_namespaces():
        if namespace["check_type"].__module__ == __name__:  # it is one of these, or has been imported from one
            continue
        namespace["check_type"] = _check(namespace["check_type"])
        if "cached_type_hints" in namespace:
            namespace["cached_type_hints"] = _hints(namespace["cached_type_hints"])
        elif "typing" in namespace:  # of an older generator
            namespace["typing"] = typing_module


def _check(check: Callable[..., Any]) -> Callable[..., Any]:
    def check_type(argname: str, value: object, expected_type: Any) -> Any:
        return None if STATE.depth else check(argname=argname, value=value, expected_type=expected_type)

    return check_type


def _hints(hints: Callable[[Any], Any]) -> Callable[[Any], Any]:
    unread: dict[str, Any] = defaultdict(lambda: Any)
    return lambda stub: unread if STATE.depth else hints(noted.made(stub))
