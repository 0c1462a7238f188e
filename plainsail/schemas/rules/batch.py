"""What the API server refuses in Job and CronJob (`pkg/apis/batch/validation`).

Schedules, time zones, the length of a CronJob's name and how its pods restart are checks of their own.
"""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.label_selectors import matches
from plainsail.schemas.rules.qualified import DOMAIN_PATH, QUALIFIED_NAME
from plainsail.schemas.rules.together import STATUS, UNREAD, Fields, Names, Place, Readings, Refusal, Together, since
from plainsail.schemas.rules.words import number, one_of

_MOST = 100_000
"""Indexes that may fail, pods at a time, and completions above which limits per index are narrower."""
_MOST_OF_MANY = 10_000
_INTERVAL = re.compile(r"(\+?[0-9]+)(?:-(\+?[0-9]+))?", re.ASCII)


FIELDS: Fields = {
    "batch.v1.JobSpec": {
        "activeDeadlineSeconds": number(0),
        "backoffLimitPerIndex": since(29, number(0)),
        "managedBy": since(32, {**DOMAIN_PATH, "maxLength": 63}),
        "maxFailedIndexes": since(29, number(0)),
        "podReplacementPolicy": since(29, {"enum": ["TerminatingOrFailed", "Failed"]}),
    },
    "batch.v1.PodFailurePolicy": {"rules": {"maxItems": 20}},
    "batch.v1.PodFailurePolicyOnExitCodesRequirement": {
        "operator": {"enum": ["In", "NotIn"]},
        "values": {"minItems": 1, "maxItems": 255},
    },
    "batch.v1.PodFailurePolicyOnPodConditionsPattern": {
        "status": one_of("True", "False", "Unknown"),
        "type": QUALIFIED_NAME,
    },
    "batch.v1.PodFailurePolicyRule": {
        "action": {"enum": ["Count", "FailIndex", "FailJob", "Ignore"]},
        "onPodConditions": {"maxItems": 20},
    },
    "batch.v1.SuccessPolicy": {"rules": {"minItems": 1, "maxItems": 20}},
    "batch.v1.SuccessPolicyRule": {"succeededCount": number(0)},
}

