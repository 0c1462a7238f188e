"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import parameter_of_another_environment
from tests.plainsail.checks.planted_app import app, foreign, project


def test_a_path_of_production() -> None:
    [finding] = parameter_of_another_environment.check(project(("/param/ENV/api_key", "/param/production/api_key")))

    assert finding.message == "/param/production/api_key is of production"
    assert finding.where.environment == "staging"
    assert finding.where.field == "spec.data[API_KEY].remoteRef"


def test_the_store_of_production() -> None:
    [finding] = parameter_of_another_environment.check(
        project(("aws-parameter-store-ENV", "aws-parameter-store-production"))
    )

    assert finding.message == "the store aws-parameter-store-production is of production"
    assert finding.where.field == "spec.secretStoreRef"


@pytest.mark.parametrize("path", ["/param/shared/api_key", "/param/production-like/api_key"])
def test_silent_about_paths_that_name_no_environment(path: str) -> None:
    assert not list(parameter_of_another_environment.check(project(("/param/ENV/api_key", path))))


def test_silent_where_there_is_one_environment() -> None:
    assert not list(parameter_of_another_environment.check(app(("/param/ENV/api_key", "/param/production/api_key"))))


def test_silent_about_plain_yaml() -> None:
    assert not list(
        parameter_of_another_environment.check(foreign(("/param/ENV/api_key", "/param/production/api_key")))
    )
