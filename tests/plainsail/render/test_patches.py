"""Patches of rendered objects: the door for what no setting says."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ExternalSecrets, Patch, SettingsError
from plainsail.render.patches import apply_patches
from tests.rendered import app_objects, environment
from tests.samples.values import Least

DEPLOYMENT: Document = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "backend", "annotations": {"a.b/c": "1"}},
    "spec": {"template": {"spec": {"containers": [{"name": "app", "image": "x"}, {"name": "proxy"}]}}},
}

EACH = "set the fields of metadata that change, each by itself"


class Said:
    """As much of an environment as patches need."""

    app_name = "backend"

    def __init__(self, **patches: Patch) -> None:
        self.patches = patches


class Drawn:
    """As much of a chart."""


def patched(*built_in: Patch, **said: Patch) -> Any:
    """The Deployment after the constructs' patches and those of the settings."""
    documents = [copy.deepcopy(DEPLOYMENT)]
    apply_patches(Said(**said), documents, built_in, chart=Drawn)  # type: ignore[arg-type] # as much of it as is needed
    return documents[0]


def refusal(**said: Patch) -> tuple[str, tuple[str | int, ...]]:
    with pytest.raises(SettingsError) as caught:
        patched(**said)
    assert caught.value.owner is Said
    return caught.value.message, caught.value.path


def test_a_field_is_set() -> None:
    made = patched(x=Patch("Deployment/backend", set={"spec.replicas": 2}))

    assert made["spec"]["replicas"] == 2


def test_an_object_that_other_renderings_share_stays_as_it_is() -> None:
    shared = copy.deepcopy(DEPLOYMENT)
    documents = [shared]

    settings = Said(x=Patch("Deployment/backend", set={"spec.a": 1}))
    apply_patches(settings, documents, (), chart=object)  # type: ignore[arg-type]

    assert shared == DEPLOYMENT
    assert documents[0]["spec"]["a"] == 1


def test_a_field_that_the_typed_api_does_not_know_is_kept() -> None:
    made = patched(
        Patch("Deployment/backend", set={"spec.template.spec.containers[app].lifecycle": {"stopSignal": "X"}})
    )

    assert made["spec"]["template"]["spec"]["containers"][0]["lifecycle"] == {"stopSignal": "X"}


def test_a_field_is_removed() -> None:
    made = patched(x=Patch("Deployment/backend", remove=["spec.template"]))

    assert made["spec"] == {}


def test_removing_comes_before_setting() -> None:
    made = patched(x=Patch("Deployment/backend", remove=["spec.template"], set={"spec.template": {"a": 1}}))

    assert made["spec"]["template"] == {"a": 1}


ENV = "spec.template.spec.containers[app].env"


def with_variables(**patch: Any) -> list[Any]:
    """The variables of the container after a patch; before it there are A and B."""
    there = {ENV: [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]}
    made = patched(Patch("Deployment/backend", set=there), x=Patch("Deployment/backend", **patch))
    variables: list[Any] = made["spec"]["template"]["spec"]["containers"][0]["env"]
    return variables


def test_items_come_at_the_end_of_a_list() -> None:
    made = with_variables(append={ENV: [{"name": "C"}, {"name": "D"}]})

    assert [item["name"] for item in made] == ["A", "B", "C", "D"]


def test_items_come_before_another() -> None:
    """So that `$(NAME)` of B can refer to them."""
    made = with_variables(insert={f"{ENV}[B]": [{"name": "C"}, {"name": "D"}]})

    assert [item["name"] for item in made] == ["A", "C", "D", "B"]


def test_an_item_is_inserted_by_its_index() -> None:
    made = with_variables(insert={f"{ENV}[0]": [{"name": "C"}]})

    assert [item["name"] for item in made] == ["C", "A", "B"]


def test_an_item_is_named_by_its_merge_key() -> None:
    made = with_variables(set={f"{ENV}[B].value": "3"}, remove=[f"{ENV}[A]"])

    assert made == [{"name": "B", "value": "3"}]


def test_a_list_that_is_not_there_is_made() -> None:
    made = patched(x=Patch("Deployment/backend", append={"metadata.finalizers": ["a"]}))

    assert made["metadata"]["finalizers"] == ["a"]


def test_inserting_and_appending_come_last() -> None:
    made = with_variables(
        remove=[ENV], set={ENV: [{"name": "E"}]}, insert={f"{ENV}[E]": [{"name": "D"}]}, append={ENV: [{"name": "F"}]}
    )

    assert [item["name"] for item in made] == ["D", "E", "F"]


