"""What is wrong with an expression beyond its grammar."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas.cel import ANY, fault_of, optional, type_of

_TEXT = {"type": "string"}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "size": {"type": "integer"},
        "share": {"type": "number"},
        "on": {"type": "boolean"},
        "since": {"type": "string", "format": "date-time"},
        "port": {"x-kubernetes-int-or-string": True},
        "tags": {"type": "array", "items": _TEXT},
        "labels": {"type": "object", "additionalProperties": _TEXT},
        "parts": {"type": "array", "items": {"type": "object", "properties": {"key": _TEXT}}},
        "a-b": _TEXT,
    },
}


def fault(expression: str, gives: str = "bool", minor: int = 35) -> str:
    """What is wrong with a rule of an object."""
    kind = type_of(_SCHEMA, is_resource=True)
    assert kind is not None
    return fault_of(expression, {"self": kind, "oldSelf": optional(kind)}, gives, minor=minor)


@pytest.mark.parametrize(
    "expression",
    [
        "self.size > 1 && self.share >= 2",
        "has(self.name) && self.name.matches('^a')",
        "self.metadata.name.size() < 20 || self.kind == 'Widget'",
        "self.tags.all(tag, tag.startsWith('a')) && self.tags.exists_one(tag, tag == self.name)",
        "self.labels.all(key, self.labels[key] != '') && 'a' in self.labels",
        "self.labels.all(key, value, value != key)",
        "self.parts.map(part, part.key).isSorted()",
        "self.parts.filter(part, has(part.key)).size() == self.parts.map(part, part.key != '', part.key).size()",
        "self.tags.transformList(index, tag, index > 0, tag) == []",
        "oldSelf.hasValue() ? oldSelf.value().size <= self.size : true",
        "oldSelf.size.orValue(0) == 1 && oldSelf.?name.orValue('') == ''",
        "oldSelf.optMap(old, old.size).orValue(1) > 0",
        "self.tags[?0].orValue('') == self.tags[0]",
        "quantity('1Gi').isGreaterThan(quantity(self.name)) && isQuantity(self.name)",
        "ip.isCanonical(self.name) && cidr('10.0.0.0/8').containsIP(ip(self.name))",
        "url(self.name).getHost() == '' && type(self.name) == string && type(ip(self.name)) == net.IP",
        "self.since > timestamp('2026-01-01T00:00:00Z') && self.since.getFullYear() > 2025",
        "type(self.port) == int ? self.port < 5 : self.port.endsWith('%')",
        "!format.dns1123Label().validate(self.name).hasValue()",
        "sets.contains(self.tags, ['a']) && self.a__dash__b == ''",
        "self.since != null && [1, 2].sum() == 3 && '%s'.format([self.name]) == ''",
    ],
)
def test_sound(expression: str) -> None:
    assert fault(expression) == ""


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("x", "'x' is not known here; known are oldSelf, self"),
        ("self.nam == ''", "'nam' is no field of self; did you mean 'name'?"),
        ("has(self.zz)", "'zz' is no field of self"),
        ("self.parts[0].k == ''", "'k' is no field"),
        ("self.metadata.labels == {}", "'labels' is no field of self.metadata"),
        ("self.name.first == ''", "self.name is of type string, and has no field 'first'"),
        ("self.name == 1", "== does not take string and int"),
        ("self.name == null", "== does not take string and null"),
        ("self.size + self.share > 1.0", "+ does not take int and double"),
        ("self.size && true", "&& does not take int and bool"),
        ("self.size.startsWith('1')", "startsWith does not take int and string"),
        ("self.name.startWith('1')", "startWith() is no function here; did you mean 'startsWith'?"),
        ("self.tags['a'] == ''", "[] does not take list(string) and string"),
        ("self.tags.all(tag, tag)", "what all() asks of each gives a value of type string"),
        ("self.name.all(letter, true)", "all() goes through a list or a map"),
        ("self.tags.all(tag.a, true)", "is the name of a variable"),
        ("self.size.optMap(size, size)", "optMap() is for a value that may be missing"),
        ("has(self)", "has() takes a field"),
        ("[1, 'a'] == []", "values of type int and of type string stand in one list or map"),
        ("self.size", "gives a value of type int where one of type bool belongs"),
        ("self.port", "gives a value of type dyn where one of type bool belongs"),
        ("cel.bind(x, 1, x == 1)", "'cel' is not known here"),
        ("self.name.matches('a(')", "'a(' is no regular expression of Go: a '(' is not closed"),
        ("duration('a') > duration('1h')", "'a' is no duration, as in 1h30m"),
        ("self.since > timestamp('2026-01-31')", "'2026-01-31' is no time"),
        ("self", "gives a value of type object where one of type bool belongs"),
    ],
)
def test_faults(expression: str, message: str) -> None:
    assert message in fault(expression)


def test_a_message_is_text() -> None:
    assert fault("'not ' + self.name", "string") == ""
    assert fault("self.size", "string") == "gives a value of type int where one of type string belongs"


def test_functions_of_later_versions_are_not_held_against_an_expression() -> None:
    assert fault("self.name.shout()", minor=35) != ""
    assert fault("self.name.shout()", minor=37) == ""


def test_what_is_known_at_run_time_only_may_be_anything() -> None:
    assert fault_of("object.spec.replicas > 1 && object.x.all(y, y)", {"object": ANY}, "bool", minor=35) == ""


def test_what_is_nested_too_deep_is_left_to_the_cluster() -> None:
    assert fault("(" * 100_000) == ""
