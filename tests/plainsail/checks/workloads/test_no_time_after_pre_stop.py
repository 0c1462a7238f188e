"""The check of the same name."""

import pytest

from plainsail.checks.workloads import no_time_after_pre_stop
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment


def waiting(hook: object, **pod: object) -> str:
    """A Deployment whose container has this `preStop`."""
    return deployment(container(lifecycle={"preStop": hook}), pod=pod)


def shell(command: str) -> dict[str, object]:
    """A command that a shell reads."""
    return {"exec": {"command": ["sh", "-c", command]}}


@pytest.mark.parametrize(
    ("hook", "seconds"),
    [
        ({"sleep": {"seconds": 30}}, 30),
        ({"exec": {"command": ["/bin/sleep", "45"]}}, 45),
        (shell("sleep 40 && nginx -s quit"), 40),
        (shell("sleep 20; sleep 20"), 40),
        (shell("sleep 1m"), 60),
    ],
    ids=["sleep", "a command", "a shell", "twice", "minutes"],
)
def test_killed_while_it_waits(hook: object, seconds: int) -> None:
    """Thirty seconds are what a pod has when nobody says otherwise."""
    [finding] = no_time_after_pre_stop.check(manifests(waiting(hook)))

    assert finding.message == f"waits {seconds} s of the 30 s that the pod has: SIGKILL follows SIGTERM at once"
    assert finding.where.field == "spec.template.spec.containers[app].lifecycle.preStop"


@pytest.mark.parametrize(
    "hook",
    [
        {"sleep": {"seconds": 29}},
        {"httpGet": {"path": "/drain", "port": 80}},
        shell("while pgrep worker; do sleep 60; done"),
        shell("/app/sleep-well 60"),
    ],
    ids=["time left", "a request", "until something ends", "another command"],
)
def test_silent_where_time_is_left_or_nobody_can_tell(hook: object) -> None:
    assert not list(no_time_after_pre_stop.check(manifests(waiting(hook))))


def test_silent_with_a_longer_life() -> None:
    text = waiting({"sleep": {"seconds": 40}}, terminationGracePeriodSeconds=60)

    assert not list(no_time_after_pre_stop.check(manifests(text)))
