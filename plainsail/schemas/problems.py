"""What is wrong with the shape of one object: the validator's errors in words for people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.paths import canonical, format_path

if TYPE_CHECKING:
    import jsonschema_rs

Schema = dict[str, Any]
Concern = Literal[
    "object",
    "autoscaler_metric",
    "claim",
    "disruption_budget",
    "image",
    "ingress",
    "job",
    "key",
    "label",
    "name",
    "network_policy",
    "port",
    "probe",
    "quantity",
    "role",
    "rollout",
    "scheduling",
    "service",
    "variable",
    "volume",
]
"""Which check tells a problem, `invalid_<concern>`: `object` is the schema itself, and what no other check is about."""

CONCERN = "x-plainsail-concern"
"""The key of a schema under which its concern stands."""
WORDS = "x-plainsail-words"
"""The key of a schema under which stands the message for a value that does not fit it."""

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}
_FORMATS = {"byte": "base64", "date-time": "a time as in 2026-01-31T12:00:00Z"}
_MESSAGES = {
    "exclusiveMaximum": "{value} is not below {bound}",
    "exclusiveMinimum": "{value} is not above {bound}",
    "maximum": "{value} is above {bound}",
    "minimum": "{value} is below {bound}",
    "pattern": "{quoted} does not match {bound}",
    "uniqueItems": "says one thing twice",
    **dict.fromkeys(("maxItems", "maxLength", "maxProperties"), "is longer than {bound}"),
    **dict.fromkeys(("minItems", "minLength", "minProperties"), "is shorter than {bound}"),
}
_LONGEST = 60


@dataclass(frozen=True)
class Problem:
    """One thing that the API server would refuse."""

    field: str
    """`spec.template.spec.containers[app].image`; empty for the whole object."""
    message: str
    """What is so, in lower case, without the field."""
    unknown_field: bool = False
    """Whether it is a field that does not exist there: all else of the object can be read."""
    readable: bool = False
    """Whether types and required fields hold all the same, so that other checks may read the object."""
    concern: Concern = "object"
    is_misspelt: bool = dataclasses.field(default=False, compare=False)
    """Whether it is a field that does not exist there, and one that does has nearly its name."""


_RANKS = (
    *("type", "enum", "minLength", "maxLength", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
    "format",
)
"""Of several things wrong with one value, which one is told: the first of these."""
_FORMS = frozenset({"anyOf", "const", "enum", "oneOf", "type"})
"""What a list or a mapping is as a whole; all else that a schema says of it is about what it holds."""


def problems_among(
    errors: Iterable[jsonschema_rs.ValidationError], schema: Schema, document: dict[str, Any]
) -> dict[Problem, None]:
    """The problems behind the validator's errors, as an ordered set: one for each value that is wrong.

    A number above the most that a port may be is above what fits into 32 bits, too, and tells that once.
    """
    found: dict[object, tuple[tuple[Any, ...], Problem]] = {}
    for error in errors:
        for problem in problems_of(error, schema, document):
            key, rank = (problem.field if _is_of_value(error) else problem), _rank(error, problem)
            if key not in found or rank < found[key][0]:
                found[key] = rank, problem
    return {problem: None for _, problem in found.values()}


def is_told(refusal: Problem, problems: Iterable[Problem]) -> bool:
    """Whether the schema has told the fault behind what a rule for several fields refuses.

    That is so where the value itself is wrong, and where the field that the rule asks for is misspelt: a probe with
    `httpget` has nothing to ask.
    """
    return any(
        problem.field == refusal.field or (problem.is_misspelt and _is_shortly_within(problem.field, refusal.field))
        for problem in problems
    )


def _is_shortly_within(field: str, outer: str) -> bool:
    """Whether a field stands in a value, or in a field of it; of a whole `spec` nothing is known by one field."""
    rest = field.removeprefix(f"{outer}.")
    return "." in outer and rest != field and "[" not in rest and rest.count(".") < 2


def _is_of_value(error: jsonschema_rs.ValidationError) -> bool:
    kind: Any = error.kind
    return kind.name in _FORMS or not isinstance(error.instance, dict | list)


def _rank(error: jsonschema_rs.ValidationError, problem: Problem) -> tuple[Any, ...]:
    """The lower, the more a problem says: the narrower bound, and the longer message."""
    kind: Any = error.kind
    place = _RANKS.index(kind.name) if kind.name in _RANKS else len(_RANKS)
    narrow = {"maximum": 1, "minimum": -1}.get(kind.name, 0)
    return problem.readable, place, narrow and narrow * kind.limit, -len(problem.message)


def problems_of(error: jsonschema_rs.ValidationError, schema: Schema, document: dict[str, Any]) -> Iterator[Problem]:
    """The problems behind one error of the validator: each unknown field is one."""
    kind: Any = error.kind
    keyword: str = kind.name
    value: Any = error.instance
    node = _node(error, schema)

    def problem(message: str, *, rule: Schema, below: str | None = None, readable: bool = True) -> Problem:
        """A problem at the value, or at a field of it; `rule` knows whose concern it is."""
        place = format_path(canonical(document, [*error.instance_path, *([] if below is None else [below])]))
        unknown = keyword == "additionalProperties"
        return Problem(place, message, unknown_field=unknown, readable=readable, concern=rule.get(CONCERN, "object"))

    match keyword:
        case "additionalProperties":
            known = [name for name in node.get("properties", {}) if name not in value]
            for name in kind.unexpected:
                near = did_you_mean(name, known)
                found = problem(f"{name} is not a field here{near}", rule={}, below=name)
                yield replace(found, is_misspelt=bool(near))
        case "required":
            yield problem(f"{kind.property} is required and missing", rule={}, below=kind.property, readable=False)
        case "type":
            wanted = " or ".join(_TYPES[name] for name in kind.types if name != "null")
            message = f"is {_what(value)} where {wanted} belongs{_quotes(value, kind.types)}"
            yield problem(message, rule={}, readable=False)
        case "propertyNames":
            key = str(kind.error.instance)
            yield problem(f"{quoted(key)} {node.get(WORDS, 'is no key here')}", rule=node, below=key)
        case "anyOf" | "oneOf":
            branches: list[Schema] = node.get(keyword, [])
            if worded := next((branch for branch in branches if branch.get(WORDS)), None):
                yield problem(f"{quoted(value)} {worded[WORDS]}", rule=worded)
            else:
                yield problem(_alternatives(keyword, branches, value), rule={}, readable=False)
        case "enum" if "type" in node and type(value) not in {type(option) for option in kind.options}:
            pass  # the error about the type says it
        case _:
            words = node.get(WORDS)
            yield problem(f"{quoted(value)} {words}" if words else _message(error, node.get(keyword)), rule=node)


def _node(error: jsonschema_rs.ValidationError, schema: Schema) -> Schema:
    """The schema that the value does not fit."""
    node: Any = schema
    for part in error.schema_path[:-1]:
        node = node[part]
    return node if isinstance(node, dict) else {}


def _message(error: jsonschema_rs.ValidationError, bound: Any) -> str:
    """`bound` is what the schema says under the keyword: the number under `minimum`."""
    kind: Any = error.kind
    value = error.instance
    if kind.name == "enum":
        options = [str(option) for option in kind.options if option not in ("", None)]
        return f"{quoted(value)} is none of {', '.join(options)}{did_you_mean(str(value), options)}"
    if kind.name == "format":
        return f"{quoted(value)} is not {_FORMATS.get(kind.format, f'in the form {kind.format}')}"
    if kind.name in ("minItems", "minLength", "minProperties") and bound == 1:
        return "is empty"
    if message := _MESSAGES.get(kind.name):
        return message.format(value=value, quoted=quoted(value), bound=bound)
    return error.message[:200].lower()  # the validator's own words, for what is too rare to have words here


def _alternatives(keyword: str, branches: list[Schema], value: Any) -> str:
    """A value that fits none of several schemas, or more than one."""
    required = [" and ".join(branch["required"]) for branch in branches if "required" in branch]
    if required:
        return f"needs {'one' if keyword == 'anyOf' else 'exactly one'} of: {', '.join(required)}"
    return f"{quoted(value)} fits no form allowed here"


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


def _quotes(value: Any, types: list[str]) -> str:
    """What to do where quotes make a value text, or fail to."""
    if "string" in types and isinstance(value, bool | int | float):
        return "; put it in quotes"
    if isinstance(value, str) and {"integer", "number"} & {*types} and value.lstrip("-").isdigit():
        return "; write it without quotes"
    if isinstance(value, str) and "boolean" in types and value.lower() in {"true", "false", "yes", "no"}:
        return "; write true or false without quotes"
    return ""


def quoted(value: Any) -> str:
    """A value as messages show it: text in quotes, and no more of it than a line takes."""
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]}...'"
