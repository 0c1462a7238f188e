"""Words that stand for a value."""

from __future__ import annotations

import pytest

from plainsail.manifests.placeholders import is_free_text, replacers, words_in


@pytest.mark.parametrize(
    ("text", "words", "tool"),
    [
        ("ko://github.com/org/app/cmd", ("ko://github.com/org/app/cmd",), "ko resolve"),
        ("registry/app:${TAG}", ("${TAG}",), "envsubst"),
        ("${TAG:-latest}", ("${TAG:-latest}",), "envsubst"),
        ("$IMAGE", ("$IMAGE",), "envsubst"),
        ("$(IMAGE)", ("$(IMAGE)",), "kustomize"),
        ("{{ name }}", ("{{ name }}",), "a template engine"),
        ("${{ values.name }}", ("${{ values.name }}",), "a template engine"),
        ("<your-registry>/app", ("<your-registry>",), "an editor"),
        ("%NAME%", ("%NAME%",), "an editor"),
        ("@NAME@", ("@NAME@",), "an editor"),
        ("__CA_CERT__", ("__CA_CERT__",), "an editor"),
        ("#{Name}#", ("#{Name}#",), "an editor"),
    ],
)
def test_a_placeholder_and_what_replaces_it(text: str, words: tuple[str, ...], tool: str) -> None:
    assert (words_in(text), replacers(words)) == (words, [tool])


@pytest.mark.parametrize("text", ["", "nginx:1.27", "a < b > c", "<nil>", "<none>", "<no value>", "$5", "100%", "a@b"])
def test_what_is_no_placeholder(text: str) -> None:
    assert words_in(text) == ()


@pytest.mark.parametrize(
    "field",
    [
        'data["run.sh"]',
        "metadata.annotations.a",
        "spec.template.metadata.annotations.a",
        "spec.template.spec.containers[app].command[0]",
        "spec.template.spec.containers[app].volumeMounts[a].subPathExpr",
        "spec.validations[0].expression",
    ],
)
def test_fields_of_free_text(field: str) -> None:
    assert is_free_text(field)


@pytest.mark.parametrize("field", ["metadata.name", "spec.template.spec.containers[app].env[A].name", "spec.host"])
def test_fields_of_some_shape(field: str) -> None:
    assert not is_free_text(field)
