"""What the API server refuses in the annotations of pods: profiles as they were written before there were fields.

After `ValidatePodSpecificAnnotations` in `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import quoted
from plainsail.schemas.rules.forms import climbs
from plainsail.schemas.rules.meta import TEMPLATE
from plainsail.schemas.rules.security import CONTAINER_LISTS
from plainsail.schemas.rules.together import Place, Readings, Refusal, Together

_MIRROR = "kubernetes.io/config.mirror"
_TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
_COST = "controller.kubernetes.io/pod-deletion-cost"
_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_OF = "container.seccomp.security.alpha.kubernetes.io/"
_APP_ARMOR_OF = "container.apparmor.security.beta.kubernetes.io/"
_LOCAL = "localhost/"
_PLAIN = {"runtime/default": "RuntimeDefault", "docker/default": "RuntimeDefault", "unconfined": "Unconfined"}
_NUMBER = re.compile(r"-[0-9]+|0|[1-9][0-9]*")

Where = tuple[str | int, ...]


def _of_annotations(template: Document, place: Place) -> Iterator[Refusal]:
    annotations = template.get("metadata", {}).get("annotations", {})
    spec: Document = template["spec"]
    for key, value in annotations.items():
        where = ("metadata", "annotations", key)
        if key == _MIRROR and not spec.get("nodeName"):
            yield Refusal(where, "marks the mirror of a static pod, which has a nodeName")
        elif key == _TOLERATIONS and value and not _is_list(value):
            yield Refusal(where, "is no list of tolerations in JSON")
        elif key == _COST and not (_NUMBER.fullmatch(value) and -(2**31) <= int(value) < 2**31):
            yield Refusal(where, f"{quoted(value)} is no whole number of 32 bits")
        elif (key == _SECCOMP or key.startswith(_SECCOMP_OF)) and not _is_seccomp(value):
            yield Refusal(
                where, f"{quoted(value)} is no seccomp profile: runtime/default, unconfined, localhost/<file>"
            )
        elif key.startswith(_APP_ARMOR_OF):
            if value and value not in ("runtime/default", "unconfined") and not value.startswith(_LOCAL):
                message = f"{quoted(value)} is no AppArmor profile: runtime/default, unconfined, localhost/<name>"
                yield Refusal(where, message)
            if (name := key.removeprefix(_APP_ARMOR_OF)) not in _names(spec):
                yield Refusal(where, f"the pod has no container {name}")
    if place.kind == "Pod" and _MIRROR in annotations and spec.get("resourceClaims"):
        yield Refusal(("spec", "resourceClaims"), "are not for the mirror of a static pod")


def _of_fields(template: Document, place: Place) -> Iterator[Refusal]:
    """Annotations against the fields that say the same."""
    annotations = template.get("metadata", {}).get("annotations", {})
    if not any(key == _SECCOMP or key.startswith((_SECCOMP_OF, _APP_ARMOR_OF)) for key in annotations):
        return
    spec: Document = template["spec"]
    security = spec.get("securityContext", {})
    yield from _differ(annotations.get(_SECCOMP), security.get("seccompProfile"), ("securityContext", "seccompProfile"))
    for field in CONTAINER_LISTS:
        for index, container in enumerate(spec.get(field, ())):
            own, name = container.get("securityContext", {}), container["name"]
            where = (field, index, "securityContext")
            yield from _differ(
                annotations.get(_SECCOMP_OF + name), own.get("seccompProfile"), (*where, "seccompProfile")
            )
            # In a pod of its own, an annotation goes before the field of the whole pod.
            profile = own.get("appArmorProfile", None if place.kind == "Pod" else security.get("appArmorProfile"))
            if spec.get("os", {}).get("name") != "windows":
                yield from _differ(annotations.get(_APP_ARMOR_OF + name), profile, (*where, "appArmorProfile"))


def _differ(annotation: str | None, profile: Any, where: Where) -> Iterator[Refusal]:
    if annotation is None or profile is None:
        return
    kind, path = (
        ("Localhost", annotation.removeprefix(_LOCAL))
        if annotation.startswith(_LOCAL)
        else (
            _PLAIN.get(annotation, ""),
            None,
        )
    )
    if profile["type"] != kind:
        yield Refusal(("spec", *where, "type"), f"is {profile['type']}, and the annotation says {quoted(annotation)}")
    elif kind == "Localhost" and profile.get("localhostProfile") != path:
        yield Refusal(("spec", *where, "localhostProfile"), f"is another than in the annotation, {quoted(annotation)}")


def _names(spec: Document) -> set[str]:
    return {container["name"] for field in CONTAINER_LISTS for container in spec.get(field, ())}


def _is_seccomp(profile: str) -> bool:
    if profile.startswith(_LOCAL):
        path = profile.removeprefix(_LOCAL)
        return not path.startswith("/") and not climbs(path)
    return profile in _PLAIN


def _is_list(text: str) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return value is None or (isinstance(value, list) and all(item is None or isinstance(item, dict) for item in value))


READ_AS: Readings = {"core.v1.PodTemplateSpec": {"metadata": TEMPLATE}}
"""Fields whose value follows other rules than elsewhere."""

TOGETHER: Together = dict.fromkeys(("core.v1.Pod", "core.v1.PodTemplateSpec"), (_of_annotations, _of_fields))
