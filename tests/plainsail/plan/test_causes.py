"""What in the settings is behind a consequence."""

from __future__ import annotations

from plainsail.plan.causes import causes_of
from tests.plainsail.plan.planted import autoscaler, change, comparison, files, ingress


def test_each_changed_field_is_a_cause() -> None:
    found = causes_of(change(autoscaler(1, 3), autoscaler(2, 6)))

    assert [cause.settings[0] for cause in found] == ["hpa.max_replicas", "hpa.min_replicas"]


def test_fields_of_one_setting_are_one_cause() -> None:
    [cause] = causes_of(change(ingress("a.example.com"), ingress("b.example.com")))

    assert cause.settings[:2] == ("ingress.host", "ingress")


def test_a_whole_object_has_the_setting_that_it_comes_from() -> None:
    [added] = comparison({}, files(ingress("a.example.com"))).changes

    assert [cause.settings for cause in causes_of(added)] == [("ingress", "objects")]
