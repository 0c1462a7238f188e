"""What the API server refuses in how a container restarts: after it ended, and when its amounts change.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.forms import twice
from plainsail.schemas.rules.together import Fields, Place, Refusal, since

_RULES_SINCE = 35
"""A policy and rules of one container are on by default from 1.35 on."""
_SIDECARS_SINCE = 29
RESIZED_SINCE = 33
"""Before 1.33, resizePolicy is dropped by default."""
_POLICIES = ("Always", "Never", "OnFailure")
_MOST_RULES = 20
_MOST_CODES = 255


def of_restarts(container: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong with the restarts of one container; containers for debugging have none."""
    kind = place.path[-2] if len(place.path) > 1 else ""
    if place.minor >= _RULES_SINCE:
        yield from _policy(container)
        yield from _rules(container, is_init=kind == "initContainers", minor=place.minor)
    elif (policy := container.get("restartPolicy")) is not None:
        if kind == "containers":
            yield Refusal(("restartPolicy",), "belongs to init containers only, before Kubernetes 1.35")
        elif policy != "Always" and place.minor >= _SIDECARS_SINCE:
            message = f"is '{policy}'; before Kubernetes 1.35, an init container takes Always only"
            yield Refusal(("restartPolicy",), message)
    if place.minor >= RESIZED_SINCE:
        for index, name in twice([policy["resourceName"] for policy in container.get("resizePolicy", ())]):
            yield Refusal(("resizePolicy", index), f"{name} is there twice")


def _policy(container: Document) -> Iterator[Refusal]:
    policy = container.get("restartPolicy")
    if policy is None and container.get("restartPolicyRules"):
        yield Refusal(("restartPolicy",), "is required beside restartPolicyRules")
    elif policy not in (None, *_POLICIES):
        yield Refusal(("restartPolicy",), f"'{policy}' is none of {', '.join(_POLICIES)}")


def _rules(container: Document, *, is_init: bool, minor: int) -> Iterator[Refusal]:
    rules = container.get("restartPolicyRules", ())
    if is_init and container.get("restartPolicy") == "Always":
        if rules and minor == _RULES_SINCE:
            yield Refusal(("restartPolicyRules",), "are not for an init container that restarts Always")
        return
    if len(rules) > _MOST_RULES:
        yield Refusal(("restartPolicyRules",), f"are {len(rules)}, and {_MOST_RULES} are allowed")
    for index, rule in enumerate(rules):
        if (codes := rule.get("exitCodes")) is None:
            yield Refusal(("restartPolicyRules", index, "exitCodes"), "is required")
        elif len(codes.get("values", ())) > _MOST_CODES:
            yield Refusal(("restartPolicyRules", index, "exitCodes", "values"), f"are more than {_MOST_CODES}")


def _action(minor: int) -> Schema:
    """From 1.36 on, all containers can restart for one."""
    return {"enum": ["Restart"] if minor <= _RULES_SINCE else ["Restart", "RestartAllContainers"]}


FIELDS: Fields = {
    "core.v1.ContainerResizePolicy": {
        "resourceName": since(RESIZED_SINCE, {"enum": ["cpu", "memory"]}),
        "restartPolicy": since(RESIZED_SINCE, {"enum": ["NotRequired", "RestartContainer"]}),
    },
    "core.v1.ContainerRestartRule": {"action": _action},
    "core.v1.ContainerRestartRuleOnExitCodes": {"operator": {"enum": ["In", "NotIn"]}},
}
