"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import annotation_of_another_controller
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress, ours


def test_annotations_of_the_other_controller() -> None:
    text = ingress(alb(scheme="internal", target_type="ip"), class_name="nginx")
    [finding] = annotation_of_another_controller.check(ours(text))

    assert finding.message == "is one of alb's, and 1 more of its kind, and the Ingress is of class nginx"
    assert finding.severity == "warning"


def test_somebodys_yaml_may_be_for_several() -> None:
    text = ingress({"nginx.ingress.kubernetes.io/ssl-redirect": "true"})
    [finding] = annotation_of_another_controller.check(foreign(text))

    assert finding.message == "is one of nginx's, and the Ingress is of class alb"
    assert finding.severity is None


@pytest.mark.parametrize(
    "text", [ingress(alb(scheme="internal")), ingress(alb(scheme="internal"), class_name="edge"), ingress({"a/b": "c"})]
)
def test_silent_about_its_own_and_about_classes_that_are_not_known(text: str) -> None:
    assert not list(annotation_of_another_controller.check(ours(text)))
