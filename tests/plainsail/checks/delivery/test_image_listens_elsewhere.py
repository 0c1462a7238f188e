"""The check of the same name."""

import pytest

from plainsail.checks.delivery import image_listens_elsewhere
from plainsail.delivery import Delivery
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image
from tests.plainsail.checks.planted_pods import severity_of, workload


def _app(server_name: str | None = ":80", port: int = 80) -> str:
    env = [{"name": "SERVER_NAME", "value": server_name}] if server_name else []
    return workload(env=env, ports=[{"name": "http", "containerPort": port}])


def _image(*lines: str) -> Delivery:
    return image("\n".join(("FROM dunglas/frankenphp:1-php8.3", *lines)))


def test_pods_and_image_listen_on_different_ports() -> None:
    [finding] = image_listens_elsewhere.check(manifests(_app(), delivery=_image("ENV SERVER_NAME=:8080")))

    assert finding.message == "listens on 80, but image/Dockerfile:2 says SERVER_NAME=:8080"
    assert finding.where.field == "spec.template.spec.containers[app].env[SERVER_NAME].value"
    assert severity_of(image_listens_elsewhere, finding) == "error"


def test_only_the_image_says_where() -> None:
    [finding] = image_listens_elsewhere.check(manifests(_app(None), delivery=_image("ENV SERVER_NAME=:8080")))

    assert finding.message == "declares 80, but image/Dockerfile:2 says SERVER_NAME=:8080"


def test_nobody_says_where() -> None:
    """FrankenPHP then serves https://localhost."""
    [finding] = image_listens_elsewhere.check(manifests(_app(None), delivery=_image()))

    assert finding.message == "declares 80, but image/Dockerfile says no SERVER_NAME, so it listens on 443 with TLS"


def test_exposes_another_port() -> None:
    [finding] = image_listens_elsewhere.check(
        manifests(_app(), delivery=_image("ENV SERVER_NAME=:80", "EXPOSE 8080/tcp 9000-9001"))
    )

    assert finding.message == "is on 80, but image/Dockerfile:3 says EXPOSE 8080, 9000, 9001"
    assert severity_of(image_listens_elsewhere, finding) == "warning"


def test_silent_when_they_agree() -> None:
    assert not list(
        image_listens_elsewhere.check(manifests(_app(), delivery=_image("ENV SERVER_NAME=:80", "EXPOSE 80")))
    )
    assert not list(image_listens_elsewhere.check(manifests(_app(None), delivery=_image("ENV SERVER_NAME=:80"))))
    assert not list(image_listens_elsewhere.check(manifests(_app(), delivery=_image())))


def test_silent_on_jobs_and_workers_which_listen_nowhere() -> None:
    assert not list(
        image_listens_elsewhere.check(manifests(workload("CronJob"), delivery=_image("ENV SERVER_NAME=:80")))
    )


@pytest.mark.parametrize("name", ["backend", "example.com", "localhost:8443"])
def test_silent_on_an_image_that_means_something_else_by_its_server_name(name: str) -> None:
    """An app in Go or Node may know the variable, and listens where it likes."""
    for base in ("golang:1.26", "node:24-slim"):
        delivery = image(f"FROM {base}\nENV SERVER_NAME={name}")

        assert not list(image_listens_elsewhere.check(manifests(_app(None, 8080), delivery=delivery)))
