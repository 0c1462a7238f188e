"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import invalid_ingress
from tests.plainsail.checks.planted_objects import Document, examined, ingress, rule, told

PATHS = "spec.rules[example.com].http.paths"
SERVICE = {"name": "backend", "port": {"number": 80}}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"rules": []}, "spec", "has neither a rule nor a defaultBackend"),
        (
            {"rules": [rule(path="api")]},
            f"{PATHS}[api].path",
            "'api' does not begin with '/', as pathType Prefix demands",
        ),
        (
            {"rules": [rule(path="/a//b", pathType="Exact")]},
            f"{PATHS}[/a//b].path",
            "'/a//b' holds '//', which pathType Exact does not take",
        ),
        (
            {"rules": [rule("Example.com")]},
            "spec.rules[Example.com].host",
            "'Example.com' is no host name, such as example.com or *.example.com",
        ),
        (
            {"rules": [rule("10.0.0.1")]},
            "spec.rules[10.0.0.1].host",
            "'10.0.0.1' is no host name, such as example.com or *.example.com",
        ),
        (
            {"rules": [rule(backend={"service": {"name": "backend", "port": {"number": 80, "name": "http"}}})]},
            f"{PATHS}[/].backend.service.port",
            "has a name and a number",
        ),
        ({"rules": [rule(backend={})]}, f"{PATHS}[/].backend", "has neither service nor resource"),
        (
            {"tls": [{"hosts": ["https://example.com"]}]},
            "spec.tls[0].hosts[0]",
            "'https://example.com' is no host name, such as example.com or *.example.com",
        ),
    ],
)
def test_refused(fields: Document, field: str, message: str) -> None:
    [finding] = invalid_ingress.check(examined(ingress(**fields)))

    assert (finding.where.field, finding.message) == (field, message)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"rules": None, "defaultBackend": {"service": SERVICE}},
        {"rules": [rule("*.example.com", path="/(.*)", pathType="ImplementationSpecific")]},
        {"rules": [rule(path=None, pathType="ImplementationSpecific")]},
        {"rules": [{"host": "example.com"}]},
        {"tls": [{"hosts": ["example.com", "*.example.com"], "secretName": "tls"}]},
    ],
)
def test_silent_on_sound_ones(fields: Document) -> None:
    assert not told(invalid_ingress.check(examined(ingress(**fields))))
