"""What rules ask of manifests before they look at an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from plainsail.delivery import Delivery
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.questions import questions, silence
from tests.plainsail.checks.planted import manifests

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: it}\nspec: {ports: [{port: 80}]}\n"


def of_services(given: Any) -> Iterator[object]:
    for service in given.of("Service"):
        yield from given.siblings(service, "Deployment")


def of_files(given: Any) -> Iterator[object]:
    return iter(given.delivery.dockerfiles if any(given.containers()) else given.custom("keda.sh", "ScaledObject"))


def of_nothing(_: Any) -> Iterator[object]:
    yield "always"


def of_a_name(given: Any) -> Iterator[object]:
    return iter(given.sibling(None, "Service", "it", namespace="there") or ())


@pytest.mark.parametrize(
    ("find", "asked"),
    [
        (of_services, [("of", "Service")]),
        (of_files, [("containers",), ("custom", "keda.sh", "ScaledObject")]),
        (of_nothing, None),
    ],
)
def test_what_a_rule_asks_first(find: Any, asked: object) -> None:
    assert questions(find, Manifests(())) == asked


def test_a_rule_that_asks_for_an_object_by_name_is_never_left_out() -> None:
    class Named(Manifests):
        def sibling(self, *_: object, **__: object) -> None:
            return None

    assert questions(of_a_name, Named(())) is None


@pytest.mark.parametrize(
    ("question", "is_nothing"),
    [
        (("of", "Service"), False),
        (("of", "Deployment", "Service"), False),
        (("of", "Deployment"), True),
        (("custom", "keda.sh", "ScaledObject"), True),
        (("containers",), True),
        (("resources",), False),
        (("unsound",), True),
        (("delivery", "dockerfiles"), True),
    ],
)
def test_silence_is_what_manifests_of_nothing_answer(question: tuple[str, ...], is_nothing: bool) -> None:
    assert silence(manifests(SERVICE, delivery=Delivery()))(question) is is_nothing
    assert silence(Manifests(()))(question)
