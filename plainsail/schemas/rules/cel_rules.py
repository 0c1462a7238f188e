"""What the API server refuses in the rules in CEL of a schema; what they cost is left to it.

After `ValidateCustomResourceDefinitionOpenAPISchema`: `x-kubernetes-validations`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.cel import Type, fault_of, optional, type_of
from plainsail.schemas.rules.json_paths import field_at
from plainsail.schemas.rules.together import Refusal

_REASONS = ("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired")
_LITERAL = re.compile(
    r"""//[^\n]*|[rRbB]{0,2}(?:'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")"""
)
_OLD = re.compile(r"(?<![\w.])oldSelf\b")


def refused_validations(
    schema: Document, path: tuple[Part | int, ...], *, changes: bool, is_resource: bool, minor: int
) -> Iterator[Refusal]:
    """What is refused in the rules of one node. `changes`: whether its value can be compared with the one before."""
    kind = type_of(schema, is_resource=is_resource)
    if kind is None and schema["x-kubernetes-validations"] and schema.get("x-kubernetes-preserve-unknown-fields"):
        message = "stand where nothing is said of the value, so that no rule can speak of it"
        yield Refusal((*path, "x-kubernetes-validations"), message)
    for index, rule in enumerate(schema["x-kubernetes-validations"]):
        where = (*path, "x-kubernetes-validations", index)
        yield from ((Refusal((*where, *field), message)) for field, message in _words(rule))
        if fields := rule.get("fieldPath", ""):
            found = field_at(fields, schema)
            if isinstance(found, str):
                yield Refusal((*where, "fieldPath"), f"{fields!r} {found}")
        if kind is not None:
            yield from (Refusal((*where, field), message) for field, message in _expressions(rule, kind, minor))
        code = _LITERAL.sub("''", rule.get("rule", ""))
        if not _OLD.search(code):
            if "optionalOldSelf" in rule:
                yield Refusal((*where, "optionalOldSelf"), "stands beside a rule that does not look at oldSelf")
        elif not changes:
            message = (
                "looks at oldSelf, within a list whose items nobody can compare with those before; say "
                "x-kubernetes-list-type: map and its keys, or put the rule at the list"
            )
            yield Refusal((*where, "rule"), message)


def _expressions(rule: Document, kind: Type, minor: int) -> Iterator[tuple[str, str]]:
    """What is wrong with the expressions of a rule; of the message only where the rule is sound."""
    variables = {"self": kind, "oldSelf": optional(kind) if rule.get("optionalOldSelf") else kind}
    for field, gives in (("rule", "bool"), ("messageExpression", "string")):
        expression = rule.get(field, "")
        if expression.strip() and (fault := fault_of(expression, variables, gives, minor=minor)):
            yield field, f"is no expression in CEL that can be used: {fault}"
            return


def _words(rule: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    expression, message = rule.get("rule", "").strip(), rule.get("message", "")
    if not expression:
        yield ("rule",), "is empty"
    elif message and not message.strip():
        yield ("message",), "is empty; leave it out"
    elif _breaks(message.strip()):
        yield ("message",), "holds a line break"
    elif _breaks(expression) and not message.strip():
        yield ("message",), "is required and missing: the rule holds a line break"
    if (dynamic := rule.get("messageExpression", "")) and not dynamic.strip():
        yield ("messageExpression",), "is empty; leave it out"
    if (reason := rule.get("reason")) is not None and reason not in _REASONS:
        yield ("reason",), f"{reason!r} is none of {', '.join(_REASONS)}{did_you_mean(reason, _REASONS)}"
    if _breaks(rule.get("fieldPath", "")):
        yield ("fieldPath",), "holds a line break"


def _breaks(text: str) -> bool:
    return "\n" in text or "\r" in text
