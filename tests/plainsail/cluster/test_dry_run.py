"""What kubectl writes of objects becomes an answer at the field of its object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.cluster.dry_run import ask
from plainsail.cluster.kubectl import Output
from plainsail.errors import ProjectError
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted import resources

Says = Callable[[Document], str]
"""What kubectl writes to standard error of one object; nothing where the server takes it."""


class ScriptedCluster:
    """Answers as kubectl does: it goes on after a refusal, and fails in the end."""

    def __init__(self, says: Says = lambda _: "", namespaces: Sequence[str] = ("default", "shop")) -> None:
        self.says = says
        self.namespaces = namespaces
        self.asked: list[list[Document]] = []

    def run(self, arguments: Sequence[str], documents: Iterable[Document] = ()) -> Output:
        assert "--dry-run=server" in arguments
        self.asked.append(list(documents))
        told = [line for document in self.asked[-1] if (line := self.says(document))]
        lines = [line for text in told for line in text.splitlines()]
        code = int(any(not line.startswith("Warning: ") for line in lines))
        return Output(code, "", "\n".join(told))

    def names(self, *arguments: str) -> frozenset[str]:
        assert arguments[:2] == ("get", "namespaces")
        return frozenset(self.namespaces)


def config_map(name: str = "a", namespace: str = "shop") -> str:
    return f"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, namespace: {namespace}}}}}\n---\n"


def of(*texts: str) -> list[Resource]:
    return resources("".join(texts))


def answered(line: str, kind: str = "ConfigMap", version: str = "v1") -> list[tuple[str, str]]:
    """Field and message of each answer, where kubectl writes this."""
    document = f"{{apiVersion: {version}, kind: {kind}, metadata: {{name: a, namespace: shop}}}}"
    answers = ask(of(document), ScriptedCluster(lambda _: line)).answers
    return [(answer.field, answer.message) for answer in answers]


def test_what_is_taken_is_asked_about_at_once() -> None:
    cluster = ScriptedCluster()

    assert ask(of(*(config_map(f"a{n}") for n in range(60))), cluster).answers == ()
    assert sorted(map(len, cluster.asked)) == [10, 25, 25]


def test_a_refusal_belongs_to_its_object() -> None:
    def says(document: Document) -> str:
        return "Error from server: no" if document["metadata"]["name"] == "a7" else ""

    [answer] = ask(of(*(config_map(f"a{n}") for n in range(10))), ScriptedCluster(says)).answers

    assert (answer.resource.name, answer.message, answer.is_refusal) == ("a7", "no", True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'The Service "web" is invalid: spec.ports[0].name: Invalid value: "A": must be lower case',
            [("spec.ports[0].name", 'Invalid value: "A": must be lower case')],
        ),
        (
            'The Job "a" is invalid: \n* spec.selector: Required value\n* spec.template: Invalid value: {}: no\nmore',
            [("spec.selector", "Required value"), ("spec.template", "Invalid value: {}: no more")],
        ),
        (
            "Error from server: failed to create typed patch object (shop/a; v1): .data.a: expected string, got 1",
            [("data.a", "expected string, got 1")],
        ),
        (
            'Error from server (Forbidden): admission webhook "guard.example.com" denied the request: no: never',
            [("", 'admission webhook "guard.example.com" denied the request: no: never')],
        ),
        (
            'Error from server (Forbidden): pods "a" is forbidden: exceeded quota: q, requested: cpu=1',
            [("", 'pods "a" is forbidden: exceeded quota: q, requested: cpu=1')],
        ),
        (
            "Warning: spec.x: deprecated since v1.33\nError from server (BadRequest): bad",
            [("", "spec.x: deprecated since v1.33"), ("", "bad")],
        ),
    ],
)
def test_the_field_and_what_is_said_of_it(line: str, expected: list[tuple[str, str]]) -> None:
    assert answered(line) == expected


def test_a_warning_is_no_refusal() -> None:
    [answer] = ask(of(config_map()), ScriptedCluster(lambda _: "Warning: use something else")).answers

    assert (answer.is_refusal, answer.message) == (False, "use something else")


def test_of_a_secret_nothing_is_repeated() -> None:
    [(field, message)] = answered('The Secret "a" is invalid: data[x y]: Invalid value: "hunter2": bad key', "Secret")

    assert "hunter2" not in message
    assert field == "data[x y]"


def test_a_namespace_that_is_not_there_yet_is_stood_in_for_and_said() -> None:
    cluster = ScriptedCluster()
    answers = ask(of(config_map("a", "new"), config_map("b", "new"), config_map("c")), cluster)

    assert [document["metadata"]["namespace"] for document in cluster.asked[0]] == ["default", "default", "shop"]
    assert answers.left_out == ("namespace new, which is not there yet (2 objects asked about in default)",)


NO_MATCH = (
    'error: resource mapping not found for name: "a" namespace: "shop" from "STDIN": no matches for kind "Widget" in '
    'version "example.com/v1"\nensure CRDs are installed first'
)
REMEMBERED = (
    "Error from server (NotFound): the server could not find the requested resource (patch widgets.example.com a)"
)
"""Of a kubectl that remembers a kind which is gone."""


def unknown(document: Document) -> str:
    return NO_MATCH if document["kind"] == "Widget" else ""


WIDGET = "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a, namespace: shop}}\n---\n"
DEFINITION = (
    "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.example.com}, "
    "spec: {group: example.com, names: {kind: Widget}}}\n---\n"
)


@pytest.mark.parametrize("told", [NO_MATCH, REMEMBERED])
def test_a_kind_that_the_cluster_does_not_have_is_an_error(told: str) -> None:
    [answer] = ask(of(WIDGET), ScriptedCluster(lambda _: told)).answers

    assert answer.field == "kind"
    assert "the sync fails" in answer.message


@pytest.mark.parametrize(
    ("texts", "options"),
    [([DEFINITION, WIDGET], {}), ([WIDGET], {"knows": lambda group, kind: (group, kind) == ("example.com", "Widget")})],
)
def test_a_kind_whose_definition_comes_too_is_left_out_and_said(texts: list[str], options: dict[str, Any]) -> None:
    answers = ask(of(*texts), ScriptedCluster(unknown), **options)

    assert answers.answers == ()
    assert answers.left_out == ("1 Widget (the cluster does not have this kind yet)",)


def test_an_object_without_a_name_is_left_out_and_said() -> None:
    nameless = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"
    [resource] = of(nameless)
    resource.document["metadata"] = {"generateName": "a-"}

    assert ask([resource], ScriptedCluster()).left_out == ("1 object with generateName (apply takes none)",)


@pytest.mark.parametrize(
    "line",
    [
        "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?",
        "error: You must be logged in to the server (Unauthorized)",
    ],
)
def test_a_server_that_does_not_answer_ends_the_run(line: str) -> None:
    with pytest.raises(ProjectError, match=r"^--server: "):
        answered(line)
