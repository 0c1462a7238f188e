"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, cron_job, job, pod_spec
from tests.plainsail.schemas.rules.judged import told

INDEXED: Document = {"completionMode": "Indexed", "completions": 5}


def failing(**rule: Any) -> Document:
    return job(podFailurePolicy={"rules": [{"action": "Count"} | rule]})


def succeeding(**rule: Any) -> Document:
    return job(**INDEXED, successPolicy={"rules": [rule]})


def labelled(labels: dict[str, str], **fields: Any) -> Document:
    template = {"metadata": {"labels": labels}, "spec": pod_spec(restartPolicy="Never")}
    return job(template=template, **fields)


def exits(*values: int, **fields: Any) -> Document:
    return failing(onExitCodes={"operator": "In", "values": list(values), **fields})


RULE = "podFailurePolicy.rules[0]"
CODES = f"{RULE}.onExitCodes"
SUCCESS = "successPolicy.rules[0]"


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (failing(), RULE, "needs onExitCodes or onPodConditions"),
        (
            failing(onExitCodes={"operator": "In", "values": [1]}, onPodConditions=[{"type": "A"}]),
            RULE,
            "has onExitCodes and onPodConditions; make it two rules",
        ),
        (
            failing(action="FailIndex", onPodConditions=[{"type": "A"}]),
            f"{RULE}.action",
            "FailIndex needs backoffLimitPerIndex",
        ),
        (
            failing(action="Fail", onPodConditions=[{"type": "A"}]),
            f"{RULE}.action",
            "is none of Count, FailIndex, FailJob, Ignore",
        ),
        (failing(onPodConditions=[{"type": "a b"}]), f"{RULE}.onPodConditions[0].type", "is no qualified name"),
        (
            failing(onPodConditions=[{"type": "A", "status": "true"}]),
            f"{RULE}.onPodConditions[0].status",
            "did you mean 'True'?",
        ),
        (exits(0), f"{CODES}.values[0]", "0 is no failure"),
        (exits(1, 1), f"{CODES}.values", "holds a code twice"),
        (exits(2, 1), f"{CODES}.values", "is not in order"),
        (exits(), f"{CODES}.values", "is empty"),
        (exits(*range(1, 257)), f"{CODES}.values", "is longer than 255"),
        (exits(1, containerName="other"), f"{CODES}.containerName", "'other' is none of the pod's containers: app"),
        (
            job(podFailurePolicy={"rules": []}, podReplacementPolicy="TerminatingOrFailed"),
            "podReplacementPolicy",
            "is Failed alone",
        ),
        (succeeding(), SUCCESS, "needs succeededCount or succeededIndexes"),
        (succeeding(succeededIndexes="a"), f"{SUCCESS}.succeededIndexes", "'a' is no index"),
        (succeeding(succeededIndexes="-1"), f"{SUCCESS}.succeededIndexes", "'-1' is no index"),
        (succeeding(succeededIndexes="3-2"), f"{SUCCESS}.succeededIndexes", "it does not rise"),
        (succeeding(succeededIndexes="0-5"), f"{SUCCESS}.succeededIndexes", "completions: 5 end before 5"),
        (succeeding(succeededCount=6), f"{SUCCESS}.succeededCount", "6 is above completions: 5"),
        (
            succeeding(succeededCount=3, succeededIndexes="0-1"),
            f"{SUCCESS}.succeededCount",
            "3 is above the 2 indexes listed",
        ),
        (job(**INDEXED, successPolicy={"rules": []}), "successPolicy.rules", "is empty"),
        (job(successPolicy={"rules": [{"succeededCount": 1}]}), "successPolicy", "belongs to completionMode: Indexed"),
        (job(**INDEXED, maxFailedIndexes=1), "maxFailedIndexes", "needs backoffLimitPerIndex beside it"),
        (job(**INDEXED, maxFailedIndexes=6, backoffLimitPerIndex=1), "maxFailedIndexes", "6 is above completions: 5"),
        (job(**INDEXED, parallelism=100_001), "parallelism", "100001 is above 100000"),
        (job(completionMode="Indexed", completions=100_001, backoffLimitPerIndex=1), "maxFailedIndexes", "is missing"),
        (job(backoffLimitPerIndex=1), "backoffLimitPerIndex", "belongs to completionMode: Indexed"),
        (job(managedBy="other"), "managedBy", "is no path after a domain"),
        (job(manualSelector=True), "selector", "is required and missing, as manualSelector is true"),
        (
            job(manualSelector=True, selector={"matchLabels": {"a": "b"}}),
            "selector",
            "does not match the labels of the job's own pods",
        ),
        (job(selector={"matchLabels": {"a": "b"}}), "selector", "is the job's own to make"),
        (labelled({"job-name": "other"}), "template.metadata.labels.job-name", "is the job's own to set"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (f"spec.{field}", True)


@pytest.mark.parametrize(
    "document",
    [
        job(completionMode="Indexed"),
        job(selector={}),
        job(selector={"matchLabels": {"job-name": "backend"}}),
        job(selector={"matchExpressions": [{"key": "controller-uid", "operator": "Exists"}]}),
        labelled({"a": "b"}, manualSelector=True, selector={"matchLabels": {"a": "b"}}),
        labelled({"job-name": "backend"}),
        job(managedBy="kubernetes.io/job-controller"),
        job(podFailurePolicy={}),
        failing(onPodConditions=[{"type": "DisruptionTarget"}]),
        failing(onExitCodes={"operator": "NotIn", "values": [0]}),
        exits(1, 2, containerName="app"),
        succeeding(succeededIndexes="0,2-4", succeededCount=4),
        succeeding(succeededIndexes=""),
        job(**INDEXED, backoffLimitPerIndex=1, maxFailedIndexes=5),
        job(podReplacementPolicy="Failed"),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []


def test_cron_job_fills_in_nothing() -> None:
    document = cron_job()
    document["spec"]["jobTemplate"] |= {"metadata": {"labels": {"a b": "*"}}}
    document["spec"]["jobTemplate"]["spec"] |= {"completionMode": "Indexed", "selector": {}}

    assert [field for field, _ in told(document)] == [
        "spec.jobTemplate.spec.selector",
        "spec.jobTemplate.spec.completions",
    ]


@pytest.mark.parametrize(("name", "refused"), [("a" * 63, False), ("a" * 64, True)])
def test_name_becomes_a_label(name: str, *, refused: bool) -> None:
    document = job()
    document["metadata"]["name"] = name

    assert bool(told(document)) == refused


@pytest.mark.parametrize(("name", "refused"), [("a.b", True), ("a" * 61, False), ("a" * 62, True)])
def test_name_of_an_indexed_job_becomes_a_host_name(name: str, *, refused: bool) -> None:
    document = job(**INDEXED)
    document["metadata"]["name"] = name

    assert bool(told(document)) == refused


def test_conditions_that_older_schemas_require() -> None:
    assert told(exits(1), "1.28") == []


def test_what_older_versions_drop_unread() -> None:
    assert told(job(successPolicy={"rules": [{"succeededCount": 1}]}), "1.30") == []
    assert told(job(managedBy="other"), "1.31") == []
    assert told(job(backoffLimitPerIndex=-1), "1.28") == []
