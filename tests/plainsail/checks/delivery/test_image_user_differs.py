"""The check of the same name."""

import pytest

from plainsail.checks.delivery import image_user_differs
from tests.plainsail.checks.planted import manifests, resources, together
from tests.plainsail.checks.planted_delivery import image, images
from tests.plainsail.checks.planted_pods import container, workload


def test_names_another_user() -> None:
    """www-data is 33 on Debian, and 82 on Alpine."""
    alpine = image("""
        FROM dunglas/frankenphp:1-php8.3-alpine
        USER www-data:www-data
    """)

    [finding] = image_user_differs.check(manifests(workload(), delivery=alpine))

    assert finding.message == "runs as 33:33, but image/Dockerfile:2 says USER www-data:www-data, which is 82:82"
    assert finding.where.object == "Deployment/backend"
    assert finding.where.field == "spec.template.spec.securityContext"


def test_says_another_number() -> None:
    [finding] = image_user_differs.check(manifests(workload(), delivery=image("FROM php:8.3\nUSER 1000:33")))

    assert finding.message == "runs as 33:33, but image/Dockerfile:2 says USER 1000:33"


def test_names_no_user() -> None:
    [finding] = image_user_differs.check(manifests(workload(), delivery=image("FROM dunglas/frankenphp")))

    assert finding.message == "runs as 33:33, but image/Dockerfile names no USER, so the image runs as root"


def test_said_once_for_an_app() -> None:
    jobs = [workload("CronJob", name=name) for name in ("one", "two")]

    assert len(list(image_user_differs.check(manifests(workload(), *jobs, delivery=image("FROM php\nUSER 82"))))) == 1


def test_the_build_makes_the_user() -> None:
    made = image("""
        FROM debian:13
        RUN groupadd --gid 1001 app && useradd -r --uid 1000 -g app app
        USER app
    """)

    [finding] = image_user_differs.check(manifests(workload(), delivery=made))

    assert finding.message == "runs as 33:33, but image/Dockerfile:3 says USER app, which is 1000"


@pytest.mark.parametrize("user", ["33:33", "33", "www-data", "www-data:33", "app"])
def test_silent_on_the_same_user_and_on_one_that_nobody_knows(user: str) -> None:
    delivery = image(f"FROM dunglas/frankenphp:1-php8.3-bookworm\nUSER {user}")

    assert not list(image_user_differs.check(manifests(workload(), delivery=delivery)))


def test_the_final_stage_decides() -> None:
    staged = image("""
        FROM composer:2 AS vendor
        USER 1000
        FROM dunglas/frankenphp AS base
        ARG USER=www-data
        USER ${USER}
        FROM base
        COPY --from=vendor /app /app
    """)

    assert not list(image_user_differs.check(manifests(workload(), delivery=staged)))


def test_each_app_by_its_own_dockerfile() -> None:
    """Of an app whose image is built elsewhere nothing is known."""
    delivery = images(
        {"a/Dockerfile": "FROM php\nUSER 33", "b/Dockerfile": "FROM node\nUSER 1000"},
        backend="a/Dockerfile",
        api="b/Dockerfile",
    )
    apps = [resource for app in ("backend", "api", "other") for resource in resources(workload(), app=app)]

    [finding] = image_user_differs.check(together(*apps, delivery=delivery))

    assert (finding.where.app, finding.message) == ("api", "runs as 33:33, but b/Dockerfile:2 says USER 1000")


def test_silent_on_sidecars_of_another_image() -> None:
    proxy = container(name="proxy", image="envoyproxy/envoy:v1.32.1", securityContext={"runAsUser": 101})
    planted = workload(pod={"containers": [container(), proxy]})

    assert not list(image_user_differs.check(manifests(planted, delivery=image("FROM php\nUSER 33"))))


def test_silent_without_a_dockerfile() -> None:
    assert not list(image_user_differs.check(manifests(workload())))
