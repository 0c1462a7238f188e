"""What the API server refuses in probes and hooks of containers.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Rule, Together
from plainsail.schemas.rules.words import HEADER_NAME, PORT_NUMBER, number, port_or_name

PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_ASKED = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOKS = ("exec", "httpGet", "tcpSocket", "sleep")
_GRACE = 30
_ZERO_SLEEP_SINCE = 33
_SLEEP_SINCE = 30


def of_pod(spec: Document, place: Place) -> Iterator[Refusal]:
    """Probes and hooks where no container may have them, and sleeps that take longer than the pod has to end."""
    grace = spec.get("terminationGracePeriodSeconds", _GRACE)
    if grace < 0 and place.kind == "Pod":
        grace = 1  # what the API server makes of it, in a pod of its own
    for field in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(field, ())):
            if field == "initContainers" and container.get("restartPolicy") != "Always":
                yield from _of_init(container, index)
            elif place.minor >= _SLEEP_SINCE:
                for name, hook in container.get("lifecycle", {}).items():
                    if isinstance(hook, dict) and (sleep := hook.get("sleep")) is not None:
                        yield from _sleep(sleep, (field, index, "lifecycle", name, "sleep"), grace, place)


def _of_init(container: Document, index: int) -> Iterator[Refusal]:
    """An init container ends before anyone could ask it; one that restarts always is a sidecar and may be asked."""
    for name in (*PROBES, "lifecycle"):
        # A stopSignal alone is dropped, and its hooks with it.
        if name in container and not (name == "lifecycle" and container[name].keys() == {"stopSignal"}):
            message = f"an init container takes no {name}, unless its restartPolicy is Always"
            yield Refusal(("initContainers", index, name), message, "probe")


def _sleep(sleep: Document, where: tuple[str | int, ...], grace: int, place: Place) -> Iterator[Refusal]:
    seconds, least = sleep.get("seconds", 0), 0 if place.minor >= _ZERO_SLEEP_SINCE else 1
    if seconds < least:
        yield Refusal((*where, "seconds"), f"{seconds} is below {least}", "probe")
    elif seconds > grace:
        message = f"{seconds} is above terminationGracePeriodSeconds, {grace}: the pod is killed before"
        yield Refusal((*where, "seconds"), message, "probe")


def _probe(probe: Document, place: Place) -> Iterator[Refusal]:
    name = place.path[-1]
    if name != "readinessProbe" and probe.get("successThreshold", 1) > 1:
        message = f"successThreshold is {probe['successThreshold']}; only a readinessProbe takes more than 1"
        yield Refusal((), message, "probe")
    if name == "readinessProbe" and "terminationGracePeriodSeconds" in probe:
        yield Refusal(
            (), "terminationGracePeriodSeconds belongs to probes that kill; a readinessProbe does not", "probe"
        )


def _one_of(*ways: str) -> Rule:
    """One handler, and no other."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        given = [way for way in ways if way in value]
        if not given:
            yield Refusal((), f"has no {', '.join(ways)}: nothing to ask", "probe")
        elif len(given) > 1:
            yield Refusal((), f"has {' and '.join(given)}: which one counts?", "probe")

    return rule


def _exec(action: Document, _: Place) -> Iterator[Refusal]:
    if not action.get("command"):
        yield Refusal(("command",), "is required, and is the command to run", "probe")


FIELDS: Fields = {
    "core.v1.GRPCAction": PORT_NUMBER,
    "core.v1.HTTPGetAction": {"port": port_or_name()},
    "core.v1.HTTPHeader": {"name": HEADER_NAME},
    "core.v1.Probe": {
        "periodSeconds": number(0),
        "terminationGracePeriodSeconds": number(1),
        "timeoutSeconds": number(0),
    },
    "core.v1.TCPSocketAction": {"port": port_or_name()},
}

NOT_REQUIRED: Names = {"core.v1.HTTPHeader": ("value",), "core.v1.SleepAction": ("seconds",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {
    "core.v1.ExecAction": (_exec,),
    "core.v1.LifecycleHandler": (_one_of(*_HOOKS),),
    "core.v1.Probe": (_probe, _one_of(*_ASKED)),
}
