"""All that the kernel takes from jsii and that jsii does not promise: looked for before anything is changed.

Generated code calls `jsii.create`, `jsii.invoke` and `jsii.sinvoke`; classes carry `__jsii_type__`, structs `_values`;
objects carry their reference in `__jsii_ref__`, and `jsii.kernel.provider` is what talks to the Node process.
"""

import sys
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import jsii
from jsii import _kernel, _reference_map, _type_checking

create: Callable[..., Any] = jsii.create
invoke: Callable[..., Any] = jsii.invoke
sinvoke: Callable[..., Any] = jsii.sinvoke
"""jsii's own, which ask Node."""

register: Callable[[Any], None] = _reference_map.register_reference
"""Has jsii find an object by its reference."""

check_type: Callable[..., Any] = _type_checking.check_type
"""Imports typeguard when it is called for the first time."""

reference_of: Callable[[Any], Any] = attrgetter("__jsii_ref__")
values_of: Callable[[Any], dict[str, Any]] = attrgetter("_values")
"""The fields of a struct that were given, by their Python names."""


def fits(release: str) -> bool:
    """Whether jsii is of this release, and has what is used here."""
    used = (
        (_reference_map, ("_assembly_to_module", "_data_types", "_enums", "_types", "register_reference")),
        (_kernel, ("_get_overides",)),
        (_type_checking, ("check_type", "cached_type_hints")),
        (jsii.kernel, ("provider",)),
    )
    return jsii.__version__ == release and all(hasattr(owner, name) for owner, names in used for name in names)


def type_of(kind: type) -> str:
    """The jsii name of a class, or of the nearest that it extends; empty for any other class."""
    return getattr(kind, "__jsii_type__", None) or ""


def is_extended(kind: type) -> bool:
    """Whether a class overrides a method or adds an interface, so that Node would call back into Python."""
    declared = next(base for base in kind.__mro__ if base.__dict__.get("__jsii_declared_type__"))
    interfaces = [getattr(cls, "__jsii_ifaces__", []) for cls in (kind, declared)]
    return interfaces[0] != interfaces[1] or bool(_kernel._get_overides(kind, object.__new__(kind)))


def class_of(name: str) -> type | None:
    """The class, struct or enum of a jsii name, if its module is imported."""
    tables = (_reference_map._data_types, _reference_map._types, _reference_map._enums)
    return next((table[name] for table in tables if name in table), None)


def python_names(struct: type) -> dict[str, str]:
    """The fields of a struct: jsii name to Python name."""
    mapping: dict[str, str] = getattr(struct, "__jsii_name_mapping__", {})
    return {jsii_name: python_name for python_name, jsii_name in mapping.items()}


def archive_of(package: str) -> Path | None:
    """The archive that a package was loaded from."""
    module = sys.modules.get(f"{_reference_map._assembly_to_module.get(package)}._jsii")
    archive = Path(str(module.__file__)).with_name(module.__jsii_assembly__.filename) if module else None
    return archive if archive and archive.is_file() else None


def is_struct(kind: type) -> bool:
    """Whether a class is a struct: fields by name, that Node takes by value."""
    return hasattr(kind, "__jsii_name_mapping__")


def copied_struct(value: Any, copied: Callable[[Any], Any]) -> Any:
    """Another struct with the same fields, each copied. jsii reads only those that were given, instead of all."""
    copy = object.__new__(type(value))
    given = copy._values = copied(value._values)
    names = type(value).__jsii_name_mapping__
    copy.__jsii_name_mapping__ = {python_name: names[python_name] for python_name in given if python_name in names}
    return copy


def refer(obj: Any, reference: Any) -> None:
    """Gives an object a local reference."""
    obj.__jsii_ref__ = reference


def generated_namespaces() -> Iterator[dict[str, Any]]:
    """The globals of the generated modules in memory, and those that later ones import the checks from."""
    spaces = {id(space): space for kind in _reference_map._data_types.values() for space in [kind.__init__.__globals__]}
    yield from (space for space in (vars(_type_checking), *spaces.values()) if "check_type" in space)


def wrapped_by_node(value: Any) -> Any:
    """What Node wrapped in a value that it made."""
    return value.value


def put_between(local: type, **functions: Callable[..., Any]) -> None:
    """Has generated code call the functions, and keeps objects with a local reference from being looked up by it."""
    for name, function in functions.items():
        setattr(jsii, name, function)

    def register_unless_local(obj: Any) -> None:
        if not isinstance(obj.__jsii_ref__, local):
            register(obj)

    setattr(_reference_map, "register_reference", register_unless_local)  # noqa: B010 - mypy takes it for a method
    setattr(jsii.kernel, "provider", _Deferred(jsii.kernel.provider))  # noqa: B010 - it is like one, as far as needed


class _Deferred:
    """In place of jsii's provider until the first call that needs Node: packages are only noted, and loaded then."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._requests: list[Any] = []

    def load(self, request: Any) -> None:
        self._requests.append(request)

    def __getattr__(self, name: str) -> Any:
        jsii.kernel.provider = self._provider
        for request in self._requests:
            self._provider.load(request)
        return getattr(self._provider, name)


def node_is_running() -> bool:
    """Whether this process has a Node of its own, which a fork of it would share."""
    return not isinstance(jsii.kernel.provider, _Deferred)
