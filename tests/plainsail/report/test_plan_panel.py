"""The panel of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainsail.plan.planned import Planned
from plainsail.report.plan_panel import content
from tests.plainsail.plan.planted import comparison, container, cron_job, deployment, files, manifest, planned


def shown(before: Mapping[str, str], after: Mapping[str, str], *left_out: str) -> str:
    return content(Planned(planned(before, after), comparison(before, after), left_out))


def asking(memory: str) -> dict[str, Any]:
    return container(resources={"limits": {"memory": memory}})


def test_a_changed_limit_is_told_as_object_as_capacity_and_as_field() -> None:
    page = shown(files(deployment(asking("512Mi"))), files(deployment(asking("1Gi"))))

    assert "1 object changed, from before to after." in page
    assert "pods are replaced: containers[app].resources.limits.memory changed" in page
    assert "<td><code>512Mi</code></td><td><code>1Gi</code></td>" in page
    assert "<td>512Mi → 1Gi</td>" in page
    assert "<td>+512Mi</td>" in page


def test_what_is_grave_stands_in_front() -> None:
    page = shown(files(cron_job("0 7 * * *"), deployment()), files(deployment()))

    first = page.index("1 thing to look at first")
    assert first < page.index("is deleted: its jobs and their logs go with it") < page.index("<h3>Objects</h3>")


def test_where_nothing_is_grave_it_says_so() -> None:
    page = shown({}, files(manifest("ConfigMap")))

    assert "Nothing fails, nothing is lost, and nobody has to act." in page


def test_nothing_changed_is_one_line() -> None:
    same = files(deployment(), cron_job("0 7 * * *"))

    assert shown(same, same) == "<p>2 objects, no difference between before and after.</p>"


def test_what_is_not_rendered_is_said_even_then() -> None:
    page = shown({}, {}, "staging/shop (no build: `plainsail image pin shop`)")

    assert "Not rendered: staging/shop (no build: <code>plainsail image pin shop</code>)." in page


def test_a_new_app_is_named_so() -> None:
    page = shown({}, files(deployment(), home="staging/shop"))

    assert "<h4>shop · staging (new in staging)</h4>" in page
    assert "staging · shop (new)" in page


def test_jobs_are_counted_from_the_instant_of_the_comparison() -> None:
    page = shown(files(cron_job("0 7 * * *")), files(cron_job("0 8 * * *")))

    assert "The week from Mon 23 Nov 2026 12:00 UTC on." in page


def test_the_same_inputs_make_the_same_bytes() -> None:
    before = files(deployment(asking("512Mi")), cron_job("0 7 * * *"))
    after = files(deployment(asking("1Gi")), cron_job("*/5 * * * *"), manifest("ConfigMap"))

    assert shown(before, after) == shown(before, after)
