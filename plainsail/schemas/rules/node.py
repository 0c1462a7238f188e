"""What the API server refuses in RuntimeClass (`pkg/apis/node/validation`)."""

from collections.abc import Iterator

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.rules.together import Fields, Place, Refusal, Together, unique
from plainsail.schemas.rules.words import DNS_LABEL, LABELS, NOT_NEGATIVE, map_of, text

_RESOURCE = text(
    "quantity",
    rf"cpu|memory|ephemeral-storage|hugepages-[-A-Za-z0-9_.]*[A-Za-z0-9]|{names.SUBDOMAIN}/{names.QUALIFIED}",
    "is no resource of a container: cpu, memory, ephemeral-storage, hugepages-<size>, or a DNS name, '/' and a name",
)

FIELDS: Fields = {
    "node.v1.Overhead": {"podFixed": map_of(_RESOURCE, NOT_NEGATIVE)},
    "node.v1.RuntimeClass": {"handler": DNS_LABEL},
    "node.v1.Scheduling": {"nodeSelector": LABELS},
}


def _whole_numbers(value: Document, _: Place) -> Iterator[Refusal]:
    """What is no resource of Kubernetes itself is counted."""
    fixed = value.get("podFixed", {})
    for resource, quantity in fixed.items():
        extended = "/" in resource and "kubernetes.io/" not in resource
        if extended and (amount := amount_of(quantity)) is not None and amount % 1:
            yield Refusal(("podFixed", resource), f"{quantity} is no whole number", "quantity")
        page = amount_of(resource.removeprefix("hugepages-")) if resource.startswith("hugepages-") else None
        if page and (amount := amount_of(quantity)) is not None and amount % page:
            yield Refusal(("podFixed", resource), f"{quantity} is no multiple of the size of a page", "quantity")
    if any(resource.startswith("hugepages-") for resource in fixed) and not {"cpu", "memory"} & fixed.keys():
        yield Refusal(("podFixed",), "holds huge pages, but neither cpu nor memory")


TOGETHER: Together = {
    "node.v1.Overhead": (_whole_numbers,),
    "node.v1.Scheduling": (unique("tolerations", "key", "operator", "value", "effect"),),
}
