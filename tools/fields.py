"""The fields in use: how `imports/fields.yaml` lists them, and what they leave of a schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from constructs_lib.kubernetes.nearest import did_you_mean
from tools.crds import ImportsError, Schema, read_yaml

Wanted: TypeAlias = "dict[str, Wanted] | None"
"""Which fields to keep, by name (`[]` stands for a list's items); None keeps all beneath."""

STRUCTURE = ("type", "format", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields")


@dataclass(frozen=True)
class Field:
    """One line of the list of fields."""

    group: str
    kind: str
    path: str
    where: str
    """File and line, as an error message begins."""


def read_fields(path: Path, shown: str) -> list[Field]:
    """The list of fields; `shown` is the file's name in messages."""
    return [field for root in read_yaml(path, shown) for field in _fields(root, shown)]


def _fields(root: yaml.Node, shown: str) -> Iterator[Field]:
    for group, kinds in _pairs(root, shown):
        for kind, paths in _pairs(kinds, shown):
            if not isinstance(paths, yaml.SequenceNode):
                line = paths.start_mark.line + 1
                raise ImportsError(f"{shown}:{line}: {kind} has no list of paths; begin each path with '- '")
            for node in paths.value:
                where = f"{shown}:{node.start_mark.line + 1}"
                if not isinstance(node, yaml.ScalarNode) or not node.value:
                    raise ImportsError(f"{where}: not a path; write one such as spec.data[].key")
                yield Field(group, kind, node.value, where)


def _pairs(node: yaml.Node, shown: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise ImportsError(f"{shown}:{node.start_mark.line + 1}: not a mapping; write API group, kind, then the paths")
    for key, value in node.value:
        yield key.value, value


def check(field: Field, schema: Schema) -> None:
    """Refuse a path that the schema does not have."""
    path = ""
    for step in _steps(field.path):
        if step == "[]":
            if "items" not in schema:
                raise ImportsError(f"{field.where}: {field.kind} {path} is no list; write it without []")
            schema, path = schema["items"], f"{path}[]"
            continue
        if "items" in schema:
            raise ImportsError(f"{field.where}: {field.kind} {path} is a list; write {path}[].{step}")
        known = schema.get("properties", {})
        if step not in known:
            near = did_you_mean(step, known) or f"; it has {', '.join(known) or 'none'}"
            raise ImportsError(f"{field.where}: {f'{field.kind} {path}'.rstrip()} has no field '{step}'{near}")
        schema, path = known[step], f"{path}.{step}".lstrip(".")


def wanted(paths: list[str]) -> Wanted:
    """The paths as a tree.

    >>> wanted(["spec.data[].key", "spec.name", "spec.name.first"])
    {'spec': {'name': None, 'data': {'[]': {'key': None}}}}
    """
    root: dict[str, Wanted] = {}
    for path in sorted(paths, key=len):  # the shorter first: it takes all beneath
        node: Wanted = root
        *through, last = _steps(path)
        for step in through:
            node = None if node is None else node.setdefault(step, {})
        if node is not None:
            node[last] = None
    return root


def cut(schema: Schema, want: Wanted) -> Schema:
    """The structure of the wanted fields and of those that they require, without enumerations, patterns and prose."""
    kept = {key: schema[key] for key in STRUCTURE if key in schema}
    if schema.get("x-kubernetes-int-or-string"):
        kept["anyOf"] = [{"type": "integer"}, {"type": "string"}]
    if "items" in schema:
        kept["items"] = cut(schema["items"], want and want.get("[]"))
    if isinstance(values := schema.get("additionalProperties"), dict):
        kept["additionalProperties"] = cut(values, None)
    if "properties" in schema:
        required = schema.get("required", [])
        names = [name for name in schema["properties"] if want is None or name in want or name in required]
        kept["properties"] = {name: cut(schema["properties"][name], want and want.get(name)) for name in names}
        kept["required"] = required
    return kept


def _steps(path: str) -> list[str]:
    return path.replace("[]", ".[]").split(".")
