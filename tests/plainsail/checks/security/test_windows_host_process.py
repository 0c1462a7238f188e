"""The check of the same name."""

from plainsail.checks.security import windows_host_process
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import namespace, workload

HOST_PROCESS = {"windowsOptions": {"hostProcess": True}}
MESSAGE = "runs as a process of the node; the namespace enforces baseline and refuses the pod"


def test_pod_on_the_node() -> None:
    [finding] = windows_host_process.check(
        manifests(namespace("baseline"), workload(pod={"securityContext": HOST_PROCESS}))
    )

    assert finding.message == MESSAGE
    assert finding.where.field == "spec.template.spec.securityContext.windowsOptions.hostProcess"


def test_container_on_the_node() -> None:
    [finding] = windows_host_process.check(manifests(namespace("baseline"), workload(securityContext=HOST_PROCESS)))

    assert finding.message == MESSAGE
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.windowsOptions.hostProcess"


def test_silent_on_a_windows_container() -> None:
    planted = workload(securityContext={"windowsOptions": {"hostProcess": False, "runAsUserName": "app"}})

    assert not list(windows_host_process.check(manifests(namespace(), planted)))
