"""An app of a chart: its namespace is the only thing that is drawn."""

from __future__ import annotations

from plainsail.render.charts import render
from tests.rendered import by_name, environment
from tests.samples.helm_release import EveryHelmRelease, LeastHelmRelease


def test_the_namespace_alone_is_drawn() -> None:
    [rendered] = render([environment(LeastHelmRelease)])

    assert [key.kind for key in rendered.made] == ["Namespace"]
    assert rendered.left_out == ["Pod/backend-ping (a test of the chart; `helm test` alone would run it)"]


def test_patches_and_objects_of_the_settings_join_those_of_the_chart() -> None:
    made = by_name(environment(EveryHelmRelease))

    container = made["StatefulSet/backend-cache"]["spec"]["template"]["spec"]["containers"][0]
    assert (container["args"][0], "livenessProbe" in container) == ("--first", False)
    assert {"ResourceQuota/all", "PriorityClass/high", "CacheClass/backend-cache"} < {*made}
    assert made["StatefulSet/backend-cache"]["metadata"]["labels"]["owner"] == "web"
