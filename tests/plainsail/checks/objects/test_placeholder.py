"""A file holds placeholders."""

from __future__ import annotations

from plainsail.checks.objects import placeholder
from plainsail.manifests.placeholders import Placeholder
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted import manifests, resources

[POD, OTHER] = resources(
    """
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: <name>}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: <name>}}
    """,
    environment=None,
    app=None,
)


def held(*placeholders: tuple[Resource, str]) -> list[tuple[str, str, str | None]]:
    every = manifests()
    every.placeholders = tuple(
        Placeholder(resource.where("metadata.namespace"), tuple(words.split())) for resource, words in placeholders
    )
    return [(finding.where.object, finding.message, finding.fix) for finding in placeholder.check(every)]


def test_a_placeholder_is_told_once_a_file_at_its_first_line() -> None:
    assert held((POD, "<name>"), (POD, "${A} <name>")) == [
        (
            "Pod/a",
            "holds placeholders, so the file is no manifest yet: <name>, ${A}",
            "replace them first: envsubst, an editor",
        )
    ]


def test_of_many_three_are_shown() -> None:
    [(_, message, fix)] = held((POD, "${A} ${B} ${C} ${D}"))

    assert message.endswith(": ${A}, ${B}, ${C} and 1 more")
    assert fix == "replace them first: envsubst"


def test_each_file_is_told() -> None:
    assert [where for where, _, _ in held((POD, "${A}"), (OTHER, "${A}"))] == ["Pod/a", "Pod/b"]


def test_sound_manifests_hold_none() -> None:
    assert held() == []
