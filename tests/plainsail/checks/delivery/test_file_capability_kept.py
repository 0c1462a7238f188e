"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.delivery import file_capability_kept
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image
from tests.plainsail.checks.planted_pods import workload


def _messages(*lines: str, **fields: Any) -> list[str]:
    delivery = image("\n".join(lines))
    return [finding.message for finding in file_capability_kept.check(manifests(workload(**fields), delivery=delivery))]


def test_frankenphp_carries_it_from_its_image() -> None:
    [finding] = file_capability_kept.check(manifests(workload(), delivery=image("FROM dunglas/frankenphp:1-php8.3")))

    assert finding.message == (
        "allowPrivilegeEscalation is false and all capabilities are dropped, "
        "but image/Dockerfile leaves cap_net_bind_service on its program"
    )
    assert finding.where.field == "spec.template.spec.containers[app].securityContext"


@pytest.mark.parametrize(
    ("security", "said"),
    [
        ({"capabilities": None}, "allowPrivilegeEscalation is false"),
        ({"allowPrivilegeEscalation": None}, "all capabilities are dropped"),
    ],
)
def test_either_is_enough(security: dict[str, Any], said: str) -> None:
    [message] = _messages("FROM dunglas/frankenphp", securityContext=security)

    assert message.startswith(f"{said}, but")


def test_a_later_command_puts_it_back() -> None:
    put_back = "RUN setcap CAP_NET_BIND_SERVICE=+eip /usr/local/bin/frankenphp"

    assert _messages("FROM php:8.3", "RUN setcap -r /usr/local/bin/frankenphp", put_back)


@pytest.mark.parametrize(
    "lines",
    [
        ("FROM dunglas/frankenphp", "RUN setcap -r /usr/local/bin/frankenphp"),
        ("FROM dunglas/frankenphp AS base", "RUN a; setcap -r $(which frankenphp)", "FROM base", "USER 33"),
        ("FROM php:8.3-fpm",),
    ],
)
def test_silent_when_it_is_gone(lines: tuple[str, ...]) -> None:
    assert not _messages(*lines)


def test_silent_when_the_pod_allows_it() -> None:
    assert not _messages("FROM dunglas/frankenphp", securityContext={"capabilities": {"add": ["NET_BIND_SERVICE"]}})


def test_removed_in_a_stage_that_is_left_behind() -> None:
    assert _messages("FROM dunglas/frankenphp", "RUN setcap -r /usr/local/bin/frankenphp", "FROM dunglas/frankenphp")


def test_silent_on_a_job_that_runs_php_alone() -> None:
    job = workload("CronJob", command=["php", "bin/console"])

    assert not list(file_capability_kept.check(manifests(job, delivery=image("FROM dunglas/frankenphp"))))
