"""What a schema's complaint says, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import jsonschema_rs

from constructs_lib.nearest import did_you_mean
from plainsail.schemas.problems import CONCERN, WORDS, Concern, Problem, shown

Schema = dict[str, Any]

_NAMES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}
_FORMATS = {"byte": "base64", "date-time": "a time as in 2026-01-31T12:00:00Z"}
_LONGEST = 60


class Complaint:
    """One complaint of the validator, with the schema and the document that it is about."""

    def __init__(self, error: jsonschema_rs.ValidationError, schema: Schema, document: dict[str, Any]) -> None:
        self.kind: Any = error.kind
        self.name: str = error.kind.name
        self.value: Any = error.instance
        self.path: list[Any] = list(error.instance_path)
        self.message = error.message
        self._schema_path = error.schema_path
        self._schema, self._document = schema, document

    @cached_property
    def node(self) -> Schema:
        """The schema that the value does not fit."""
        node: Any = self._schema
        for part in self._schema_path[:-1]:
            node = node[part]
        return node if isinstance(node, dict) else {}

    @property
    def said(self) -> Any:
        """What the schema says under the word that the value does not fit: the number under `minimum`."""
        return self.node.get(self.name)

    def problem(self, message: str, *, below: str | None = None, readable: bool = True, rule: Schema) -> Problem:
        """A problem at the value, or at a field of it; `rule` knows whose concern it is."""
        field = shown(self._document, self.path if below is None else [*self.path, below])
        concern: Concern = rule.get(CONCERN, "object")
        unknown = self.name == "additionalProperties"
        return Problem(field, message, unknown_field=unknown, readable=readable, concern=concern)


def in_words(error: jsonschema_rs.ValidationError, schema: Schema, document: dict[str, Any]) -> Iterator[Problem]:
    """The problems that one complaint of the validator tells of: each unknown field is one."""
    complaint = Complaint(error, schema, document)
    match complaint.name:
        case "additionalProperties":
            known = [field for field in complaint.node.get("properties", {}) if field not in complaint.value]
            for name in complaint.kind.unexpected:
                yield complaint.problem(f"{name} is not a field here{did_you_mean(name, known)}", below=name, rule={})
        case "required":
            name = complaint.kind.property
            yield complaint.problem(f"{name} is required and missing", below=name, readable=False, rule={})
        case "type":
            yield complaint.problem(_type(complaint.value, complaint.kind.types), readable=False, rule={})
        case "propertyNames":
            yield _key(complaint)
        case "anyOf" | "oneOf":
            yield _alternatives(complaint)
        case "enum" if "type" in complaint.node and not _is_of_their_type(complaint):
            pass  # the complaint about the type says it
        case name:
            words = complaint.node.get(WORDS)
            text = f"{_quoted(complaint.value)} {words}" if words else _WORDS.get(name, _untold)(complaint)
            yield complaint.problem(text, rule=complaint.node)


def _is_of_their_type(complaint: Complaint) -> bool:
    return type(complaint.value) in {type(option) for option in complaint.kind.options}


def _type(value: Any, types: list[str]) -> str:
    wanted = " or ".join(_NAMES[name] for name in types if name != "null")
    return f"is {_what(value)} where {wanted} belongs{_hint(value, types)}"


def _what(value: Any) -> str:
    """What a value is; the value itself where it is short to name."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text"
        case list():
            return "a list"
    return "a mapping"


def _hint(value: Any, types: list[str]) -> str:
    if "string" in types and isinstance(value, bool | int | float):
        return "; put it in quotes"
    if isinstance(value, str) and {"integer", "number"} & {*types} and value.lstrip("-").isdigit():
        return "; write it without quotes"
    if isinstance(value, str) and "boolean" in types and value.lower() in {"true", "false", "yes", "no"}:
        return "; write true or false without quotes"
    return ""


def _quoted(value: Any) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]}...'"


def _key(complaint: Complaint) -> Problem:
    """A complaint about a key of a mapping."""
    rule = complaint.node
    key = str(complaint.kind.error.instance)
    return complaint.problem(f"{_quoted(key)} {rule.get(WORDS, 'is no key here')}", below=key, rule=rule)


def _alternatives(complaint: Complaint) -> Problem:
    """A value that fits none of several schemas, or more than one: the first that has words speaks."""
    branches: list[Schema] = complaint.said or []
    for branch in branches:
        if words := branch.get(WORDS):
            return complaint.problem(f"{_quoted(complaint.value)} {words}", rule=branch)
    required = [" and ".join(branch["required"]) for branch in branches if "required" in branch]
    if required:
        how = "needs one of" if complaint.name == "anyOf" else "needs exactly one of"
        return complaint.problem(f"{how}: {', '.join(required)}", readable=False, rule={})
    return complaint.problem(f"{_quoted(complaint.value)} fits no form allowed here", readable=False, rule={})


def _enum(complaint: Complaint) -> str:
    options = [str(option) for option in complaint.kind.options if option not in ("", None)]
    near = did_you_mean(complaint.value, options) if isinstance(complaint.value, str) else ""
    return f"{_quoted(complaint.value)} is none of {', '.join(options)}{near}"


def _format(complaint: Complaint) -> str:
    wanted = complaint.kind.format
    return f"{_quoted(complaint.value)} is not {_FORMATS.get(wanted, f'in the form {wanted}')}"


def _short(complaint: Complaint) -> str:
    return "is empty" if complaint.said == 1 else f"is shorter than {complaint.said}"


def _long(complaint: Complaint) -> str:
    return f"is longer than {complaint.said}"


def _low(complaint: Complaint) -> str:
    return f"{complaint.value} is below {complaint.said}"


def _high(complaint: Complaint) -> str:
    return f"{complaint.value} is above {complaint.said}"


def _untold(complaint: Complaint) -> str:
    """The validator's own words, for what is too rare to have words here."""
    return complaint.message[:200].lower()


_WORDS: Mapping[str, Callable[[Complaint], str]] = {
    "enum": _enum,
    "exclusiveMaximum": lambda complaint: f"{complaint.value} is not below {complaint.said}",
    "exclusiveMinimum": lambda complaint: f"{complaint.value} is not above {complaint.said}",
    "format": _format,
    "maxItems": _long,
    "maxLength": _long,
    "maxProperties": _long,
    "maximum": _high,
    "minItems": _short,
    "minLength": _short,
    "minProperties": _short,
    "minimum": _low,
    "pattern": lambda complaint: f"{_quoted(complaint.value)} does not match {complaint.kind.pattern}",
    "uniqueItems": lambda _: "says one thing twice",
}
