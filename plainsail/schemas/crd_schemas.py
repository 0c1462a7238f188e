"""The schemas of custom resources: CustomResourceDefinitions in a folder, found by kind, and made strict.

The API server drops a field that a structural schema does not name; here it is an error. What only a cluster can judge
(`x-kubernetes-validations`, written in CEL) is left to it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.schemas.crd_lists import MARK, mark
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.names import prefix_of
from plainsail.schemas.rules.words import DNS_SUBDOMAIN, INTEGERS
from plainsail.yaml_reader import UnreadableYaml, files_below, load_all

_COPIED = frozenset(
    {
        *("type", "enum", "pattern", "multipleOf", "minimum", "maximum", "not"),
        *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems"),
        *("allOf", "anyOf", "oneOf"),
    }
)
_FORMATS = frozenset({"byte", "date", "date-time", "ipv4", "ipv6", "uuid"})
"""Formats that mean the same to the API server and to the validator."""
_NAMES = {"name": DNS_SUBDOMAIN, "generateName": prefix_of(DNS_SUBDOMAIN)}
_PRESERVE = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = "x-kubernetes-embedded-resource"
_RULES = "x-kubernetes-validations"
_PROSE = frozenset({"description", "title", "example", "externalDocs"})
_IDENTITY = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}}


def versions(crd: Document) -> Iterator[tuple[str, Schema]]:
    """Each served version of a definition with its schema as it is written; leaves out what has none."""
    for version in crd["spec"].get("versions") or ():
        match version:
            case {"name": str(name), "schema": {"openAPIV3Schema": dict(schema)}} if version.get("served", True):
                yield name, schema


def names(crd: Document) -> tuple[str, str] | None:
    """Group and kind of a definition; None where the document is none."""
    match crd:
        case {"kind": "CustomResourceDefinition", "spec": {"group": str(group), "names": {"kind": str(kind)}}}:
            return group, kind
    return None


def strict(schema: Schema, api_version: str, kind: str, object_meta: Schema) -> Schema:
    """The schema of a custom resource as the API server reads it, in JSON schema's words.

    `object_meta` is the bundle by which `metadata` is judged.
    """
    plain = _strict(schema)
    fields = plain.setdefault("properties", {})
    own = {field: rule for field, rule in schema.get("properties", {}).get("metadata", {}).items() if field != "type"}
    fields |= {
        "apiVersion": {"enum": [api_version]},
        "kind": {"enum": [kind]},
        "metadata": {"allOf": [{"$ref": object_meta["$ref"]}, {"properties": _NAMES}, _raw(own)]},
    }
    fields.setdefault("status", {"type": "object"})
    if not schema.get(_PRESERVE):
        plain["additionalProperties"] = False
    return {"type": "object"} | plain | {"$defs": object_meta["$defs"]}


def pruned(crd: Document) -> Document:
    """A definition without all that judges nothing: status, prose, and what only a cluster reads."""
    spec = crd["spec"]
    kept = {key: spec["names"][key] for key in ("kind", "plural", "shortNames", "singular") if key in spec["names"]}
    served = [
        {key: version[key] for key in ("name", "served", "storage") if key in version}
        | {"schema": {"openAPIV3Schema": _without_status(version["schema"]["openAPIV3Schema"])}}
        for version in spec["versions"]
        if "openAPIV3Schema" in (version.get("schema") or {}) and (version.get("served") or version.get("storage"))
    ]
    return {
        "apiVersion": crd["apiVersion"],
        "kind": crd["kind"],
        "metadata": {"name": crd["metadata"]["name"]},
        "spec": {"group": spec["group"], "names": kept, "scope": spec["scope"], "versions": served},
    }


def _without_status(schema: Schema) -> Schema:
    plain = _without_prose(schema)
    plain["properties"] = {name: field for name, field in plain.get("properties", {}).items() if name != "status"}
    required = [name for name in plain.pop("required", ()) if name != "status"]
    # A rule about the whole object may read the status, which is no longer there.
    rules = [rule for rule in plain.pop(_RULES, ()) if "self.status" not in rule.get("rule", "")]
    return plain | ({"required": required} if required else {}) | ({_RULES: rules} if rules else {})


def _without_prose(schema: Schema) -> Schema:
    plain = {key: value for key, value in schema.items() if key not in _PROSE}
    if isinstance(fields := plain.get("properties"), dict):
        plain["properties"] = {name: _without_prose(field) for name, field in fields.items()}
    for key in ("items", "additionalProperties", "not"):
        if isinstance(within := plain.get(key), dict):
            plain[key] = _without_prose(within)
    for key in ("allOf", "anyOf", "oneOf"):
        if isinstance(several := plain.get(key), list):
            plain[key] = [_without_prose(one) for one in several]
    return plain


def without_bad_patterns(schema: Any) -> Any:
    """The schema without patterns that cannot be read: they are the API server's to judge."""
    if isinstance(schema, dict):
        return {
            key: without_bad_patterns(value)
            for key, value in schema.items()
            if not (key == "pattern" and isinstance(value, str) and not _compiles(value))
        }
    if isinstance(schema, list):
        return [without_bad_patterns(value) for value in schema]
    return schema


