"""What the API server refuses in a CustomResourceDefinition, apart from its schemas and its conversion.

After `apiextensions-apiserver/pkg/apis/apiextensions/validation`.
"""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.json_paths import field_at, simple_path
from plainsail.schemas.rules.json_schemas import refused_in_schema
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_1035_LABEL, NOT_EMPTY, text

_TYPE = "apiextensions.v1."
_APPROVAL = "api-approved.kubernetes.io"
_LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
_APPROVED = re.compile(r"unapproved.*|[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#@\s]+.*", re.DOTALL)
_MOST_SELECTABLE = 8
_SELECTABLE = ("string", "boolean", "integer")

FIELDS: Fields = {
    f"{_TYPE}CustomResourceColumnDefinition": {
        "format": {"enum": ["", "int32", "int64", "float", "double", "byte", "date", "date-time", "password"]},
        "jsonPath": text("object", r"\.[\s\S]*", "is no JSON path that begins with '.', as in .spec.replicas"),
        "name": NOT_EMPTY,
        "type": {"enum": ["integer", "number", "string", "boolean", "date"]},
    },
    f"{_TYPE}CustomResourceDefinitionSpec": {
        "group": text(
            "name",
            r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+",
            "is no group: a DNS name with a dot within, as in example.com",
            longest=253,
        ),
        "scope": {"enum": ["Namespaced", "Cluster"]},
    },
    f"{_TYPE}CustomResourceDefinitionVersion": {"name": DNS_1035_LABEL},
}

NOT_REQUIRED: Names = {
    f"{_TYPE}CustomResourceDefinitionCondition": ("status", "type"),
    f"{_TYPE}CustomResourceDefinitionVersion": ("served", "storage"),
}
"""What is false where it is left out, and what the API server throws away with the status that one sends."""


def _name(value: Document, _: Place) -> Iterator[Refusal]:
    spec = value["spec"]
    wanted = f"{spec['names'].get('plural', '')}.{spec['group']}"
    metadata = value.get("metadata", {})
    given = ("name", "generateName") if metadata.get("generateName") else ("name",)
    if field := next((field for field in given if metadata.get(field) != wanted), None):
        yield Refusal(("metadata", field), f"is not {wanted}: a definition is named <plural>.<group>", "name")


def _approval(value: Document, _: Place) -> Iterator[Refusal]:
    group = value["spec"]["group"]
    if not f".{group}".endswith((".k8s.io", ".kubernetes.io")):
        return
    approval = value.get("metadata", {}).get("annotations", {}).get(_APPROVAL, "")
    if not _APPROVED.fullmatch(approval):
        what = f"is {approval!r}" if approval else "is missing"
        message = (
            f"{what}: the group {group} belongs to Kubernetes, and takes the URL of the approval there, or a reason "
            "that begins with 'unapproved'; use a group of your own domain"
        )
        yield Refusal(("metadata", "annotations", _APPROVAL), message)


def _names(value: Document, _: Place) -> Iterator[Refusal]:
    names = value["names"]
    for field, name in names.items():
        match field, name:
            case "plural" | "singular", str() if not _label(name) and (name or field == "plural"):
                yield Refusal(("names", field), f"{name!r} {_NO_LABEL}", "name")
            case "kind" | "listKind", str() if not _label(name.lower()) and (name or field == "kind"):
                yield Refusal(("names", field), f"{name!r} {_NO_LABEL}, in lower or upper case", "name")
            case "shortNames" | "categories", list():
                for index, one in enumerate(name):
                    if not _label(one):
                        yield Refusal(("names", field, index), f"{one!r} {_NO_LABEL}", "name")
    if names["kind"] and names.get("listKind") == names["kind"]:
        yield Refusal(("names", "listKind"), "is the kind, too; the list of a kind has another name")


_NO_LABEL = "is no DNS label that begins with a letter: letters, digits and '-' within, 63 characters at most"


def _label(name: str) -> bool:
    return bool(_LABEL.fullmatch(name))


