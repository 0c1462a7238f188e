"""Structs of the Kubernetes API with every field that the table knows."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import imports
from plainsail.render.kernel import local_kernel, seam
from plainsail.render.kernel.package import Package
from plainsail.render.kernel.table import package_of

_DEPTH = 5

with local_kernel():  # what is known of a package is known once its bindings are imported
    for binding in pkgutil.walk_packages(imports.__path__, "imports."):
        importlib.import_module(binding.name)


def known(name: str) -> Package:
    """What is known of the package of a type."""
    found = package_of(name)
    assert found is not None
    return found


def filled(form: str, depth: int = _DEPTH, numbers: Iterator[int] | None = None) -> Any:
    """A value of a type of the table; a struct with all of its fields, in which no two are alike."""
    numbers = count(1) if numbers is None else numbers
    if form[0] == "[":
        return [filled(form[1:-1], depth, numbers), filled(form[1:-1], depth, numbers)]
    if form[0] == "{":
        return {name: filled(form[1:-1], depth, numbers) for name in ("b", "a/b", "é", "2")}
    return _struct(form, depth, numbers) if "." in form and form in known(form).structs else _leaf(form, next(numbers))


def _leaf(form: str, number: int) -> Any:
    """A value without fields; None for a struct that the kernel leaves to Node, as one with a date."""
    if form in _PLAIN:
        return _PLAIN[form](number)
    kind: Any = seam.class_of(form)
    if form in known(form).values:
        return kind.from_string(f"{number}Mi") if number % 2 else kind.from_number(number)
    return kind[next(iter(json.loads(known(form).enums[form])))] if form in known(form).enums else None


_PLAIN: dict[str, Callable[[int], Any]] = {
    "string": "text {}".format,
    "number": int,
    "boolean": lambda number: number % 2 == 0,
    "any": lambda number: {"z": [1, "a", True, {"y": {}}], "b": number, "a": []},
}


def _struct(name: str, depth: int, numbers: Iterator[int]) -> Any:
    kind: Any = seam.class_of(name)
    python_names = seam.python_names(kind)
    fields = {}
    for field in known(name).structs[name].split():
        said, _, form = field.partition(":")
        python_name = python_names[said.partition("=")[0]]
        if depth or python_name not in (kind.__init__.__kwdefaults__ or {}):  # at the end, only what must be there
            fields[python_name] = filled(form, max(0, depth - 1), numbers)
    return kind(**fields)
