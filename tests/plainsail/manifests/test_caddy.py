"""Which containers run Caddy, and where it listens."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.delivery.dockerfile import read_dockerfile
from plainsail.manifests.caddy import addresses, builds_caddy, listening, runs_caddy
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, workload

SERVER = [{"name": "SERVER_NAME", "value": "example.com"}]


def _only(found: Manifests) -> Container:
    [container] = found.containers()
    return container


@pytest.mark.parametrize(
    "fields",
    [
        {"image": "dunglas/frankenphp:1-php8.3"},
        {"image": "docker.io/library/caddy:2.8.4"},
        {"image": "my/web:v1", "command": ["frankenphp", "run", "--config", "/etc/Caddyfile"]},
        {"image": "my/web:v1", "command": ["sh", "-c", "exec /usr/bin/caddy run"]},
        {"image": "dunglas/frankenphp:1", "args": ["--config", "/etc/Caddyfile"]},
        {"image": "my/web:v1", "env": [{"name": "SERVER_NAME", "value": ":80"}]},
    ],
)
def test_runs_caddy(fields: dict[str, Any]) -> None:
    assert runs_caddy(_only(foreign(workload(**fields))))


@pytest.mark.parametrize(
    "fields",
    [
        {"image": "nginx:1.27.3"},
        {"image": "dunglas/frankenphp:1", "command": ["php", "bin/console", "app:my-command"]},
        {"image": "dunglas/frankenphp:1", "args": ["php", "bin/console"]},
        {"image": "dunglas/frankenphp:1", "command": ["frankenphp", "php-cli", "bin/console"]},
        {"image": "matrixdotorg/synapse:v1.120.0", "env": SERVER},
        {"image": "my/caddyshack:v1"},
    ],
)
def test_runs_something_else(fields: dict[str, Any]) -> None:
    assert not runs_caddy(_only(foreign(workload(**fields))))


def test_a_name_is_an_address_where_something_else_says_that_it_is_caddy() -> None:
    """What FrankenPHP's Caddyfile reads besides, no other program does."""
    frankenphp = {"name": "FRANKENPHP_CONFIG", "value": "num_threads 2"}
    container = _only(manifests(workload(env=[*SERVER, frankenphp])))

    assert [(address.port, address.tls) for address in listening(container)] == [(443, True)]


def test_an_app_of_our_own_may_have_a_name_of_its_own() -> None:
    assert not listening(_only(manifests(workload(env=SERVER))))


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("FROM dunglas/frankenphp:1.12.6-php8.3-trixie", True),
        ("ARG VERSION\nFROM dunglas/frankenphp:${VERSION}", True),
        ("FROM localhost:5000/caddy@sha256:0", True),
        ("FROM debian:trixie\nENV SERVER_NAME=:80", True),
        ("FROM golang:1.26 AS build\nFROM scratch", False),
        ("FROM node:24-slim\nENV SERVER_NAME=backend", False),
        ("FROM acme/caddy-exporter:1", False),
    ],
)
def test_the_dockerfile_says_whether_it_builds_caddy(text: str, builds: bool) -> None:
    assert builds_caddy(read_dockerfile("image/Dockerfile", text)) is builds


def test_a_value_that_only_the_kubelet_knows() -> None:
    container = _only(manifests(workload(env=[{"name": "SERVER_NAME", "value": ":$(PORT)"}])))

    assert not listening(container)


def test_an_address_that_cannot_be_read_hides_all() -> None:
    assert not addresses(":80, :http")
