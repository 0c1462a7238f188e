"""Custom resources made at random out of our schemas, some of them broken; the same ones in every run."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import jsonschema_rs

from tests.imports.schemas import SCHEMAS
from tools.crds import Schema

Path = tuple[str | int, ...]

TEXTS = (
    *("a", "backend", "a-b", "a.b.c", "A_B.c", "v1", "v2", "12h", "1h30m", "5s", "*", "/", "/backend/APP_SECRET", "0"),
    *("external-secrets.io/v1", "generators.external-secrets.io/v1alpha1", "Password", "ClusterGenerator", "x" * 63),
    *("https://example.com/repository.git", "0 8 * * *", "4AEE18F83AFDEB23", "allow", "2026-01-31T12:00:00Z"),
)
"""What text holds that need be nothing in particular; a pattern takes those that match it."""

ANYWHERE = ""
NEWER_FIELDS = {
    ("Application", ANYWHERE, "disableExtensionFilter"),
    ("Application", ANYWHERE, "tagPrefix"),
    ("Application", "syncSource", "repoURL"),
    ("AppProject", "spec", "sourceIntegrity"),
    ("AppProject", "syncWindows", "syncOverrun"),
    ("ExternalSecret", ANYWHERE, "nullBytePolicy"),
    ("ExternalSecret", "metadata", "finalizers"),
    ("ExternalSecret", "rewrite", "merge"),
    ("ExternalSecret", "spec", "syncWindows"),
    ("ExternalSecret", "target", "manifest"),
    ("ExternalSecret", "templateFrom", "target"),
    ("ExternalSecret", "templateFrom", "valuesDecodingStrategy"),
}
"""Kind, the field around, and the field: newer than the other validators, so that they cannot judge it."""
NEWER_VALUES = {
    *("BeyondtrustWorkloadCredentialsDynamicSecret", "CloudsmithAccessToken", "CreateOrMerge", "GitlabDeployToken"),
    *("MFA", "SSHKey"),
}
"""Words that those validators do not know yet."""

KINDS = ("argoproj.io/v1alpha1 AppProject", "argoproj.io/v1alpha1 Application", "external-secrets.io/v1 ExternalSecret")
"""What is made at random."""

WRONG: tuple[object, ...] = (
    *(True, False, 0, 1, -1, 2.5, 10**6, "", "text", "Not Valid!", "two words", "ä", "x" * 300),
    *([], [[]], [1], ["a"], [{}], {}, {"a": 1}, {"a": {"b": "c"}}),
)
"""What takes a field's place."""


def objects(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many objects of each kind in turn: some as the schemas have them, the others with one to three faults."""
    random = Random(seed)  # noqa: S311 # nothing here is secret, and every run must see the same
    kinds = sorted(KINDS)
    for number in range(count):
        name = kinds[number % len(kinds)]
        whole = sound(name, random)
        for _ in range(random.choice((0, 1, 1, 2, 3))):
            break_somewhere(whole, random)
        yield whole


def sound(name: str, random: Random) -> dict[str, Any]:
    """An object of a kind (`argoproj.io/v1alpha1 Application`) that its schema takes."""
    api_version, kind = name.split()
    made: dict[str, Any] = {"apiVersion": api_version, "kind": kind, "metadata": {"name": "backend"}}
    for field, schema in _as_both_know(name)["properties"].items():
        if field not in {*made, "operation"} or (field == "operation" and random.random() < 0.2):
            made[field] = value(schema, random, depth=0)
    return made


@cache
def _as_both_know(name: str) -> Schema:
    """The schema of a kind without what is newer than the other validators."""
    return _without_newer(SCHEMAS[name], name.partition(" ")[2], ANYWHERE)


def _without_newer(schema: Schema, kind: str, around: str) -> Schema:
    older = dict(schema)
    if "properties" in schema:
        older["properties"] = {
            name: _without_newer(field, kind, name)
            for name, field in schema["properties"].items()
            if not NEWER_FIELDS & {(kind, around, name), (kind, ANYWHERE, name)}
        }
        older["required"] = [name for name in schema.get("required", ()) if name in older["properties"]]
    if "items" in schema:
        older["items"] = _without_newer(schema["items"], kind, around)
    if "enum" in schema:
        older["enum"] = [word for word in schema["enum"] if word not in NEWER_VALUES]
    return older


def value(schema: Schema, random: Random, *, depth: int) -> Any:
    """A value that a schema takes."""
    if schema.get("x-kubernetes-int-or-string"):
        return random.choice((3, "50%"))
    if "enum" in schema:
        return random.choice(schema["enum"])
    return _MAKERS[schema.get("type", "object")](schema, random, depth)


def _object(schema: Schema, random: Random, depth: int) -> dict[str, Any]:
    fields = schema.get("properties", {})
    chosen = {name for name in fields if name in schema.get("required", ()) or random.random() < 0.75 / (depth + 1)}
    made = {name: value(fields[name], random, depth=depth + 1) for name in fields if name in chosen}
    values = schema.get("additionalProperties")
    if isinstance(values, dict):
        made |= {key: value(values, random, depth=depth + 1) for key in random.sample(("a", "b-c", "D"), 2)}
    while len(made) < schema.get("minProperties", 0):
        name = random.choice(sorted(fields))
        made[name] = value(fields[name], random, depth=depth + 1)
    while len(made) > schema.get("maxProperties", len(made)):
        del made[random.choice(sorted(made))]
    return made


def _array(schema: Schema, random: Random, depth: int) -> list[Any]:
    least = schema.get("minItems", 0)
    return [value(schema["items"], random, depth=depth + 1) for _ in range(random.randint(least, least + 2))]


def _string(schema: Schema, random: Random, _: int) -> str:
    limits = schema.get("pattern"), schema.get("minLength", 0), schema.get("maxLength", 1000), schema.get("format")
    return random.choice(_fitting(*limits))


@cache
def _fitting(pattern: str | None, least: int, most: int, form: str | None) -> list[str]:
    schema = {"minLength": least, "maxLength": most, **({"pattern": pattern} if pattern else {})}
    validator = jsonschema_rs.Draft202012Validator(schema)
    fitting = [text for text in TEXTS if validator.is_valid(text)]
    return fitting if form != "date-time" else ["2026-01-31T12:00:00Z"]


_MAKERS: dict[str, Callable[[Schema, Random, int], Any]] = {
    "array": _array,
    "boolean": lambda _, random, __: random.random() < 0.5,
    "integer": lambda schema, random, _: random.randint(schema.get("minimum", 0), schema.get("maximum", 100)),
    "number": lambda *_: 1.5,
    "object": _object,
    "string": _string,
}


def break_somewhere(whole: dict[str, Any], random: Random) -> None:
    """Replaces, takes away, misspells or doubles one thing in the object's `spec` or `operation`."""
    places = [path for path in paths(whole) if path[0] in ("spec", "operation")]
    if not places:
        return
    *through, last = random.choice(places)
    node: Any = whole
    for step in through:
        node = node[step]
    match random.randrange(6):
        case 0:
            del node[last]
        case 1 if isinstance(node, dict):
            node[f"{last}s"] = node.pop(last)
        case 2 if isinstance(node, list):
            node.append(copy.deepcopy(node[0]))
        case _:
            node[last] = copy.deepcopy(random.choice(WRONG))


def paths(within: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything within a value."""
    children = within.items() if isinstance(within, dict) else enumerate(within) if isinstance(within, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from paths(child, (*path, step))
