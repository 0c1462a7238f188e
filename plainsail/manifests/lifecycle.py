"""From the start of a container to its end, in seconds: probes, `preStop`, grace period, with Kubernetes' defaults."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.manifests.pods import Container, Pod

Probe = Mapping[str, Any]
HANDLERS = ("httpGet", "exec", "grpc", "tcpSocket")


def handlers(container: Container) -> Iterator[tuple[str, dict[str, Any]]]:
    """The container's probes and hooks, each with its field: `livenessProbe`, `lifecycle.preStop`."""
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        yield probe, container.spec.get(probe, {})
    for hook in ("postStart", "preStop"):
        yield f"lifecycle.{hook}", container.spec.get("lifecycle", {}).get(hook, {})


def grace(probe: Probe) -> int:
    """Seconds of failing until a probe has its way. A question that hangs delays the next one.

    >>> grace({"periodSeconds": 20, "failureThreshold": 5}), grace({"periodSeconds": 5, "timeoutSeconds": 8}), grace({})
    (100, 24, 30)
    """
    period: int = max(probe.get("periodSeconds", 10), probe.get("timeoutSeconds", 1))
    threshold: int = probe.get("failureThreshold", 3)
    return period * threshold


def budget(container: Mapping[str, Any]) -> int | None:
    """Seconds that a container has to start in before it is killed; None where nobody kills it.

    >>> budget({"livenessProbe": {"initialDelaySeconds": 15}}), budget({"readinessProbe": {}})
    (45, None)
    """
    probe = container.get("startupProbe", container.get("livenessProbe"))
    if probe is None:
        return None
    delay: int = probe.get("initialDelaySeconds", 0)
    return delay + grace(probe)


def question(probe: Probe) -> Any:
    """What a probe asks: two probes with the same question get the same answers. Headers only say who is asking."""
    for handler in HANDLERS:
        if handler in probe:
            asked = dict(probe[handler])
            if handler == "httpGet":
                asked = {"path": "/", **asked, "scheme": None, "httpHeaders": None}
            return handler, asked
    return None


def pre_stop(container: Container) -> float | None:
    """Seconds that a container's `preStop` waits; None where there is no hook, or no telling.

    The hook may be `sleep`, or a command that sleeps for a fixed time.
    """
    hook = container.spec.get("lifecycle", {}).get("preStop", {})
    if "sleep" in hook:
        seconds: float = hook["sleep"].get("seconds", 0)
        return seconds
    command = " ".join(hook.get("exec", {}).get("command", []))
    if re.search(r"\b(while|until|for)\b", command):
        return None
    naps = re.findall(r"\bsleep\s+(\d+(?:\.\d+)?)([smh]?)(?=$|[\s;&|)\"'])", command)
    return sum(float(number) * {"m": 60, "h": 3600}.get(unit, 1) for number, unit in naps) if naps else None


def grace_period(pod: Pod) -> int:
    """Seconds between the decision to stop a pod and SIGKILL (`terminationGracePeriodSeconds`)."""
    seconds: int = pod.spec.get("terminationGracePeriodSeconds", 30)
    return seconds
