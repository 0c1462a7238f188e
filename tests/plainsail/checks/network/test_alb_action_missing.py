"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.network import alb_action_missing
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress

_ACTION = "{service: {name: fixed, port: {name: use-annotation}}}"


def test_a_backend_without_its_action() -> None:
    finding, unused = alb_action_missing.check(foreign(ingress(alb(actions__fixd="{}"), backend=_ACTION)))

    assert finding.message.endswith("actions.fixed, which is not there; did you mean 'fixd'?")
    assert finding.where.field == "spec.rules[shop.example.com].http.paths[/].backend"
    assert (unused.message, unused.severity) == (
        "no rule leads to it: no backend is fixd with the port use-annotation",
        "warning",
    )


def test_conditions_of_nobody() -> None:
    [finding] = alb_action_missing.check(foreign(ingress(alb(conditions__front="[]"))))

    assert finding.message == "no rule leads to a backend named front"


def test_silent_where_the_names_agree() -> None:
    annotations = alb(actions__fixed="{}", conditions__fixed="[]")

    assert not list(alb_action_missing.check(foreign(ingress(annotations, backend=_ACTION))))
