"""What the API server refuses in the expressions of webhooks, admission policies and the like, which are in CEL.

After `apiserver/pkg/admission/plugin/cel`. Objects are of any type to it until it runs.
"""

from collections.abc import Generator, Iterator, Mapping

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.cel import ANY, UNSURE, CelFault, Type, given_by
from plainsail.schemas.rules.together import Place, Refusal

_Path = tuple[Part | int, ...]
Variables = Mapping[str, Type]
"""What an expression may name."""


def record(fields: Variables) -> Type:
    """An object of fields."""
    return Type("object", fields=lambda: fields)


_STRING, _BOOL, _INT, _TIME = Type("string"), Type("bool"), Type("int"), Type("timestamp")
_STRINGS = Type("list", (_STRING,))
_KIND = record(dict.fromkeys(("group", "version", "kind"), _STRING))
_RESOURCE = record(dict.fromkeys(("group", "version", "resource"), _STRING))
_USER = {"extra": Type("map", (_STRING, _STRINGS)), "groups": _STRINGS, "uid": _STRING, "username": _STRING}
_REQUEST = {
    **dict.fromkeys(("name", "namespace", "operation", "requestSubResource", "subResource"), _STRING),
    "dryRun": _BOOL,
    "kind": _KIND,
    "options": ANY,
    "requestKind": _KIND,
    "requestResource": _RESOURCE,
    "resource": _RESOURCE,
    "userInfo": record(_USER),
}
_METADATA = {
    **dict.fromkeys(("name", "generateName", "namespace", "UID", "resourceVersion"), _STRING),
    **dict.fromkeys(("labels", "annotations"), Type("map", (_STRING, _STRING))),
    **dict.fromkeys(("creationTimestamp", "deletionTimestamp"), _TIME),
    **dict.fromkeys(("deletionGracePeriodSeconds", "generation"), _INT),
    "finalizers": _STRINGS,
}
_NAMESPACE = {
    "metadata": record(_METADATA),
    "spec": record({"finalizers": _STRINGS}),
    "status": record({"conditions": Type("list", (UNSURE,)), "phase": _STRING}),
}
_KNOWN: Variables = {
    "authorizer": Type("authorizer", fields=lambda: {"requestResource": Type("resourceCheck")}),
    "namespaceObject": record(_NAMESPACE),
    "object": ANY,
    "oldObject": ANY,
    "request": record(_REQUEST),
}
YES_OR_NO = ("bool",)
_TEXT, _TEXT_OR_NULL = ("string",), ("string", "null")
_WORDS = {YES_OR_NO: "true or false", _TEXT: "text", _TEXT_OR_NULL: "text or null"}


def of_webhook(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the conditions of a webhook."""
    yield from _conditions(value, _KNOWN, place)


def of_validating_policy(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the expressions of a ValidatingAdmissionPolicy."""
    known = _with_params(value)
    yield from _conditions(value, known, place)
    if value.get("variables"):
        known = yield from _with_variables(value, known, place)
    of_message = {name: own for name, own in known.items() if name != "authorizer"}
    for index, validation in enumerate(value.get("validations", ())):
        at = ("validations", index)
        yield from refused_expression(validation["expression"], known, place, (*at, "expression"), YES_OR_NO)
        if message := validation.get("messageExpression"):
            yield from refused_expression(message, of_message, place, (*at, "messageExpression"), _TEXT)
    for index, annotation in enumerate(value.get("auditAnnotations", ())):
        at = ("auditAnnotations", index)
        yield from refused_expression(
            annotation["valueExpression"], known, place, (*at, "valueExpression"), _TEXT_OR_NULL
        )


def of_mutating_policy(value: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong in the expressions of a MutatingAdmissionPolicy."""
    known = _with_params(value)
    yield from _conditions(value, known, place)
    known = yield from _with_variables(value, known, place)
    for index, mutation in enumerate(value["mutations"]):
        for patch in ("applyConfiguration", "jsonPatch"):
            if patch in mutation:
                at = ("mutations", index, patch, "expression")
                yield from refused_expression(mutation[patch]["expression"], known, place, at)


def refused_expression(
    expression: str, known: Variables, place: Place, at: _Path, wanted: tuple[str, ...] = ()
) -> Iterator[Refusal]:
    """What is wrong in one expression; `wanted` are the types that it may give, where there are such."""
    if not expression.strip():
        return  # told by its field
    try:
        given = given_by(expression, known, minor=place.minor)
    except CelFault as fault:
        yield Refusal(at, f"is no sound expression in CEL: {fault}")
        return
    if not wanted or given.name in (*wanted, UNSURE.name):
        return
    if given == ANY:
        cast = f"compare it, or write {wanted[0]}(...)"
        yield Refusal(at, f"gives what is of no known type, where {_WORDS[wanted]} belongs; {cast}")
    else:
        yield Refusal(at, f"gives a value of type {given}, where {_WORDS[wanted]} belongs")


def _with_params(value: Document) -> Variables:
    return {**_KNOWN, "params": ANY} if "paramKind" in value else _KNOWN


def _conditions(value: Document, known: Variables, place: Place) -> Iterator[Refusal]:
    for index, condition in enumerate(value.get("matchConditions", ())):
        at = ("matchConditions", index, "expression")
        yield from refused_expression(condition["expression"], known, place, at, YES_OR_NO)


def _with_variables(value: Document, known: Variables, place: Place) -> Generator[Refusal, None, Variables]:
    """Yields what is wrong in variables, each of which knows those before it; returns all that is known then."""
    types: dict[str, Type] = {}
    for index, variable in enumerate(value.get("variables", ())):
        expression, before = variable["expression"], {**known, "variables": record(dict(types))}
        yield from refused_expression(expression, before, place, ("variables", index, "expression"))
        types[variable["name"]] = _given_by(expression, before, place)
    return {**known, "variables": record(types)}


def _given_by(expression: str, known: Variables, place: Place) -> Type:
    """The type of a variable; what is wrong in its expression is told there."""
    try:
        given = given_by(expression, known, minor=place.minor)
    except CelFault:
        return UNSURE
    return UNSURE if given.name in ("object", "type") else given  # to the API server, such a variable may be anything
