"""Finds the values of an object whose types have rules, by the references of its schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.together import Place, Refusal, Rule

_Form = Literal["value", "items", "values"]
Path = tuple[Part | int, ...]


class _Step(NamedTuple):
    """A field below which there are rules: of one value, of the items of a list or of the values of a mapping."""

    field: str
    form: _Form
    definition: str


class _Way(NamedTuple):
    """What there is to do at a type: its own rules, and the fields below which there are more."""

    rules: Sequence[Rule]
    steps: Mapping[str, Sequence[_Step]]


class Walk:
    """The way through objects of one schema, to the types that have rules. Made once for a schema.

    `rules` are by the names of the schema's definitions.
    """

    def __init__(self, definitions: Mapping[str, Schema], rules: Mapping[str, tuple[Rule, ...]]) -> None:
        steps = {name: tuple(_steps(definition)) for name, definition in definitions.items()}
        fruitful = {name for name in definitions if rules.get(name)}
        while more := {
            name
            for name, own in steps.items()
            if name not in fruitful and any(step.definition in fruitful for step in own)
        }:
            fruitful |= more
        self._ways: dict[str, _Way] = {}
        for name in fruitful:
            below: dict[str, list[_Step]] = {}
            for step in steps[name]:
                if step.definition in fruitful:
                    below.setdefault(step.field, []).append(step)
            self._ways[name] = _Way(rules.get(name, ()), below)

    def refusals(self, document: Document, minor: int, definition: str, path: Path = ()) -> list[tuple[Path, Refusal]]:
        """What the rules refuse in an object, or in the value at a path of it; each with its whole path."""
        value: Any = document
        for part in path:
            value = value[part]
        found: list[tuple[Path, Refusal]] = []
        self._judge(value, definition, Place(minor, document, path), found)
        return found

    def _judge(self, value: Any, definition: str, place: Place, found: list[tuple[Path, Refusal]]) -> None:
        if not isinstance(value, dict) or (way := self._ways.get(definition)) is None:
            return
        minor, document, path = place
        for rule in way.rules:
            found.extend(((*path, *refusal.field), refusal) for refusal in rule(value, place))
        steps = way.steps
        for field, inner in value.items() if steps else ():
            if field not in steps or inner is None:
                continue
            for _, form, below in steps[field]:
                if form == "value":
                    self._judge(inner, below, Place(minor, document, (*path, field)), found)
                else:
                    for key, item in enumerate(inner) if form == "items" else inner.items():
                        self._judge(item, below, Place(minor, document, (*path, field, key)), found)


def _steps(definition: Schema) -> Iterator[_Step]:
    for field, schema in definition.get("properties", {}).items():
        for form, reference in _references(schema):
            yield _Step(field, form, reference.rpartition("/")[2])


def _references(schema: Any) -> Iterator[tuple[_Form, str]]:
    """What a field refers to: directly, as a list or as a mapping of it."""
    if not isinstance(schema, dict):
        return
    if isinstance(reference := schema.get("$ref"), str):
        yield "value", reference
    for part in schema.get("allOf", ()):
        yield from _references(part)
    for key, form in (("items", "items"), ("additionalProperties", "values")):
        for below, reference in _references(schema.get(key)):
            if below == "value":
                yield ("items" if form == "items" else "values"), reference
