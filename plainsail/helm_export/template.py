"""Templates as Helm reads them, laid out as the files of `dist/`: sorted keys, block style."""

from __future__ import annotations

import json
from collections.abc import Iterator

from plainsail.helm_export.nodes import (
    RELEASE_NAMESPACE,
    Constant,
    Fields,
    Image,
    Items,
    Node,
    Optional,
    Steps,
    Text,
    Value,
)
from plainsail.render.yaml_writer import dump


def template(node: Node | Optional, *, image: str) -> str:
    """The file of one object. `image` is what the chart's helper of that name is called."""
    lines = _Lines(image)
    if isinstance(node, Optional):
        body = "\n".join(lines.of(node.node, 0))
        return f"{{{{- if {reference(node.condition)} }}}}\n{body}\n{{{{- end }}}}\n"
    return "\n".join(lines.of(node, 0)) + "\n"


def reference(steps: Steps) -> str:
    """What a template calls a value.

    >>> reference(("hpa", "maxReplicas"))
    '.Values.hpa.maxReplicas'
    """
    return ".Release.Namespace" if steps == RELEASE_NAMESPACE else ".Values." + ".".join(steps)


def escaped(text: str) -> str:
    r"""Text that Helm renders to the text: `{{` begins code in a template.

    >>> escaped("a: '{{ x }}'")
    'a: \'{{ "{{" }} x }}\''
    """
    return text.replace("{{", '{{ "{{" }}')


class _Lines:
    """Writes nodes as lines, each with its indentation."""

    def __init__(self, image: str) -> None:
        self._image = image

    def of(self, node: Node, indent: int) -> list[str]:
        """A mapping or a list."""
        if isinstance(node, Fields):
            return list(self._fields(node, indent))
        if isinstance(node, Items):
            return list(self._items(node, indent))
        raise TypeError(f"{node} is no mapping and no list")

    def _fields(self, fields: Fields, indent: int) -> Iterator[str]:
        pad = " " * indent
        # What begins an item of a list cannot be a line of the template's code.
        first = next(key for key in sorted(fields.entries) if not isinstance(fields.entries[key], Optional))
        for key in sorted(fields.entries, key=lambda key: (key != first, key) if indent else (False, key)):
            name, entry = f"{pad}{_key(key)}:", fields.entries[key]
            below = indent if isinstance(entry, Items) else indent + 2
            yield from self._maybe(name, entry, indent, below)

    def _items(self, items: Items, indent: int) -> Iterator[str]:
        for item in items.items:
            yield from self._maybe(f"{' ' * indent}-", item, indent, indent + 2)

    def _maybe(self, start: str, entry: Node | Optional, indent: int, below: int) -> Iterator[str]:
        if not isinstance(entry, Optional):
            yield from self._entry(start, entry, indent, below, None)
            return
        pad, named = " " * indent, reference(entry.condition)
        if entry.is_flag:
            test = f"if {named}"
        else:
            test = f"with {named}" if entry.is_truthy else f'if not (kindIs "invalid" {named})'
        yield f"{pad}{{{{- {test} }}}}"
        below = indent if start.endswith(":") and isinstance(entry.node, Items) else below
        yield from self._entry(start, entry.node, indent, below, entry.condition if entry.is_truthy else None)
        yield f"{pad}{{{{- end }}}}"

    def _entry(self, start: str, node: Node, indent: int, below: int, inside: Steps | None) -> Iterator[str]:
        """A key or a dash, with what follows. Within the `with` of `inside` that value is the dot."""
        match node:
            case Fields() | Items() if start.endswith("-"):
                first, *others = self.of(node, below)
                yield f"{start} {first.lstrip(' ')}"
                yield from others
            case Fields() | Items():
                yield start
                yield from self.of(node, below)
            case Constant(value):
                first, *others = _constant(value).split("\n")
                yield f"{start} {first}"
                yield from (f"{' ' * indent}{line}" if line else line for line in others)
            case Value(steps, is_tree=True, is_json=False):
                named = "." if steps == inside else reference(steps)
                yield f"{start} {{{{- toYaml {named} | nindent {below} }}}}"
            case _:
                yield f"{start} {{{{ {self._code(node, inside)} }}}}"

    def _code(self, node: Node, inside: Steps | None) -> str:
        match node:
            case Value(steps, is_json=is_json):
                named = "." if steps == inside else reference(steps)
                return named if is_json else f"{named} | toJson"
            case Text(steps, parts):
                form = "%v".join(part.replace("%", "%%") for part in parts)
                values = " ".join([reference(steps)] * (len(parts) - 1))
                return f"printf {json.dumps(form, ensure_ascii=False)} {values} | toJson"
            case Image(steps):
                return f'include "{self._image}" {reference(steps)} | toJson'
        raise TypeError(f"{node} is no scalar")


def _key(key: str) -> str:
    return escaped(dump({key: 0})[len("---\n") : -len(": 0\n")])


def _constant(value: object) -> str:
    """What follows a key or a dash, its further lines as they stand below what is not indented."""
    if isinstance(value, str) and value.endswith("\n\n"):  # Helm takes such ends for the space between documents
        return escaped(json.dumps(value, ensure_ascii=False))
    return escaped(dump({"k": value})[len("---\nk: ") :].removesuffix("\n"))
