"""Types of a CustomResourceDefinition that the published schema leaves open, as the API server decodes them.

A schema below `items` and `additionalProperties` is decoded for itself, by code that drops a field it does not know:
types of known fields hold there all the same.
"""

from collections.abc import Callable
from typing import Any

from plainsail.schemas.problems import Schema

_TYPE = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
_SCHEMA = f"{_TYPE}JSONSchemaProps"
_LENIENT = (_SCHEMA, f"{_TYPE}ExternalDocumentation", f"{_TYPE}ValidationRule")
_BELOW = "Below"
_REFERENCE = f"#/$defs/{_SCHEMA}{_BELOW}"


def open_type(name: str, definition: Callable[[str], Schema]) -> Schema | None:
    """The schema of a type that the published one leaves open; None for any other. `definition` gives those."""
    if name == f"{_SCHEMA}OrArray":
        return {"$ref": _REFERENCE, "items": {"$ref": _REFERENCE, "type": "object"}}
    if name == f"{_SCHEMA}OrBool":
        return {"$ref": _REFERENCE, "type": ["boolean", "object"]}
    if name == f"{_TYPE}CustomResourceSubresourceStatus":
        return {"type": "object", "properties": {}, "additionalProperties": False}
    if (known := name.removesuffix(_BELOW)) in _LENIENT and known != name:
        return {key: _below(value) for key, value in definition(known).items() if key not in _STRICT}
    return None


_STRICT = ("type", "additionalProperties")


def _below(schema: Any) -> Any:
    """A part of a definition that refers to the types that drop what they do not know."""
    if isinstance(schema, list):
        return [_below(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    reference = str(schema.get("$ref", ""))
    if reference.rpartition("/")[2] in _LENIENT:
        return {"$ref": f"{reference}{_BELOW}", "type": "object"}
    return {key: _below(value) for key, value in schema.items()}
