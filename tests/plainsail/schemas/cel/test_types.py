"""Names and types are judged before an expression runs; what nobody can know is left open."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas.cel import Scope, faults, parsed, type_of

VARIABLES: dict[str, Any] = {
    "object": "dyn",
    "request": {"name": "string", "kind": {"kind": "string"}},
    "authorizer": None,
    "variables": {"replicas": "int"},
}
SCOPE = Scope(VARIABLES, 35)


def told(expression: str, scope: Scope = SCOPE) -> list[str]:
    node = parsed(expression)
    assert node is not None
    return list(faults(node, scope))


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("objec.spec", "objec is not known here; did you mean 'object'?"),
        ("foo.startsWith('a')", "foo is not known here"),
        ("request.nam == 'a'", "request has no field nam; did you mean 'name'?"),
        ("request.kind.x", "request.kind has no field x; it has kind"),
        ("variables.a > 1", "variables has no field a; it has replicas"),
        ("request.name.x", "request.name is of type string, which has no field x"),
        ("request.name[0]", "request.name is no list and no map"),
        ("siz(object.x)", "siz() is no function here; did you mean 'size'?"),
        ("object.startWith('a')", "startWith() is no function of a value; did you mean 'startsWith'?"),
        ("object.x.startsWith(1)", "startsWith() takes one text"),
        ("has(object)", "has() takes one field"),
        ("size(1)", "size() takes text, a list or a map, and no int"),
        ("string(1, 2)", "string() takes one argument, and no 2"),
        ("'a' + 1", "'+' takes two of one type, and no string beside int"),
        ("request.name == 1", "'==' takes two of one type, and no string beside int"),
        ("request == 'a'", "'==' takes two of one type, and no object beside string"),
        ("1 == 1.0", "'==' takes two of one type, and no int beside double"),
        ("object.x - 'a'", "'-' takes no string"),
        ("!request.name", "'!' takes true or false, and no string"),
        ("-'a'", "'-' takes a number, and no string"),
        ("object.x && 1", "'&&' takes true or false, and no int"),
        ("1 ? object.x : object.y", "'?' takes true or false, and no int"),
        ("object.x ? 'a' : 1", "'?' takes two of one type, and no string beside int"),
        ("quantity(object.x) > quantity('1')", "'>' compares no Quantity; compareTo() and isLessThan() do"),
        ("[1, 'a']", "a list holds int and string, where all must be of one type"),
        ("object.x.all(y.z, true)", "all() takes a plain name first"),
        ("object.x.filter(y, 'a')", "filter() takes true or false behind the name, and no string"),
        ("object.x.exists(y, z == y)", "z is not known here"),
        ("Object{spec: 1}", "Object is no type of objects here"),
        ("object.spec.`a-b`", "stands between backticks"),
    ],
)
def test_faults(expression: str, fault: str) -> None:
    assert any(fault in each for each in told(expression)), told(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "object.spec.containers.map(c, c.image).exists(i, i.endsWith(':latest'))",
        "object.x.all(key, value, key != value)",
        "1 < 1.5 && object.x < 1 && object.x == 'a'",
        "'%s %d'.format([object.x, 1]) + string(object.y)",
        "quantity(object.x).isGreaterThan(quantity('1Gi'))",
        "authorizer.group('').resource('pods').check('get').allowed()",
        "sets.contains([1], [1]) || optional.of(1).hasValue() || lists.range(3).size() == 3",
        "type(object.x) == int && dyn(1) == 'a'",
        "object.?a.?b.orValue('c') == 1",
        "[object.x, null].size() == 2 && {'a': object.x, 'b': 1}.a == 1",
    ],
)
def test_sound(expression: str) -> None:
    assert told(expression) == []


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("object.spec.paused", "dyn"),
        ("!object.spec.paused", "bool"),
        ("object.x + 1", "int"),
        ("'a' + object.x", "string"),
        ("object.x + object.y", "dyn"),
        ("object.x ? 'a' : object.y", "dyn"),
        ("object.x ? 'a' : 'b'", "string"),
        ("object.?a.orValue('b')", "dyn"),
        ("variables.replicas", "int"),
        ("request", VARIABLES["request"]),
        ("authorizer.requestResource", None),
        ("int", "type"),
    ],
)
def test_types(expression: str, known: object) -> None:
    node = parsed(expression)
    assert node is not None

    assert type_of(node, SCOPE) == known


def test_of_newer_versions_functions_and_types_are_left_open() -> None:
    newer = Scope(VARIABLES, 36)

    assert told("new(object.x).also(1) == math.greatest(1, 2) && Other{a: 1}.b && base64.x(1)", newer) == []
    assert told("foo.startsWith('a')", newer)
