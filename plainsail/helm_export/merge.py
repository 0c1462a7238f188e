"""The same object of several environments as one template, and the values that it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import Path
from plainsail.helm_export.naming import Naming
from plainsail.helm_export.nodes import RELEASE_NAMESPACE, Constant, Fields, Image, Items, Node, Optional, Text, Value
from plainsail.helm_export.sides import Sides, all_same, at_key, items_of, values_of
from plainsail.helm_export.usual import ImageParts, parts_of, usual
from plainsail.helm_export.values import Values

_VARIABLE = {"name", "value"}


class Merge:
    """Makes templates, and collects the values on the way.

    A second run of it finds the values of the first: a label that holds the image's tag follows it, wherever it stands.
    """

    def __init__(self, values: Values, naming: Naming, namespaces: Mapping[str, str]) -> None:
        """`namespaces` are those that environments are installed into."""
        self._values = values
        self._naming = naming
        self._namespaces = namespaces

    def object(self, sides: Sides) -> Node | Optional:
        """The template of an object; a switch around it, where only some environments have it."""
        node = self._node(sides)
        is_namespace = all(self._is_own_namespace(environment, field.value) for environment, field in sides.items())
        if len(sides) == len(self._values.environments) and not is_namespace:
            return node
        return self._switched(sides, node, self._values.environments, default=False if is_namespace else None)

    def _is_own_namespace(self, environment: str, document: Any) -> bool:
        key = key_of(document)
        return (key.group, key.kind, key.name) == ("", "Namespace", self._namespaces[environment])

    def _switched(
        self, sides: Sides, node: Node, environments: Sequence[str] | Mapping[str, Any], *, default: bool | None = None
    ) -> Optional:
        held = {environment: environment in sides for environment in environments}
        switch = self._values.add(self._naming.switch(sides), held, default=default)
        return Optional(node, switch.steps, is_flag=True)

    def _node(self, sides: Sides) -> Node:
        held = values_of(sides)
        field = next(iter(sides.values()))
        match [*{usual(field.document["kind"], field.path, value) for value in held.values()}]:
            case ["image"]:
                return self._image(sides)
            case ["tree"]:
                return self._value(sides, is_tree=True)
            case ["scalar"]:
                return self._text(sides) or self._value(sides)
        if all(isinstance(value, dict) and value for value in held.values()):
            return self._mapping(sides)
        if all(isinstance(value, list) and value for value in held.values()):
            return self._list(sides)
        return self._scalar(sides)

    def _mapping(self, sides: Sides) -> Node:
        keys = dict.fromkeys(key for field in sides.values() for key in field.value)
        if not any(len(at_key(sides, key)) == len(sides) for key in keys):
            return self._value(sides, is_tree=True)
        return Fields({key: self._entry(at_key(sides, key), sides) for key in keys})

    def _entry(self, entry: Sides, within: Sides) -> Node | Optional:
        if len(entry) == len(within):
            return self._node(entry)
        held = values_of(entry)
        if None in held.values():
            return self._switched(entry, self._node(entry), within)
        kinds = {type(value) for value in held.values()}
        value = self._values.add(self._naming.value(entry), held, is_optional=True)
        node = Value(value.steps, is_tree=kinds <= {dict, list}, is_json=value.is_json)
        return Optional(node, value.steps, is_flag=False, is_truthy=value.is_json or all(held.values()))

    def _list(self, sides: Sides) -> Node:
        items = items_of(sides)
        if items is None or not any(len(item) == len(sides) for item in items):
            return self._value(sides, is_tree=True)
        are_mappings = all(isinstance(field.value, dict) for item in items for field in item.values())
        if not are_mappings:
            return self._scalars(sides, items)
        return Items([self._item(item, sides) for item in items])

    def _scalars(self, sides: Sides, items: Sequence[Sides]) -> Node:
        """A list with something else than mappings in it: whole, unless namespaces or the like are all that differs."""
        if any(len(item) < len(sides) for item in items):
            return self._value(sides, is_tree=True)
        if all_same(values_of(sides).values()):
            return Items([self._node(item) for item in items])
        made = [
            Constant(next(iter(held.values()))) if all_same((held := values_of(item)).values()) else self._text(item)
            for item in items
        ]
        nodes = [node for node in made if node is not None]
        is_plain = all(not isinstance(field.value, (dict, list)) for item in items for field in item.values())
        return Items(nodes) if is_plain and len(nodes) == len(made) else self._value(sides, is_tree=True)

    def _item(self, item: Sides, within: Sides) -> Node | Optional:
        if len(item) == len(within):
            return self._node(item)
        if all(field.value.keys() == _VARIABLE and field.value["value"] for field in item.values()):
            held_by = at_key(item, "value")
            value = self._values.add(self._naming.value(held_by), values_of(held_by), is_optional=True)
            name = Constant(next(iter(item.values())).value["name"])
            held = Value(value.steps, is_json=value.is_json)
            return Optional(Fields({"name": name, "value": held}), value.steps, is_flag=True)
        return self._switched(item, self._node(item), within)

    def _scalar(self, sides: Sides) -> Node:
        held = values_of(sides)
        if isinstance(text := self._text(sides), Value):
            return text
        if not all_same(held.values()):
            return text or self._value(sides, is_tree=all(isinstance(value, (dict, list)) for value in held.values()))
        for known in self._values.holding(held):
            if self._naming.decides(known.about, sides):
                return Value(known.steps, is_json=known.is_json)
        return Constant(next(iter(held.values())))

    def _text(self, sides: Sides) -> Node | None:
        """Text that consists of the namespace, or of a setting, and of what is the same in every environment."""
        held = values_of(sides)
        if not all(isinstance(value, str) for value in held.values()):
            return None
        field = next(iter(sides.values()))
        if _is_namespace(field.document["kind"], field.path) and held == {e: self._namespaces[e] for e in sides}:
            return Value(RELEASE_NAMESPACE)
        if all_same(held.values()):
            return None
        for about, texts in self._naming.texts(sides):
            if parts := _parts(held, texts):
                steps = about.steps if about.steps == RELEASE_NAMESPACE else self._values.add(about, texts).steps
                return Text(steps, parts) if any(parts) else Value(steps)
        return None

    def _image(self, sides: Sides) -> Node:
        parts = {environment: parts_of(field.value) for environment, field in sides.items()}
        held = {name: {env: getattr(image, name) for env, image in parts.items()} for name in ImageParts._fields}
        return Image(self._values.add_all(self._naming.value(sides), held))

    def _value(self, sides: Sides, *, is_tree: bool = False) -> Value:
        value = self._values.add(self._naming.value(sides), values_of(sides))
        return Value(value.steps, is_tree, value.is_json)


def _is_namespace(kind: str, path: Path) -> bool:
    return path == ("metadata", "namespace") or (kind == "Namespace" and path == ("metadata", "name"))


def _parts(held: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """What stands around the text of each environment, where that is the same; else nothing."""
    if not all(texts.get(environment) for environment in held):
        return []
    parts = [value.split(texts[environment]) for environment, value in held.items()]
    return parts[0] if len(parts[0]) > 1 and all_same(parts) else []
