"""What the errors of a check mean: of a workload whose pods are refused, the API server takes the object itself."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.namespaces import limit_range_refuses, quota_refuses
from plainsail.checks.security import privileged_container
from plainsail.checks.workloads import priority_class_missing
from tests.plainsail.checks.planted_objects import container, examined, made, pod_spec, workload

_POD = pod_spec(
    container(securityContext={"privileged": True}, resources={"limits": {"cpu": "3"}, "requests": {"cpu": "3"}}),
    priorityClassName="system-mine",
)
_AROUND = (
    made("Namespace", name="backend", metadata={"labels": {"pod-security.kubernetes.io/enforce": "baseline"}}),
    made("LimitRange", spec={"limits": [{"type": "Container", "max": {"cpu": "1"}}]}),
    made("ResourceQuota", spec={"hard": {"requests.cpu": "2"}}),
)


@pytest.mark.parametrize("check", [limit_range_refuses, quota_refuses, privileged_container, priority_class_missing])
@pytest.mark.parametrize(("document", "means"), [(made("Pod", spec=_POD), "refused"), (workload(pod=_POD), None)])
def test_a_pod_of_its_own_is_refused(check: Any, document: dict[str, Any], means: str | None) -> None:
    found = list(check.check(examined(*_AROUND, document)))

    assert check.MEANS == "cannot work"
    assert found
    assert {finding.means for finding in found} == {means}
