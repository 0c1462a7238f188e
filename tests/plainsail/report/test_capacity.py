"""What apps ask of their cluster, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from plainsail.report.capacity import Row, bars, difference, html, rows, words
from tests.plainsail.plan.planted import (
    autoscaler,
    comparison,
    container,
    cron_job,
    deployment,
    files,
    manifest,
    pod,
)


def asked(before: Mapping[str, str], after: Mapping[str, str]) -> list[Row]:
    trees = comparison(before, after)
    return list(rows(trees.before, trees.after))


def asking(requests: Mapping[str, Any], limits: Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return container(resources={"requests": dict(requests), "limits": dict(limits or {})}, **fields)


def told(*texts: str) -> dict[str, str]:
    """What an app asks for, in words."""
    [row] = [row for row in asked({}, files(*texts)) if row.app and not row.unit]
    return {measure: words(measure, span) for measure, span in row.after.items()}


@pytest.mark.parametrize(
    ("cpu", "memory", "shown"),
    [
        ("500m", "1Gi", ("500m", "1Gi")),
        ("1e3", "1e3", ("1000", "1000")),
        (0.5, 1073741824, ("500m", "1Gi")),
        ("2", "1.5Gi", ("2", "1.5Gi")),
    ],
)
def test_quantities_in_any_spelling(cpu: Any, memory: Any, shown: tuple[str, str]) -> None:
    said = told(deployment(asking({"cpu": cpu, "memory": memory})))

    assert (said["cpu requests"], said["memory requests"]) == shown


def test_without_replicas_there_is_one_pod() -> None:
    assert told(deployment(asking({"cpu": "1"})))["pods"] == "1"


def test_replicas_multiply() -> None:
    said = told(deployment(asking({"cpu": "100m", "memory": "64Mi"}), replicas=3))

    assert (said["pods"], said["cpu requests"], said["memory requests"]) == ("3", "300m", "192Mi")


def test_an_autoscaler_makes_a_span() -> None:
    said = told(deployment(asking({"cpu": "100m"})), autoscaler(2, 6))

    assert (said["pods"], said["cpu requests"]) == ("2 to 6", "200m to 600m")


def test_a_sidecar_counts_and_an_init_container_that_ends_does_not() -> None:
    sidecar = asking({"memory": "32Mi"}, name="log", restartPolicy="Always")
    init = asking({"memory": "16Mi"}, name="wait")
    said = told(deployment(template=pod(asking({"memory": "64Mi"}), initContainers=[sidecar, init])))

    assert said["memory requests"] == "96Mi"


def test_what_a_pod_says_for_all_its_containers_wins() -> None:
    whole = {"requests": {"cpu": "2"}, "limits": {"cpu": "3"}}
    said = told(deployment(template=pod(asking({"cpu": "1"}), resources=whole)))

    assert (said["cpu requests"], said["cpu limits"]) == ("2", "3")


def test_a_container_without_a_limit_leaves_the_sum_open() -> None:
    both = (asking({}, {"memory": "64Mi"}), asking({"memory": "1Mi"}, name="other"))

    assert told(deployment(*both))["memory limits"] == "64Mi and more, as a container says none"
    assert told(deployment(both[1]))["memory limits"] == "none said"


def test_a_default_of_the_namespace_fills_in() -> None:
    limits = manifest("LimitRange", {"limits": [{"type": "Container", "default": {"memory": "128Mi"}}]})

    assert told(deployment(container()), limits)["memory limits"] == "128Mi"


def test_nobody_knows_the_number_of_nodes_or_of_runs() -> None:
    agent = deployment(asking({"cpu": "1"})).replace("kind: Deployment", "kind: DaemonSet")
    found = asked({}, files(agent, cron_job("0 7 * * *")))

    assert [(row.app, row.unit) for row in found] == [
        ("backend", "CronJob/backend, for each run"),
        ("backend", "DaemonSet/backend, on each node"),
    ]
    assert words("cpu requests", found[1].after["cpu requests"]) == "1"


def test_a_run_may_be_several_pods() -> None:
    job = {"spec": {"parallelism": 3, "template": pod(asking({"cpu": "1"}))}}
    [row] = asked({}, files(cron_job("0 7 * * *", jobTemplate=job)))

    assert words("cpu requests", row.after["cpu requests"]) == "3"


def test_a_job_that_goes_is_told_in_a_line() -> None:
    shown = html(asked(files(cron_job("0 7 * * *")), {}))

    assert "staging · backend · CronJob/backend, for each run (gone)" in shown
    assert "pods 1, cpu requests none said" in shown
    assert "<table" not in shown


def test_environments_are_summed_over_their_apps() -> None:
    one = deployment(asking({"cpu": "1"}), replicas=2)
    after = {**files(one, home="staging/backend"), **files(one, home="staging/shop"), **files(one, home="qa/shop")}
    found = [(*row.environments, row.app, words("cpu requests", row.after["cpu requests"])) for row in asked({}, after)]

    # One app is all of its environment.
    assert found == [
        ("qa", "staging", "shop", "2"),
        ("staging", "", "4"),
        ("staging", "backend", "2"),
    ]


def test_a_row_shows_numbers_before_and_after() -> None:
    before, after = (files(deployment(asking({"memory": memory}), replicas=2)) for memory in ("64Mi", "128Mi"))
    shown = html(asked(before, after))

    assert "<td>128Mi → 256Mi</td>" in shown
    assert "<td>+128Mi</td>" in shown
    assert shown.count("<figure") == 1  # an environment of one app is that app
    assert "As before: pods 2, cpu requests none said, cpu limits none said, memory limits none said." in shown


def test_apps_that_stay_are_counted_not_drawn() -> None:
    one, other = (deployment(asking({"cpu": cpu})) for cpu in ("1", "2"))
    shop = files(one, home="staging/shop")
    shown = html(asked({**files(one), **shop}, {**files(other), **shop}))

    assert "staging · shop" not in shown
    assert "Apps that ask for the same as before: 1, each environment counted." in shown


def test_nothing_changed() -> None:
    same = files(deployment(asking({"cpu": "1"})))

    assert html(asked(same, same)) == (
        '<p class="empty">Nothing else is asked of a cluster. '
        "Apps that ask for the same as before: 1, each environment counted.</p>"
    )


def test_what_is_new_and_what_goes_is_named_so() -> None:
    one = files(deployment(asking({"cpu": "1"})))

    assert "staging · backend (new)" in html(asked({}, one))
    assert "staging · backend (gone)" in html(asked(one, {}))
    assert "<td>1 → none</td>" in html(asked(one, {}))


def test_the_longest_bar_is_the_most_of_both_sides() -> None:
    [row] = [row for row in asked(files(deployment(replicas=1)), files(deployment(), autoscaler(1, 4))) if row.app]
    drawn = bars(row.before["pods"], row.after["pods"])

    assert [drawn.count(f'width="{width}"') for width in ("25.00%", "100.00%")] == [2, 1]
    assert difference("pods", row.before["pods"], row.after["pods"]) == "+3 at most"


def test_names_are_escaped() -> None:
    shown = html(asked({}, files(deployment(), home="staging/<b>")))

    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