def test_appending_twice_keeps_the_order() -> None:
    one, two = (Patch("Deployment/backend", append={"spec.a": [number]}) for number in (1, 2))

    assert patched(x=one, y=two)["spec"]["a"] == [1, 2]


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ({"append": {"spec.template": [1]}}, "spec.template of Deployment/backend is no list; set it instead"),
        (
            {"append": {"spec.a.b": [1]}},
            (
                "Deployment/backend has no place for spec.a.b: there is no 'a' in spec; there are: template; "
                "set what is above it"
            ),
        ),
        (
            {"insert": {"spec.template.spec.containers[x]": [{}]}},
            (
                "Deployment/backend has no spec.template.spec.containers[x] to come before: there is no 'x' in "
                "spec.template.spec.containers; there are: app, proxy"
            ),
        ),
        (
            {"insert": {"metadata.annotations[a.b/c]": ["x"]}},
            "metadata.annotations[a.b/c] of Deployment/backend is no item of a list; set it instead",
        ),
    ],
)
def test_no_list_there(patch: Any, told: str) -> None:
    [(change, field)] = [(name, field) for name, what in patch.items() for field in what]

    assert refusal(x=Patch("Deployment/backend", **patch)) == (told, ("patches", "x", change, field))


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ({}, "this patch changes nothing; give set={...}, remove=[...], insert={...}, append={...}"),
        ({"append": {"spec.a": []}}, "spec.a gets no item; name one, or take it out"),
        (
            {"insert": {"spec.a": [1]}},
            "spec.a is no item of a list; write what the items come before: 'spec.a[0]'",
        ),
        ({"append": {"metadata.name": [1]}}, "metadata.name identifies the object; a patch cannot change it"),
    ],
)
def test_a_patch_that_means_nothing(patch: Any, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Patch("Deployment/backend", **patch)

    assert caught.value.message == told


def test_settings_have_the_last_word() -> None:
    first = Patch("Deployment/backend", set={"spec.replicas": 2})

    assert patched(first, x=Patch("Deployment/backend", set={"spec.replicas": 3}))["spec"]["replicas"] == 3


def test_what_is_set_is_plain_data() -> None:
    made = patched(x=Patch("Deployment/backend", set={"spec": {"a": [{"b": 1}]}}))

    assert (type(made["spec"]), type(made["spec"]["a"]), type(made["spec"]["a"][0])) == (dict, list, dict)


def test_a_target_that_is_not_rendered() -> None:
    assert refusal(x=Patch("Deployment/backen", set={"spec.replicas": 2})) == (
        "Deployment/backen is not rendered, so this patch changes nothing; did you mean 'Deployment/backend'?",
        ("patches", "x"),
    )


def test_a_target_that_is_near_none() -> None:
    message, _ = refusal(x=Patch("Job/y", set={"spec.replicas": 2}))

    assert message == "Job/y is not rendered, so this patch changes nothing; there is Deployment/backend"


def test_a_field_without_a_place() -> None:
    message, path = refusal(x=Patch("Deployment/backend", set={"spec.strategy.type": "Recreate"}))

    told = "there is no 'strategy' in spec; there are: template"
    assert message == f"Deployment/backend has no place for spec.strategy.type: {told}; set what is above it"
    assert path == ("patches", "x", "set", "spec.strategy.type")


def test_an_item_of_a_list_that_is_not_there() -> None:
    message, _ = refusal(x=Patch("Deployment/backend", remove=["spec.template.spec.containers[7]"]))

    told = "there is no '7' in spec.template.spec.containers; there are: app, proxy"
    assert message == f"Deployment/backend has no spec.template.spec.containers[7] to remove: {told}"


@pytest.mark.parametrize("metadata", [{}, None, {"name": "other"}, {"name": "backend", "namespace": "x"}])
def test_an_object_keeps_its_name(metadata: Any) -> None:
    assert refusal(x=Patch("Deployment/backend", set={"metadata": metadata})) == (
        f"Deployment/backend would lose its name or its namespace; {EACH}",
        ("patches", "x"),
    )


def test_the_app_s_own_object_is_meant_where_a_raw_one_has_its_name() -> None:
    raw = {"apiVersion": "example.com/v1", "kind": "Deployment", "metadata": {"name": "backend"}, "spec": {}}
    documents = [copy.deepcopy(DEPLOYMENT), raw]

    said = Said(x=Patch("Deployment/backend", set={"spec.replicas": 2}))
    apply_patches(said, documents, [], chart=Drawn)  # type: ignore[arg-type] # the same

    assert [document["spec"].get("replicas") for document in documents] == [2, None]


def test_a_field_to_remove_that_is_not_there() -> None:
    assert refusal(x=Patch("Deployment/backend", remove=["spec.strategy"])) == (
        "Deployment/backend has no spec.strategy to remove: there is no 'strategy' in spec; there are: template",
        ("patches", "x", "remove"),
    )


def test_the_external_secret_is_called_as_the_app() -> None:
    """Its name follows its content, the patch included."""
    secrets = ExternalSecrets(secret_store="own", params={"KEY": "/key"})  # noqa: S106 - the name of a store
    patch = Patch("ExternalSecret/backend", set={"spec.refreshInterval": "5m"})
    settings = environment(Least, external_secrets=secrets, patches={"it": patch})

    [external] = [document for document in app_objects(settings) if document["kind"] == "ExternalSecret"]

    assert external["metadata"]["name"] == external["spec"]["target"]["name"] == settings.secret_name
    assert external["spec"]["refreshInterval"] == "5m"


def test_the_name_with_the_hash_is_no_target() -> None:
    """It would be another one as soon as a variable comes."""
    secrets = ExternalSecrets(secret_store="own", params={"KEY": "/key"})  # noqa: S106 - the name of a store
    name = f"ExternalSecret/{environment(Least, external_secrets=secrets).secret_name}"

    with pytest.raises(SettingsError, match="did you mean 'ExternalSecret/backend'"):
        app_objects(environment(Least, external_secrets=secrets, patches={"it": Patch(name, remove=["spec.data"])}))
