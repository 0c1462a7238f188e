"""Lists of objects."""

from __future__ import annotations

from plainsail.manifests.typed_lists import unpacked


def objects(document: object) -> list[object]:
    return [item.document for item in unpacked(document)]


def test_an_item_of_a_typed_list_is_of_the_kind_in_its_name() -> None:
    role = {"metadata": {"name": "a"}}

    assert objects({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleList", "items": [role]}) == [
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", **role}
    ]


def test_an_item_that_says_its_kind_keeps_it() -> None:
    pod = {"apiVersion": "v1", "kind": "Pod"}

    assert objects({"apiVersion": "v1", "kind": "ConfigMapList", "items": [pod]}) == [pod]


def test_an_item_of_a_plain_list_says_its_kind_itself() -> None:
    assert objects({"apiVersion": "v1", "kind": "List", "items": [{"metadata": {}}]}) == [{"metadata": {}}]


def test_a_list_within_a_list_is_unpacked() -> None:
    inner = {"apiVersion": "v1", "kind": "SecretList", "items": [{"metadata": {"name": "a"}}]}

    [secret] = objects({"apiVersion": "v1", "kind": "List", "items": [inner]})

    assert secret == {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}


def test_what_is_called_a_list_and_has_no_items_is_an_object() -> None:
    allowed = {"apiVersion": "example.com/v1", "kind": "AllowList", "spec": {"items": []}}

    assert objects(allowed) == [allowed]
