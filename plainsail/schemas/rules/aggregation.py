"""What the API server refuses in APIService (`kube-aggregator/pkg/apis/apiregistration/validation`)."""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_1035_LABEL, DNS_SUBDOMAIN, NOT_EMPTY, number, port

_TYPE = "apiregistration.v1."

FIELDS: Fields = {
    f"{_TYPE}APIServiceSpec": {
        "group": {"anyOf": [{"const": ""}, DNS_SUBDOMAIN]},
        "groupPriorityMinimum": number(1, 20000),
        "version": DNS_1035_LABEL,
        "versionPriority": number(1, 1000),
    },
    f"{_TYPE}ServiceReference": {"name": NOT_EMPTY, "namespace": NOT_EMPTY, "port": port()},
}

REQUIRED: Names = {
    f"{_TYPE}APIService": ("spec",),
    f"{_TYPE}APIServiceSpec": ("version",),
    f"{_TYPE}ServiceReference": ("name", "namespace"),
}

NOT_REQUIRED: Names = {f"{_TYPE}APIServiceCondition": ("status", "type")}
"""The API server throws away the status that one sends."""


def _name(value: Document, _: Place) -> Iterator[Refusal]:
    spec = value["spec"]
    wanted = f"{spec['version']}.{spec.get('group', '')}"
    metadata = value.get("metadata", {})
    given = ("name", "generateName") if metadata.get("generateName") else ("name",)
    if field := next((field for field in given if metadata.get(field) != wanted), None):
        yield Refusal(("metadata", field), f"is not {wanted}: an APIService is named <version>.<group>", "name")


def _served(value: Document, _: Place) -> Iterator[Refusal]:
    if not value.get("group") and value["version"] != "v1":
        yield Refusal(("group",), "is required and missing")
    for field in ("caBundle", "insecureSkipTLSVerify"):
        if value.get(field) and "service" not in value:
            yield Refusal((field,), "stands without service; nobody is called then")
    if value.get("insecureSkipTLSVerify") and value.get("caBundle") and "service" in value:
        yield Refusal(("insecureSkipTLSVerify",), "is true beside caBundle; only one of them may be there")


TOGETHER: Together = {f"{_TYPE}APIService": (_name,), f"{_TYPE}APIServiceSpec": (_served,)}