REQUIRED: Names = {
    **dict.fromkeys(
        (
            "batch.v1.CronJob",
            "batch.v1.Job",
            "batch.v1.JobTemplateSpec",
        ),
        ("spec",),
    ),
    "batch.v1.CronJobSpec": ("jobTemplate", "schedule"),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {
    "batch.v1.PodFailurePolicy": ("rules",),
    "batch.v1.PodFailurePolicyOnPodConditionsPattern": ("status",),
    "batch.v1.PodFailurePolicyRule": ("onPodConditions",),
}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {
    "batch.v1.CronJob": STATUS,
    "batch.v1.Job": STATUS,
    # It is looked at when a job comes of it.
    "batch.v1.JobTemplateSpec": {"metadata": UNREAD},
}
"""Fields whose value follows other rules than elsewhere."""


def _selector(spec: Any, place: Place) -> Iterator[Refusal]:
    selector = spec.get("selector")
    if place.kind == "CronJob":
        if selector is not None:
            yield Refusal(("selector",), "is the job's own to make; a CronJob's jobs select their own pods", "job")
        if spec.get("manualSelector"):
            yield Refusal(("manualSelector",), "a CronJob's jobs select their own pods", "job")
    elif spec.get("manualSelector"):
        if selector is None:
            yield Refusal(("selector",), "is required and missing, as manualSelector is true", "job")
        elif not matches(selector, spec["template"].get("metadata", {}).get("labels", {})):
            yield Refusal(("selector",), "does not match the labels of the job's own pods", "job")
    else:
        yield from _of_made_selector(spec, place)


def _of_made_selector(spec: Any, place: Place) -> Iterator[Refusal]:
    """The API server labels the pods itself, with the job's name and a number that nobody knows before."""
    name = place.name
    names = {"job-name", "batch.kubernetes.io/job-name"} if place.minor >= 27 else {"job-name"}
    numbers = {"controller-uid", "batch.kubernetes.io/controller-uid"} if place.minor >= 27 else {"controller-uid"}
    made: dict[str, Any] = dict.fromkeys(names, name) | dict.fromkeys(numbers)
    if "selector" in spec and not matches(spec["selector"], made):
        yield Refusal(("selector",), "is the job's own to make, unless manualSelector is true", "job")
    labels = spec["template"].get("metadata", {}).get("labels", {})
    for label in sorted(made.keys() & labels.keys()):
        if made[label] is None or labels[label] != name:
            field = ("template", "metadata", "labels", label)
            yield Refusal(field, "is the job's own to set; leave it out", "job")


def _completions(spec: Any, place: Place) -> Any:
    """How often the job is to succeed. A Job that says nothing runs once; a CronJob's job has to say so."""
    once = place.kind != "CronJob" and "parallelism" not in spec
    return spec.get("completions", 1 if once else None)


def _indexes(spec: Any, place: Place) -> Iterator[Refusal]:
    if spec.get("completionMode") != "Indexed":
        for field in ("backoffLimitPerIndex", "maxFailedIndexes"):
            if field in spec and place.minor >= 29:
                yield Refusal((field,), "belongs to completionMode: Indexed", "job")
        return
    completions = _completions(spec, place)
    if completions is None:
        yield Refusal(("completions",), "an indexed job needs completions", "job")
    many = (completions or 0) > _MOST and "backoffLimitPerIndex" in spec and place.minor >= 29
    most = _MOST_OF_MANY if many else _MOST
    if (parallel := spec.get("parallelism", 1)) > most:
        yield Refusal(("parallelism",), f"{parallel} is above {most}, the most of such an indexed job", "job")
    if place.minor >= 29:
        for message in _of_failed_indexes(spec, completions, most, many=many):
            yield Refusal(("maxFailedIndexes",), message, "job")


def _of_failed_indexes(spec: Any, completions: int | None, most: int, *, many: bool) -> Iterator[str]:
    failed = spec.get("maxFailedIndexes")
    if failed is None:
        if many:
            yield f"is missing, which a job of more than {_MOST} completions with backoffLimitPerIndex needs"
        return
    if "backoffLimitPerIndex" not in spec:
        yield "needs backoffLimitPerIndex beside it"
    if completions is not None and failed > completions:
        yield f"{failed} is above completions: {completions}"
    elif failed > most:
        yield f"{failed} is above {most}, the most of such a job"


def _success_policy(spec: Any, place: Place) -> Iterator[Refusal]:
    if "successPolicy" not in spec or place.minor < 31:
        return
    if spec.get("completionMode") != "Indexed":
        yield Refusal(("successPolicy",), "belongs to completionMode: Indexed", "job")
    elif (completions := _completions(spec, place)) is not None:
        for index, rule in enumerate(spec["successPolicy"].get("rules", ())):
            for field, message in _of_success(rule, completions):
                yield Refusal(("successPolicy", "rules", index, *field), message, "job")


def _of_success(rule: Any, completions: int) -> Iterator[tuple[tuple[str, ...], str]]:
    count, indexes = rule.get("succeededCount"), rule.get("succeededIndexes")
    if count is None and indexes is None:
        yield (), "needs succeededCount or succeededIndexes"
    listed = completions
    if indexes is not None:
        listed, wrong = _count(indexes, completions)
        if wrong:
            yield ("succeededIndexes",), f"'{indexes}' is no list of indexes such as 0,2-4: {wrong}"
            return
    if count is not None and count > min(listed, completions):
        what = f"completions: {completions}" if listed >= completions else f"the {listed} indexes listed"
        yield ("succeededCount",), f"{count} is above {what}"


def _count(indexes: str, completions: int) -> tuple[int, str]:
    """How many indexes are listed, and what is wrong with the list."""
    if len(indexes) > 64 * 1024:
        return 0, "it is too long"
    total, last = 0, None
    for part in indexes.split(",") if indexes else ():
        match = _INTERVAL.fullmatch(part)
        if match is None:
            return 0, f"'{part}' is no index"
        first = int(match[1])
        end = first if match[2] is None else int(match[2])
        if max(first, end) >= completions:
            return 0, f"completions: {completions} end before {max(first, end)}"
        if (last is not None and last >= first) or (match[2] is not None and first >= end):
            return 0, "it does not rise"
        total, last = total + end - first + 1, end
    return total, ""


def _failure_policy(spec: Any, place: Place) -> Iterator[Refusal]:
    if "podFailurePolicy" not in spec or place.minor < 26:
        return
    pod = spec["template"].get("spec", {})
    if pod.get("restartPolicy") == "OnFailure":
        yield Refusal(("podFailurePolicy",), "needs restartPolicy: Never", "job")
    if place.minor >= 29 and spec.get("podReplacementPolicy") == "TerminatingOrFailed":
        yield Refusal(("podReplacementPolicy",), "is Failed alone where there is a podFailurePolicy", "job")
    names = {container["name"] for field in ("initContainers", "containers") for container in pod.get(field, ())}
    for index, rule in enumerate(spec["podFailurePolicy"].get("rules", ())):
        for field, message in _of_failure(rule, names, limited="backoffLimitPerIndex" in spec or place.minor < 29):
            yield Refusal(("podFailurePolicy", "rules", index, *field), message, "job")


def _of_failure(rule: Any, names: set[str], *, limited: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if rule["action"] == "FailIndex" and not limited:
        yield ("action",), "FailIndex needs backoffLimitPerIndex"
    codes, conditions = rule.get("onExitCodes"), rule.get("onPodConditions")
    if codes is not None and conditions:
        yield (), "has onExitCodes and onPodConditions; make it two rules"
    if codes is None:
        if not conditions:
            yield (), "needs onExitCodes or onPodConditions"
        return
    if "containerName" in codes and codes["containerName"] not in names:
        message = f"'{codes['containerName']}' is none of the pod's containers: {', '.join(sorted(names))}"
        yield ("onExitCodes", "containerName"), message
    values = codes["values"]
    if codes["operator"] == "In" and 0 in values:
        yield ("onExitCodes", "values", values.index(0)), "0 is no failure; operator In does not take it"
    if len({*values}) < len(values):
        yield ("onExitCodes", "values"), "holds a code twice"
    if values != sorted(values):
        yield ("onExitCodes", "values"), "is not in order, from the least code up"


def _name(job: Any, place: Place) -> Iterator[Refusal]:
    """Pods have the name of their job as a label; an indexed one is called after it and its index, too."""
    spec, name = job["spec"], place.name
    if len(name) > 63 and not spec.get("manualSelector"):
        message = f"has {len(name)} characters, at most 63 fit into the label job-name of its pods"
        yield Refusal(("metadata", "name"), message, "name")
        return
    completions = _completions(spec, place)
    if spec.get("completionMode") != "Indexed" or not name or not completions or completions < 1:
        return
    last = f"{name}-{completions - 1}"
    if "." in last or len(last) > 63:
        fault = "holds a dot" if "." in last else f"has {len(last)} characters, at most 63 fit"
        yield Refusal(("metadata", "name"), f"the host name of the last pod, '{last}', {fault}", "job")


TOGETHER: Together = {
    "batch.v1.Job": (_name,),
    "batch.v1.JobSpec": (_selector, _indexes, _success_policy, _failure_policy),
}