def _versions(value: Document, _: Place) -> Iterator[Refusal]:
    versions = value["versions"]
    stored = [index for index, version in enumerate(versions) if version.get("storage")]
    if not stored:
        yield Refusal(("versions",), "none is the storage version; exactly one says storage: true")
    for index in stored[1:]:
        message = f"{versions[stored[0]]['name']} is the storage version already; exactly one version is"
        yield Refusal(("versions", index, "storage"), message)
    seen = set()
    for index, version in enumerate(versions):
        if version["name"] in seen:
            yield Refusal(("versions", index, "name"), f"{version['name']!r} is there twice")
        seen.add(version["name"])
        if version.get("schema", {}).get("openAPIV3Schema") is None:
            message = "is required and missing: every version has a schema"
            yield Refusal(("versions", index, "schema", "openAPIV3Schema"), message)


def _keeps_unknown_fields(value: Document, _: Place) -> Iterator[Refusal]:
    if value.get("preserveUnknownFields"):
        message = "may not be true; say x-kubernetes-preserve-unknown-fields: true in the schema of a version"
        yield Refusal(("preserveUnknownFields",), message)


def _deprecation(value: Document, _: Place) -> Iterator[Refusal]:
    warning = value.get("deprecationWarning")
    if warning is None:
        return
    where = ("deprecationWarning",)
    if not value.get("deprecated"):
        yield Refusal(where, "stands in a version that is not deprecated; say deprecated: true beside it")
    elif not warning:
        yield Refusal(where, "is empty; leave it out for Kubernetes' own words")
    elif len(warning.encode()) > 256:
        yield Refusal(where, "is longer than 256 bytes")
    elif not all(character == " " or (character.isprintable() and not character.isspace()) for character in warning):
        yield Refusal(where, "holds a character that cannot be printed, such as a line break")


def _schema(value: Document, place: Place) -> Iterator[Refusal]:
    if (schema := value.get("schema", {}).get("openAPIV3Schema")) is not None:
        has_status = value.get("subresources", {}).get("status") is not None
        yield from refused_in_schema(schema, ("schema", "openAPIV3Schema"), has_status=has_status, minor=place.minor)


def _scale(value: Document, _: Place) -> Iterator[Refusal]:
    for field, below in (
        ("specReplicasPath", (".spec.",)),
        ("statusReplicasPath", (".status.",)),
        ("labelSelectorPath", (".spec.", ".status.")),
    ):
        path = value.get(field, "")
        if not path and field == "labelSelectorPath":
            continue
        if not simple_path(path) or not path.startswith(below):
            message = f"{path!r} is no JSON path below {' or '.join(start[:-1] for start in below)}"
            yield Refusal((field,), f"{message}, as in {below[-1]}replicas" if "Replicas" in field else message)


def _selectable(value: Document, _: Place) -> Iterator[Refusal]:
    fields = value.get("selectableFields", ())
    schema = value.get("schema", {}).get("openAPIV3Schema")
    if not fields or schema is None:
        return
    seen: set[str] = set()
    for index, field in enumerate(fields):
        where = ("selectableFields", index, "jsonPath")
        path = field["jsonPath"]
        found = field_at(path, schema, brackets=False) if path else "is no path"
        if isinstance(found, str):
            yield Refusal(where, f"{path!r} {found}")
            continue
        if path.startswith(".metadata"):
            yield Refusal(where, f"{path!r} is about metadata, whose fields are not for a definition to choose")
        elif found.get("type") not in _SELECTABLE:
            yield Refusal(where, f"{path!r} is {_what(found)}; only text, booleans and integers can be selected by")
        if path in seen:
            yield Refusal(where, f"{path!r} is there twice")
        seen.add(path)
    if len(seen) > _MOST_SELECTABLE:
        yield Refusal(("selectableFields",), f"are {len(seen)}; a version has {_MOST_SELECTABLE} at most")


def _what(schema: Document) -> Any:
    return f"of type {schema['type']}" if schema.get("type") else "of no type"


TOGETHER: Together = {
    f"{_TYPE}CustomResourceDefinition": (_name, _approval),
    f"{_TYPE}CustomResourceDefinitionSpec": (_names, _versions, _keeps_unknown_fields),
    f"{_TYPE}CustomResourceDefinitionVersion": (_deprecation, _schema, _selectable),
    f"{_TYPE}CustomResourceSubresourceScale": (_scale,),
}
