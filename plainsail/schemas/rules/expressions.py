"""What the API server refuses in the expressions of webhooks, admission policies and the like, which are in CEL.

After `apiserver/pkg/admission/plugin/cel`. Objects are of any type to it until it runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.cel import NoCEL, Scope, Type, faults, parsed, type_of
from plainsail.schemas.rules.together import Place, Refusal

_Path = tuple[Part | int, ...]

_KIND: Type = dict.fromkeys(("group", "version", "kind"), "string")
_RESOURCE: Type = dict.fromkeys(("group", "version", "resource"), "string")
_METADATA: Type = {
    **dict.fromkeys(("name", "generateName", "namespace", "UID", "resourceVersion"), "string"),
    **dict.fromkeys(("labels", "annotations", "creationTimestamp", "deletionTimestamp", "finalizers")),
    **dict.fromkeys(("deletionGracePeriodSeconds", "generation"), "int"),
}
_KNOWN: Mapping[str, Type] = {
    "authorizer": None,
    "namespaceObject": {
        "metadata": _METADATA,
        "spec": {"finalizers": None},
        "status": {"conditions": None, "phase": "string"},
    },
    "object": "dyn",
    "oldObject": "dyn",
    "request": {
        "dryRun": "bool",
        "kind": _KIND,
        "options": "dyn",
        "requestKind": _KIND,
        "requestResource": _RESOURCE,
        "resource": _RESOURCE,
        "userInfo": {"extra": None, "groups": None, "uid": "string", "username": "string"},
        **dict.fromkeys(("name", "namespace", "operation", "requestSubResource", "subResource"), "string"),
    },
}
_PATCHES = Scope({}, 0, objects=frozenset(("Object", "JSONPatch")), namespaces=frozenset(("Object", "jsonpatch")))
"""What expressions that make patches know besides."""
YES_OR_NO = ("bool",)
_TEXT, _TEXT_OR_NULL = ("string",), ("string", "null_type")
_WORDS = {
    YES_OR_NO: "true or false",
    _TEXT: "text",
    _TEXT_OR_NULL: "text or null",
}
_PLAIN = frozenset(
    (*("bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "optional", "string", "type", "uint"),)
)


def of_webhook(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the conditions of a webhook."""
    yield from _conditions(value, Scope(_KNOWN, place.minor))


def of_validating_policy(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the expressions of a ValidatingAdmissionPolicy."""
    known = _with_params(value)
    yield from _conditions(value, Scope(known, place.minor))
    variables = {}
    if value.get("variables"):
        variables = yield from _variables(value, known, place)
        known = {**known, "variables": variables}
    scope = Scope(known, place.minor)
    of_message = Scope({name: own for name, own in known.items() if name != "authorizer"}, place.minor)
    for index, validation in enumerate(value.get("validations", ())):
        at = ("validations", index)
        yield from refused_expression(validation["expression"], scope, (*at, "expression"), YES_OR_NO)
        if message := validation.get("messageExpression"):
            yield from refused_expression(message, of_message, (*at, "messageExpression"), _TEXT)
    for index, annotation in enumerate(value.get("auditAnnotations", ())):
        at = ("auditAnnotations", index)
        yield from refused_expression(annotation["valueExpression"], scope, (*at, "valueExpression"), _TEXT_OR_NULL)


def of_mutating_policy(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the expressions of a MutatingAdmissionPolicy."""
    known = _with_params(value)
    yield from _conditions(value, Scope(known, place.minor))
    variables = yield from _variables(value, known, place)
    scope = replace(_PATCHES, variables={**known, "variables": variables}, minor=place.minor)
    for index, mutation in enumerate(value["mutations"]):
        for patch in ("applyConfiguration", "jsonPatch"):
            if patch in mutation:
                at = ("mutations", index, patch, "expression")
                yield from refused_expression(mutation[patch]["expression"], scope, at)


def _with_params(value: Document) -> Mapping[str, Type]:
    return {**_KNOWN, "params": "dyn"} if "paramKind" in value else _KNOWN


def _conditions(value: Document, scope: Scope) -> Iterator[Refusal]:
    for index, condition in enumerate(value.get("matchConditions", ())):
        yield from refused_expression(
            condition["expression"], scope, ("matchConditions", index, "expression"), YES_OR_NO
        )


def _variables(value: Document, known: Mapping[str, Type], place: Place) -> Any:
    """Yields what is wrong in variables, each of which knows those before it; returns the types of all."""
    types: dict[str, Type] = {}
    for index, variable in enumerate(value.get("variables", ())):
        scope = Scope({**known, "variables": dict(types)}, place.minor)
        yield from refused_expression(variable["expression"], scope, ("variables", index, "expression"))
        types[variable["name"]] = _type(variable["expression"], scope)
    return types


def _type(expression: str, scope: Scope) -> Type:
    try:
        node = parsed(expression)
    except NoCEL:
        return None  # told where it stands
    known = None if node is None else type_of(node, scope)
    return None if isinstance(known, Mapping) else known


def refused_expression(expression: str, scope: Scope, at: _Path, wanted: tuple[str, ...] = ()) -> Iterator[Refusal]:
    """What is wrong in one expression; `wanted` are the types that it may give, where there are such."""
    if not expression.strip():
        return  # told by its field
    try:
        node = parsed(expression)
    except NoCEL as wrong:
        yield Refusal(at, f"is no expression in CEL: {wrong}")
        return
    if node is None:
        return
    found = list(faults(node, scope))
    yield from (Refusal(at, f"is refused: {fault}") for fault in found)
    given = type_of(node, scope)
    if wanted and not found and given not in wanted and isinstance(given, str) and given in _PLAIN:
        if given == "dyn":
            cast = f"; compare it, or write {wanted[0]}(...)"
            yield Refusal(at, f"gives what is of no known type, where {_WORDS[wanted]} belongs{cast}")
        else:
            yield Refusal(at, f"gives a value of type {given}, where {_WORDS[wanted]} belongs")
