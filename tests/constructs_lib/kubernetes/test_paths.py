"""Paths into objects: one spelling is printed, and many are understood."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.paths import (
    Item,
    NoSuchField,
    Path,
    begins,
    canonical,
    format_path,
    leaves,
    locate,
    match,
    parse_path,
)

A, B = {"name": "A", "value": "1"}, {"name": "B", "value": "2"}
APP = {
    "name": "app",
    "args": ["x", "y"],
    "env": [A, B, A],
    "envFrom": [{"configMapRef": {"name": "web"}}],
    "ports": [{"containerPort": 53, "name": "dns"}, {"containerPort": 53, "name": "dns-udp", "protocol": "UDP"}],
    "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}, {"name": "tmp", "mountPath": "/var/a b"}],
}
OBJECT: dict[str, Any] = {
    "kind": "Deployment",
    "metadata": {"labels": {"app": "x", "app.kubernetes.io/name": "y", "plain": "z"}, "finalizers": ["a.b/c"]},
    "spec": {
        "containers": [APP, {"name": "0", "args": []}],
        "ports": [{"name": "http", "port": 80}],
        "metrics": [{"type": "Resource", "resource": {"name": name}} for name in ("cpu", "memory")],
        "rules": [{"host": "a.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix"}]}}],
        "tolerations": [{"key": "spot", "operator": "Exists"}, {"key": "arm", "value": "1"}],
        "egress": [{"ports": [{"port": 443}]}],
        "sources": [{"kind": "web"}, {"kind": "api", "port": 7}],
        "odd": {'a "b" ]': 1, "c[d]": {"e": 2}},
    },
}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("spec", ("spec",)),
        ("spec.a-b.c_d", ("spec", "a-b", "c_d")),
        ("a[app].b[0]", ("a", Item("app"), "b", Item("0"))),
        ("a[53/UDP][Resource/cpu]", ("a", Item("53/UDP"), Item("Resource/cpu"))),
        ('a["b.c/d"].e', ("a", "b.c/d", "e")),
        ('["a \\"b\\" ]"]', ('a "b" ]',)),
    ],
)
def test_the_parts_of_a_path(text: str, parts: Path) -> None:
    assert parse_path(text) == parts


@pytest.mark.parametrize(
    "path", ["", ".", "a.", "a..b", "a[", "a[]", "a b", ".a.", 'a["]', "a.b]", 'a["\\q"]', "a[b]c"]
)
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        parse_path(path)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("kind", "kind"),
        ("spec.containers[app].args[1]", "spec.containers[app].args[1]"),
        ("spec.containers[0].name", "spec.containers[0].name"),  # a name wins over an index
        ("spec.containers[1].name", "spec.containers[0].name"),
        ("spec.containers[app].env[1].value", "spec.containers[app].env[B].value"),
        ("spec.containers[app].env[A#2].value", "spec.containers[app].env[A#2].value"),
        ("spec.containers[app].env[2]", "spec.containers[app].env[A#2]"),
        ("spec.containers[app].envFrom[0]", "spec.containers[app].envFrom[web]"),
        ("spec.containers[app].ports[53]", "spec.containers[app].ports[53]"),
        ("spec.containers[app].ports[dns-udp]", "spec.containers[app].ports[53/UDP]"),
        ("spec.containers[app].ports[UDP]", "spec.containers[app].ports[53/UDP]"),
        ("spec.containers[app].volumeMounts[/tmp]", "spec.containers[app].volumeMounts[/tmp]"),
        ("spec.containers[app].volumeMounts[tmp]", "spec.containers[app].volumeMounts[/tmp]"),
        ("spec.containers[app].volumeMounts[1]", "spec.containers[app].volumeMounts[/var/a b]"),
        ("spec.ports[http].port", "spec.ports[80].port"),
        ("spec.ports[80].port", "spec.ports[80].port"),
        ("spec.ports[0].port", "spec.ports[80].port"),
        ("spec.metrics[cpu].type", "spec.metrics[Resource/cpu].type"),
        ("spec.metrics[Resource/memory]", "spec.metrics[Resource/memory]"),
        ("spec.rules[0].http.paths[/]", "spec.rules[a.example.com].http.paths[/]"),
        ("spec.tolerations[arm]", "spec.tolerations[arm/1]"),
        ("spec.tolerations[Exists]", "spec.tolerations[spot/Exists]"),
        ("spec.egress[0].ports[443]", "spec.egress[0].ports[443]"),
        ("spec.sources[api].port", "spec.sources[1].port"),
        ("metadata.finalizers[0]", "metadata.finalizers[a.b/c]"),
        ('metadata.labels["app.kubernetes.io/name"]', 'metadata.labels["app.kubernetes.io/name"]'),
        ("metadata.labels[app.kubernetes.io/name]", 'metadata.labels["app.kubernetes.io/name"]'),
        ("metadata.labels.app.kubernetes.io/name", 'metadata.labels["app.kubernetes.io/name"]'),
        ("metadata.labels.app", "metadata.labels.app"),
        ("metadata.labels[plain]", "metadata.labels.plain"),
        ('spec.odd["c[d]"].e', 'spec.odd["c[d]"].e'),
    ],
)
def test_every_spelling_is_understood_and_one_printed(text: str, printed: str) -> None:
    place = locate(OBJECT, text)

    assert format_path(place.path) == printed
    assert locate(OBJECT, printed) == place


def test_every_field_can_be_written_and_found_again() -> None:
    fields = [(path, value) for path, value in leaves(OBJECT)]

    assert len(fields) > 40
    assert [locate(OBJECT, format_path(path)).path for path, _ in fields] == [path for path, _ in fields]
    assert [parse_path(format_path(path)) for path, _ in fields] == [path for path, _ in fields]


def test_an_empty_value_is_a_last_field_too() -> None:
    assert list(leaves({"a": {"b": {}, "c": []}})) == [(("a", "b"), {}), (("a", "c"), [])]


def test_the_last_key_may_be_new() -> None:
    place = locate(OBJECT, "spec.new", new=True)

    assert (place.container, place.key) == (OBJECT["spec"], "new")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("spek.x", "there is no 'spek' in the object; there are: kind, metadata, spec"),
        ("spec.containers[ap].args", "there is no 'ap' in spec.containers; there are: app, 0"),
        ("spec.containers[2]", "there is no '2' in spec.containers; there are: app, 0"),
        ("spec.containers.app", "spec.containers is a list: name an item as [0]; there are: app, 0"),
        ("spec.containers[app].args[2]", "there is no '2' in spec.containers[app].args; there are: 0, 1"),
        ("spec.containers[1].args[0]", "spec.containers[0].args is []; there is nothing in it"),
        ("spec.ports[https]", "there is no 'https' in spec.ports; there are: 80"),
        ("metadata[0]", "there is no '0' in metadata; there are: labels, finalizers"),
        ("kind.x", 'kind is "Deployment"; there is nothing in it'),
    ],
)
def test_where_no_path_leads(text: str, message: str) -> None:
    with pytest.raises(NoSuchField) as caught:
        locate(OBJECT, text)

    assert str(caught.value) == message


def test_a_new_key_needs_a_place() -> None:
    with pytest.raises(NoSuchField, match="there is no 'new' in spec; there are: containers, "):
        locate(OBJECT, "spec.new.newer", new=True)


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        (["spec", "containers", 0, "env", 1, "value"], "spec.containers[app].env[B].value"),
        (["spec", "containers", 7, "image"], "spec.containers[7].image"),
        (["metadata", "labels", "app.kubernetes.io/name"], 'metadata.labels["app.kubernetes.io/name"]'),
        (["spec", "none", 0, "x"], "spec.none[0].x"),
        ("spec.containers[0].livenessProbe.httpGet", "spec.containers[0].livenessProbe.httpGet"),
        ("spec.containers[app].ports[0].none", "spec.containers[app].ports[53].none"),
    ],
)
def test_what_is_not_there_is_printed_as_it_was_given(path: Any, printed: str) -> None:
    assert format_path(canonical(OBJECT, path)) == printed


def test_patterns() -> None:
    path = parse_path("spec.template.spec.containers[app].env[A].value")

    assert match("**.env[*].value", path) == ("A",)
    assert match("**.containers[app].env[*].*", path) == ("A", "value")
    assert match("**.containers.*.**", path) is None, "a key is no item"
    assert match("spec.template", path) is None
    assert begins("spec.template", path) == ()
    assert begins('metadata.labels["a.b/c"]', ("metadata", "labels", "a.b/c")) == ()
