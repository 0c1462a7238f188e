"""What the API server refuses in the conversion of a CustomResourceDefinition, and in the webhook that does it.

After `validateCustomResourceConversion` and `apiserver/pkg/util/webhook`.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import NOT_EMPTY, port

_TYPE = "apiextensions.v1."
_KNOWN = ("v1", "v1beta1")
_LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
_SEGMENT = re.compile(names.SUBDOMAIN)

FIELDS: Fields = {
    f"{_TYPE}CustomResourceConversion": {"strategy": {"enum": ["None", "Webhook"]}},
    f"{_TYPE}ServiceReference": {"name": NOT_EMPTY, "namespace": NOT_EMPTY, "port": port()},
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
    elif "url" in client:
        if message := _bad_url(client["url"]):
            yield Refusal(("webhook", "clientConfig", "url"), f"{client['url']!r} {message}")
    elif message := _bad_path(client["service"].get("path", "")):
        yield Refusal(("webhook", "clientConfig", "service", "path"), f"{client['service']['path']!r} {message}")
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


def _bad_url(url: str) -> str:
    """What is wrong with the address of a webhook."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "is no URL"
    if parts.scheme != "https":
        return "does not begin with https://"
    if not parts.netloc:
        return "names no host"
    if "@" in parts.netloc:
        return "holds a user, which may not stand there"
    if parts.query or parts.fragment:
        return "holds '?' or '#', which may not stand there"
    return ""


def _bad_path(path: str) -> str:
    """What is wrong with the path at a Service."""
    if path in ("", "/"):
        return ""
    if not path.startswith("/"):
        return "does not begin with '/'"
    segments = path[1:].removesuffix("/").split("/") if path != "//" else [""]
    if not all(_SEGMENT.fullmatch(segment) and len(segment) <= 253 for segment in segments):
        return "holds a part that is no DNS name: lower-case letters, digits, '-' and '.' within"
    return ""


TOGETHER: Together = {f"{_TYPE}CustomResourceConversion": (_strategy,)}
