"""Fields as people write them."""

import pytest

from constructs_lib.kubernetes.field_path import parse
from plainsail.errors import ProjectError
from plainsail.influence.fields import below, find
from plainsail.influence.moves import leaves_of, shown

DOCUMENT = {
    "kind": "Deployment",
    "metadata": {"labels": {"a.b/c": "x", "plain": "y"}},
    "spec": {"containers": [{"name": "app", "args": ["one", "two"]}, {"name": "side"}]},
}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("kind", "kind"),
        (" spec ", "spec"),
        ("spec.containers[app].args[1]", "spec.containers[app].args[1]"),
        ("spec.containers[0].args[1]", "spec.containers[app].args[1]"),
        ('metadata.labels["a.b/c"]', 'metadata.labels["a.b/c"]'),
        ("metadata.labels.a.b/c", 'metadata.labels["a.b/c"]'),
        ("metadata.labels.plain", "metadata.labels.plain"),
    ],
)
def test_a_field_is_found(text: str, field: str) -> None:
    assert shown(find(DOCUMENT, text, name="Deployment/a")) == field


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("spek.x", "there is no 'spek' in Deployment/a; did you mean 'spec'? there are: kind, metadata, spec"),
        ("spec.containers[ap].args", "there is no 'ap' in spec.containers of Deployment/a; did you mean 'app'? "),
        ("spec.containers[2]", "there is no '2' in spec.containers of Deployment/a; there are: app, side"),
        ("kind.x", 'kind of Deployment/a is "Deployment"; there is nothing in it'),
        ('metadata.labels["a', "there is no 'a' in metadata.labels of Deployment/a; there are: a.b/c, plain"),
        ("", "there is no '' in Deployment/a; there are: kind, metadata, spec"),
    ],
)
def test_what_is_not_there(text: str, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        find(DOCUMENT, text, name="Deployment/a")

    assert str(caught.value).startswith(message)


def test_every_field_can_be_written_and_found_again() -> None:
    fields = [field for field, _ in leaves_of(DOCUMENT)]

    assert [find(DOCUMENT, shown(field), name="Deployment/a") for field in fields] == fields


def test_a_field_is_written_as_patches_take_it() -> None:
    assert [parse(shown(field)) for field, _ in leaves_of(DOCUMENT)] == [[*field] for field, _ in leaves_of(DOCUMENT)]


def test_what_is_below_a_field() -> None:
    field = find(DOCUMENT, "spec.containers[app]", name="Deployment/a")

    assert [(shown(leaf), value) for leaf, value in below(DOCUMENT, field)] == [
        ("spec.containers[app].name", "app"),
        ("spec.containers[app].args[0]", "one"),
        ("spec.containers[app].args[1]", "two"),
    ]
