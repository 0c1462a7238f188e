"""What the API server refuses in the conversion of a CustomResourceDefinition, and in the webhook that does it.

After `validateCustomResourceConversion` and `apiserver/pkg/util/webhook`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import HTTPS_URL, NOT_EMPTY, URL_PATH, port

_TYPE = "apiextensions.v1."
_KNOWN = ("v1", "v1beta1")
_LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")

FIELDS: Fields = {
    f"{_TYPE}CustomResourceConversion": {"strategy": {"enum": ["None", "Webhook"]}},
    f"{_TYPE}ServiceReference": {"name": NOT_EMPTY, "namespace": NOT_EMPTY, "path": URL_PATH, "port": port()},
    f"{_TYPE}WebhookClientConfig": {"url": HTTPS_URL},
}

NOT_REQUIRED: Names = {f"{_TYPE}WebhookConversion": ("conversionReviewVersions",)}
"""Where the strategy is None, the API server wants neither."""


def _strategy(value: Document, _: Place) -> Iterator[Refusal]:
    webhook = value.get("webhook", {})
    client = webhook.get("clientConfig")
    if value["strategy"] != "Webhook":
        for field in ("clientConfig", "conversionReviewVersions"):
            if webhook.get(field) is not None and webhook[field] != []:
                yield Refusal(("webhook", field), "stands where strategy is not Webhook")
        return
    if client is None:
        yield Refusal(("webhook", "clientConfig"), "is required and missing: strategy is Webhook")
    elif ("url" in client) is ("service" in client):
        yield Refusal(("webhook", "clientConfig"), "needs exactly one of url, service")
    yield from _review_versions(webhook.get("conversionReviewVersions", []))


def _review_versions(versions: list[str]) -> Iterator[Refusal]:
    where = ("webhook", "conversionReviewVersions")
    if not versions:
        yield Refusal(where, "is required and missing: strategy is Webhook")
    elif not {*versions} & {*_KNOWN}:
        yield Refusal(where, f"names none of {', '.join(_KNOWN)}, which are what the API server speaks")
    for index, version in enumerate(versions):
        if version in versions[:index]:
            yield Refusal((*where, index), f"{version!r} is there twice")
        elif not _LABEL.fullmatch(version):
            yield Refusal((*where, index), f"{version!r} is no version: lower-case letters, digits and '-' within")


TOGETHER: Together = {f"{_TYPE}CustomResourceConversion": (_strategy,)}