def _compiles(pattern: str) -> bool:
    """Whether the validator can read a pattern."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())
    except (ValueError, re.error):
        return False
    return True


def _strict(schema: Schema) -> Schema:
    """A structural schema: whatever it does not name is refused, unless it says that it keeps that."""
    plain = _raw(schema)
    fields = schema.get("properties")
    if fields is not None:
        plain["properties"] = {name: _strict(field) for name, field in fields.items()}
    if schema.get(_EMBEDDED):
        plain["properties"] = _IDENTITY | plain.get("properties", {})
        plain["required"] = sorted({*plain.get("required", ()), "apiVersion", "kind"})
    values = schema.get("additionalProperties")
    if isinstance(values, dict):
        plain["additionalProperties"] = _strict(values)
    elif values is None and schema.get("type") == "object" and not schema.get(_PRESERVE):
        plain.setdefault("properties", {})
        plain["additionalProperties"] = False
    if isinstance(items := schema.get("items"), dict):
        plain["items"] = _strict(items)
    if schema.get("x-kubernetes-list-type") == "set":
        plain["uniqueItems"] = True
    if keys := mark(schema):
        plain[MARK] = keys
    return plain


def _raw(schema: Schema) -> Schema:
    """What a schema says of values, without their fields; the same words in JSON schema's meaning."""
    plain = {key: schema[key] for key in schema.keys() & _COPIED}
    for bound, exclusive in (("maximum", "exclusiveMaximum"), ("minimum", "exclusiveMinimum")):
        if plain.get(bound) is not None and schema.get(exclusive):
            plain[exclusive] = plain.pop(bound)
    written = schema.get("format")
    if written in INTEGERS:
        plain = INTEGERS[written] | plain
    elif written in _FORMATS:
        plain["format"] = written
    if schema.get("x-kubernetes-int-or-string"):
        plain["type"] = ["integer", "string"]
        plain.pop("anyOf", None)
    if schema.get("nullable"):
        kinds = plain.get("type", [])
        if kinds:
            plain["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    # The API server fills in defaults before it looks for what is required, and null is there where it is allowed.
    fields = schema.get("properties", {})
    if required := [name for name in schema.get("required", ()) if not _is_never_missing(fields.get(name, {}))]:
        plain["required"] = required
    return plain


def _is_never_missing(field: Schema) -> bool:
    return "default" in field or bool(field.get("nullable"))


_BETWEEN = re.compile(r"^---(?=\s|$)", re.MULTILINE)


class CrdFiles:
    """Folders of definitions: any number of files, any number of documents in each; of two of a kind, the first."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._found: dict[tuple[str, str], Document | None] = {}

    def find(self, group: str, kind: str) -> Document | None:
        """The definition of a kind; None where no file has it. Raises `ProjectError` for a file that is no YAML."""
        if (group, kind) not in self._found:
            self._found[group, kind] = self._look(group, kind)
        return self._found[group, kind]

    def kinds(self, group: str) -> set[str]:
        """The kinds of a group that are defined; it parses them all, and is for error messages."""
        crds = (crd for path, text in self._texts if group in text for crd in self._documents(path, text))
        return {name[1] for name in map(names, crds) if name and name[0] == group}

    def all(self) -> Iterator[Document]:
        """Every definition, by file; it parses them all."""
        return (crd for path, text in self._texts for crd in self._documents(path, text) if names(crd))

    def _look(self, group: str, kind: str) -> Document | None:
        for path, text in self._texts:
            # Most documents are about other kinds: what does not hold both words need not be parsed.
            if group in text and kind in text:
                for crd in self._documents(path, text):
                    if names(crd) == (group, kind):
                        return crd
        return None

    @cached_property
    def _texts(self) -> list[tuple[Path, str]]:
        files = [path for folder in self._folders if folder.is_dir() for path in files_below(folder)]
        return [(path, part) for path in files for part in parts_of(text_of(path, self._shown(path)))]

    def _shown(self, path: Path) -> str:
        return next(path.relative_to(f.parents[1]).as_posix() for f in self._folders if path.is_relative_to(f))

    def _documents(self, path: Path, text: str) -> Iterator[Document]:
        try:
            for document in load_all(text):
                items = document.get("items") if document.get("kind") == "List" else None
                yield from items if isinstance(items, list) else [document]
        except UnreadableYaml as error:
            shown = self._shown(path)
            raise ProjectError(f"{shown}:{error.line}: is no YAML: {error.problem}; correct it") from None


def text_of(path: Path, shown: str) -> str:
    """What a file holds. Raises `ProjectError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"{shown}: cannot be read; make it a file of UTF-8 text") from None


def parts_of(text: str) -> list[str]:
    """The documents of a file as text, each after as many empty lines as stand before it, so that lines stay true."""
    starts = [0, *(match.start() for match in _BETWEEN.finditer(text))]
    ends = [*starts[1:], len(text)]
    return ["\n" * text.count("\n", 0, start) + text[start:end] for start, end in zip(starts, ends, strict=True)]
