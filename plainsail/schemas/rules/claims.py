"""What the API server refuses in claims for storage: by themselves, of StatefulSets, and of pods' own volumes.

After `ValidatePersistentVolumeClaimSpec` in `pkg/apis/core/validation`, and `pkg/api/persistentvolumeclaim`.
"""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.names import LABEL, SUBDOMAIN
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.rules.together import STATUS, Fields, Names, Place, Readings, Refusal, Together, since
from plainsail.schemas.rules.words import DNS_SUBDOMAIN, or_empty

_SUBDOMAIN = re.compile(SUBDOMAIN, re.ASCII)
_LABEL = re.compile(LABEL, re.ASCII)
_CLAIM = "PersistentVolumeClaim"
_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")


FIELDS: Fields = {
    "core.v1.PersistentVolumeClaimSpec": {
        # How many there must be, a rule says that knows better words.
        "accessModes": {"items": {"enum": [*_MODES]}},
        "storageClassName": or_empty(DNS_SUBDOMAIN),
        "volumeAttributesClassName": since(34, or_empty(DNS_SUBDOMAIN)),
        "volumeMode": {"enum": ["Filesystem", "Block"]},
    },
}

REQUIRED: Names = {"core.v1.PersistentVolumeClaim": ("spec",)}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"core.v1.TypedLocalObjectReference": ("kind", "name")}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {"core.v1.PersistentVolumeClaim": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _of_claim(spec: Any, _: Place) -> Iterator[Refusal]:
    modes = spec.get("accessModes", ())
    if not modes:
        yield Refusal(("accessModes",), "has no access mode", "claim")
    elif "ReadWriteOncePod" in modes and len({*modes} & {*_MODES}) > 1:
        yield Refusal(("accessModes",), "has other modes beside ReadWriteOncePod, which stands alone", "claim")
    size = spec.get("resources", {}).get("requests", {}).get("storage")
    if size is None:
        yield Refusal(("resources", "requests", "storage"), "has no size", "claim")
    elif (amount := amount_of(size)) is not None and amount <= 0:
        yield Refusal(("resources", "requests", "storage"), f"'{size}' is not above zero", "quantity")


def _of_sources(spec: Any, place: Place) -> Iterator[Refusal]:
    source, reference = spec.get("dataSource"), spec.get("dataSourceRef")
    if reference is not None and reference.get("namespace"):
        if place.kind != _CLAIM:  # there it is dropped unread, unless a feature gate is open
            yield from _of_namespace(source, reference)
        return
    if source is not None and (reference is not None or place.kind != _CLAIM or not _is_dropped(source)):
        yield from _of_source("dataSource", source)
    if reference is not None:
        yield from _of_source("dataSourceRef", reference)
        if source is not None and _identity(source) != _identity(reference):
            yield Refusal(("dataSource",), "is another object than dataSourceRef; leave it out", "claim")


def _of_namespace(source: Any, reference: Any) -> Iterator[Refusal]:
    if source is not None:
        yield Refusal(("dataSource",), "stands beside dataSourceRef.namespace; leave it out", "claim")
    namespace = reference["namespace"]
    if not _LABEL.fullmatch(namespace) or len(namespace) > 63:
        yield Refusal(("dataSourceRef", "namespace"), f"'{namespace}' is no DNS label", "name")
    yield from _of_source("dataSourceRef", reference)


def _is_dropped(source: Any) -> bool:
    """Whether a claim of its own loses a source: it keeps claims and snapshots."""
    group, kind = source.get("apiGroup", ""), source.get("kind", "")
    return (group, kind) not in (("", _CLAIM), ("snapshot.storage.k8s.io", "VolumeSnapshot"))


def _of_source(field: str, source: Any) -> Iterator[Refusal]:
    for part in ("kind", "name"):
        if not source.get(part):
            yield Refusal((field, part), f"{part} is required and missing", "claim")
    group, kind = source.get("apiGroup", ""), source.get("kind", "")
    if not group and kind and kind != _CLAIM:
        yield Refusal((field, "apiGroup"), f"is missing, which a {kind} needs; only a {_CLAIM} has none", "claim")
    if group and not (_SUBDOMAIN.fullmatch(group) and len(group) <= 253):
        yield Refusal((field, "apiGroup"), f"'{group}' is no API group: a DNS name", "claim")


def _identity(source: Any) -> tuple[Any, ...]:
    # A group that is empty is another thing than one that is left out.
    return source.get("apiGroup"), source.get("kind", ""), source.get("name", "")


TOGETHER: Together = {"core.v1.PersistentVolumeClaimSpec": (_of_claim, _of_sources)}
