"""What the API server refuses in the conversion of a definition."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import definition, told

_URL = {"url": "https://example.com/convert"}
_SERVICE = {"service": {"name": "widgets", "namespace": "backend", "path": "/convert"}}


def converted(client: dict[str, Any] | None, versions: list[str] | None, strategy: str = "Webhook") -> dict[str, Any]:
    """A definition whose conversion is as told."""
    given = {"clientConfig": client, "conversionReviewVersions": versions}
    webhook = {key: value for key, value in given.items() if value is not None}
    return definition(conversion={"strategy": strategy} | ({"webhook": webhook} if webhook else {}))


@pytest.mark.parametrize(
    "document",
    [
        converted(_URL, ["v1"]),
        converted(_SERVICE, ["v2", "v1beta1"]),
        converted(None, None, "None"),
        converted(None, [], "None"),
    ],
)
def test_sound_conversions(document: dict[str, Any]) -> None:
    assert told(document) == []


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (converted(None, None, "webhook"), "strategy", "is none of None, Webhook; did you mean 'Webhook'?"),
        (converted(_URL, None, "None"), "webhook.clientConfig", "stands where strategy is not Webhook"),
        (converted(None, ["v1"], "None"), "webhook.conversionReviewVersions", "stands where strategy is not Webhook"),
        (converted(None, ["v1"]), "webhook.clientConfig", "is required and missing"),
        (converted({}, ["v1"]), "webhook.clientConfig", "needs exactly one of url, service"),
        (converted(_URL | _SERVICE, ["v1"]), "webhook.clientConfig", "needs exactly one of url, service"),
        (converted({"url": "http://example.com"}, ["v1"]), "webhook.clientConfig.url", "is no URL in the form https"),
        (converted(_URL, []), "webhook.conversionReviewVersions", "is required and missing"),
        (converted(_URL, ["v2"]), "webhook.conversionReviewVersions", "names none of v1, v1beta1"),
        (converted(_URL, ["v1", "v1"]), "webhook.conversionReviewVersions[1]", "is there twice"),
        (converted(_URL, ["v1", "V2"]), "webhook.conversionReviewVersions[1]", "is no version"),
    ],
)
def test_refused_conversions(document: dict[str, Any], field: str, message: str) -> None:
    [(where, words)] = told(document)

    assert (where, message in words) == (f"spec.conversion.{field}", True)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"port": 0}, "is below 1"), ({"name": ""}, "is empty"), ({"path": "convert"}, "is no path")],
)
def test_refused_services(fields: dict[str, Any], message: str) -> None:
    [(_, words)] = told(converted({"service": _SERVICE["service"] | fields}, ["v1"]))

    assert message in words
