"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, container, made, pod_spec, workload
from tests.plainsail.schemas.rules.judged_pods import SCHEMAS

APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/"
SECCOMP = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_OF = "container.seccomp.security.alpha.kubernetes.io/"


def annotated(annotations: dict[str, str], **fields: Any) -> Document:
    """A Deployment whose pod has annotations."""
    document = workload(pod=pod_spec() | fields)
    document["spec"]["template"]["metadata"]["annotations"] = annotations
    return document


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ({"kubernetes.io/config.mirror": "x"}, "marks the mirror of a static pod"),
        ({"controller.kubernetes.io/pod-deletion-cost": "+1"}, "'+1' is no whole number of 32 bits"),
        ({"controller.kubernetes.io/pod-deletion-cost": "2147483648"}, "is no whole number of 32 bits"),
        ({"scheduler.alpha.kubernetes.io/tolerations": "{}"}, "is no list of tolerations in JSON"),
        ({SECCOMP: "x"}, "is no seccomp profile"),
        ({f"{SECCOMP_OF}app": "localhost/../a"}, "is no seccomp profile"),
        ({f"{APP_ARMOR}app": "x"}, "is no AppArmor profile"),
        ({f"{APP_ARMOR}nope": "unconfined"}, "the pod has no container nope"),
    ],
)
def test_annotation_that_is_refused(annotations: dict[str, str], message: str) -> None:
    [problem] = SCHEMAS.problems(annotated(annotations), "1.35")

    assert problem.field.startswith("spec.template.metadata.annotations[")
    assert message in problem.message


@pytest.mark.parametrize(
    ("annotations", "security", "field"),
    [
        ({SECCOMP: "unconfined"}, {"seccompProfile": {"type": "RuntimeDefault"}}, "type"),
        (
            {SECCOMP: "localhost/a"},
            {"seccompProfile": {"type": "Localhost", "localhostProfile": "b"}},
            "localhostProfile",
        ),
        ({f"{APP_ARMOR}app": "unconfined"}, {"appArmorProfile": {"type": "RuntimeDefault"}}, "type"),
    ],
)
def test_annotation_that_is_not_what_the_field_says(
    annotations: dict[str, str], security: dict[str, Any], field: str
) -> None:
    [problem] = SCHEMAS.problems(annotated(annotations, securityContext=security), "1.35")

    assert problem.field.endswith(f"Profile.{field}")


@pytest.mark.parametrize(
    "document",
    [
        annotated({SECCOMP: "docker/default"}, securityContext={"seccompProfile": {"type": "RuntimeDefault"}}),
        annotated(
            {f"{SECCOMP_OF}app": "localhost/a"},
            containers=[container(securityContext={"seccompProfile": {"type": "Localhost", "localhostProfile": "a"}})],
        ),
        annotated({f"{APP_ARMOR}app": "", "controller.kubernetes.io/pod-deletion-cost": "-007"}),
        annotated({"scheduler.alpha.kubernetes.io/tolerations": '[{"key": "a"}]'}),
        annotated({"kubernetes.io/config.mirror": "x"}, nodeName="a"),
    ],
)
def test_accepted(document: Document) -> None:
    assert SCHEMAS.problems(document, "1.35") == []


def test_bare_pod() -> None:
    pod = made("Pod", metadata={"annotations": {f"{APP_ARMOR}nope": "unconfined"}}, spec=pod_spec())

    assert [each.message for each in SCHEMAS.problems(pod, "1.35")] == ["the pod has no container nope"]


def test_annotation_goes_before_the_field_of_a_whole_pod() -> None:
    security = {"appArmorProfile": {"type": "RuntimeDefault"}}
    metadata = {"annotations": {f"{APP_ARMOR}app": "unconfined"}}

    assert SCHEMAS.problems(made("Pod", metadata=metadata, spec=pod_spec(securityContext=security)), "1.35") == []
