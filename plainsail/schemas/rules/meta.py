"""What the API server refuses in metadata and selectors (`apimachinery/pkg/api/validation`)."""

from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED
from plainsail.schemas.problems import quoted
from plainsail.schemas.rules.forms import misfit
from plainsail.schemas.rules.qualified import QUALIFIED_NAME
from plainsail.schemas.rules.together import FieldRule, Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import ANNOTATION_KEY, DNS_LABEL, LABEL_KEY, LABEL_VALUE, LABELS, map_of

TEMPLATE = "template"
"""The reading of the metadata of what is made from an object: labels and annotations are looked at."""
_UNCOUNTED = (
    *("", "apiregistration.k8s.io", "autoscaling", "coordination.k8s.io", "node.k8s.io", "rbac.authorization.k8s.io"),
    "storage.k8s.io",
)
_COUNTED = ("Pod", "PodTemplate", "ReplicationController")
_MOST_ANNOTATIONS = 256 * 1024
_FINALIZERS = ("kubernetes", "orphan", "foregroundDeletion")
_QUALIFIED_FINALIZERS = (
    *("", "apps", "autoscaling", "batch", "certificates.k8s.io", "discovery.k8s.io", "flowcontrol.apiserver.k8s.io"),
    *("networking.k8s.io", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io"),
)
"""Groups whose finalizers have a domain, but for those of Kubernetes itself."""


def _annotations(metadata: Document, _: Place) -> Iterator[Refusal]:
    annotations = metadata.get("annotations", {})
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    if size > _MOST_ANNOTATIONS:
        yield Refusal(("annotations",), f"take {size} bytes together, and {_MOST_ANNOTATIONS} are allowed")


def _namespace(metadata: Document, place: Place) -> Iterator[Refusal]:
    """Of an object that lives in none, the API server takes it away."""
    group = str(place.document["apiVersion"]).rpartition("/")[0]
    if (namespace := metadata.get("namespace")) and place.kind not in CLUSTER_SCOPED.get(group, ()):
        yield from misfit(DNS_LABEL, namespace, "namespace")


def _finalizers(metadata: Document, place: Place) -> Iterator[Refusal]:
    # Those of a custom resource may hold null.
    finalizers = [str(finalizer or "") for finalizer in metadata.get("finalizers", ())]
    group = str(place.document["apiVersion"]).rpartition("/")[0]
    for index, finalizer in enumerate(finalizers):
        wrong = [*misfit(QUALIFIED_NAME, finalizer, "finalizers", index)]
        yield from wrong
        if not wrong and group in _QUALIFIED_FINALIZERS and "/" not in finalizer and finalizer not in _FINALIZERS:
            message = f"{quoted(finalizer)} needs a domain in front, as example.com/{finalizer} has"
            yield Refusal(("finalizers", index), message)
    if {"orphan", "foregroundDeletion"} <= {*finalizers}:
        yield Refusal(("finalizers",), "hold orphan and foregroundDeletion, which contradict each other")


def _generation(metadata: Document, place: Place) -> Iterator[Refusal]:
    """Most of what has a spec is counted from 1 on, whatever stands there."""
    group = str(place.document["apiVersion"]).rpartition("/")[0]
    if metadata.get("generation", 0) < 0 and group in _UNCOUNTED and place.kind not in _COUNTED:
        yield Refusal(("generation",), f"{metadata['generation']} is below 0")


def _owners(metadata: Document, _: Place) -> Iterator[Refusal]:
    owners = [owner or {} for owner in metadata.get("ownerReferences", ())]
    for index, owner in enumerate(owners):
        where = ("ownerReferences", index)
        for field in ("kind", "name", "uid"):
            if not owner.get(field):
                yield Refusal((*where, field), f"is {'empty' if field in owner else 'required and missing'}")
        version = owner.get("apiVersion", "")
        if version.count("/") > 1 or not version.rpartition("/")[2]:
            yield Refusal((*where, "apiVersion"), f"{quoted(version)} is no version, such as apps/v1")
        elif (version, owner.get("kind")) == ("v1", "Event"):
            yield Refusal(where, "is an Event, which owns nothing")
    # Of owners that are quite the same, all but one are dropped.
    controllers = [
        index for index, owner in enumerate(owners) if owner.get("controller") and owner not in owners[:index]
    ]
    if len(controllers) > 1:
        yield Refusal(("ownerReferences", controllers[1], "controller"), "is true of two owners; one of them controls")


def _selector(selector: Document, _: Place) -> Iterator[Refusal]:
    for index, expression in enumerate(selector.get("matchExpressions", ())):
        operator, values = expression["operator"], expression.get("values", [])
        where, subject = ("matchExpressions", index, "values"), f"{expression['key']} {operator}"
        if operator in ("In", "NotIn") and not values:
            yield Refusal(where, f"{subject} has no values", "scheduling")
        elif operator in ("Exists", "DoesNotExist") and values:
            yield Refusal(where, f"{subject} takes no values", "scheduling")


_NAMED: Mapping[str, FieldRule] = {"annotations": map_of(ANNOTATION_KEY), "labels": LABELS}

FIELDS: Fields = {
    "meta.v1.LabelSelector": {"matchLabels": LABELS},
    "meta.v1.LabelSelectorRequirement": {
        "key": LABEL_KEY,
        "operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
        "values": {"items": LABEL_VALUE},
    },
    "meta.v1.ObjectMeta": _NAMED,
    f"meta.v1.ObjectMeta@{TEMPLATE}": _NAMED,
}

NOT_REQUIRED: Names = {"meta.v1.OwnerReference": ("apiVersion", "kind", "name", "uid")}
"""Fields that the published schema requires, and a rule."""

TOGETHER: Together = {
    "meta.v1.LabelSelector": (_selector,),
    "meta.v1.ObjectMeta": (_annotations, _namespace, _finalizers, _owners, _generation),
    f"meta.v1.ObjectMeta@{TEMPLATE}": (_annotations,),
}
