"""The changes that a consequence follows from."""

from __future__ import annotations

from plainsail.plan.causes import causes_of
from tests.plainsail.plan.planted import autoscaler, change, comparison, files, ingress


def test_each_changed_field_is_a_cause() -> None:
    causes = causes_of(change(autoscaler(1, 3), autoscaler(2, 6)))

    assert [cause.where.field for cause in causes] == ["spec.maxReplicas", "spec.minReplicas"]


def test_a_cause_knows_the_text_that_was_there() -> None:
    [cause] = causes_of(change(ingress("a.example.com"), ingress("a.example.com", spec={"ingressClassName": "nginx"})))

    assert (cause.where.field, cause.before) == ("spec.ingressClassName", "alb")


def test_a_whole_object_is_one_cause() -> None:
    [added] = comparison({}, files(ingress("a.example.com"))).changes

    assert [(cause.where.object, cause.where.field) for cause in causes_of(added)] == [("Ingress/backend", "")]
