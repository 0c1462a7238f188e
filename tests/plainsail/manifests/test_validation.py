"""What was read, sorted by whether checks may rely on its shape."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.delivery import Delivery
from plainsail.manifests.loader import Reading
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.validation import validated
from plainsail.schemas import NoSchema
from plainsail.schemas.problems import Problem
from tests.plainsail.checks.planted import resources

[CONFIG] = resources("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: backend}}")


def judged(*problems: Problem) -> Manifests:
    return validated(Reading((CONFIG,), ()), lambda *_: problems, Delivery())


def test_an_object_with_a_field_too_much_is_still_read() -> None:
    manifests = judged(Problem("datta", "is not a field here", unknown_field=True, readable=True))

    assert list(manifests.of("ConfigMap")) == [CONFIG]


def test_a_broken_object_is_hidden_from_checks_but_exists_for_its_siblings() -> None:
    manifests = judged(Problem("data", "is text"))

    assert list(manifests.of("ConfigMap")) == []
    assert manifests.sibling(CONFIG, "ConfigMap", "c") is CONFIG


@pytest.mark.parametrize(("ignored", "count"), [(False, 1), (True, 0)])
def test_a_kind_without_a_schema_is_told_unless_that_is_ignored(ignored: bool, count: int) -> None:
    def problems(document: Document, version: str) -> list[Problem]:
        raise NoSchema("no schema of it is known", "drop its CRD into imports/crds/")

    manifests = validated(Reading((CONFIG,), ()), problems, Delivery(), ignore_missing_schemas=ignored)

    assert (len(manifests.unknown), list(manifests.of("ConfigMap"))) == (count, [])
