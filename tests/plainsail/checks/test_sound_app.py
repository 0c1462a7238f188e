"""The sound application, which gives checks of references and secrets nothing to say."""

from __future__ import annotations

import pytest

from plainsail.checks import RULES
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import foreign, project

CHECKS = [
    "application_namespace_differs",
    "application_points_astray",
    "application_prunes_itself",
    "autoscaler_target_missing",
    "disruption_budget_selects_nothing",
    "duplicate_object",
    "empty_folder_deletes_all",
    "env_from_secret",
    "external_secret_defaults",
    "external_secret_version",
    "folder_without_application",
    "half_automated_sync",
    "hook_before_its_needs",
    "ingress_backend_missing",
    "ingress_class_unclear",
    "mount_without_volume",
    "mounted_twice",
    "namespace_not_rendered",
    "optional_secret",
    "outside_namespace",
    "parameter_of_another_environment",
    "parameter_path_malformed",
    "plain_and_secret_variable",
    "plain_credential",
    "port_name_missing",
    "priority_class_missing",
    "project_missing",
    "project_refuses",
    "pull_secret_not_rendered",
    "role_binding_dangles",
    "secret_in_tree",
    "secret_key_twice",
    "secret_key_unused",
    "secret_owned_twice",
    "secret_store_missing",
    "selector_misses_template",
    "selectors_overlap",
    "service_account_missing",
    "service_selects_jobs",
    "service_selects_nothing",
    "stateful_set_service_missing",
    "two_disruption_budgets",
    "variable_without_source",
    "variables_from_one_parameter",
    "volume_unused",
    "volume_without_source",
    "wave_too_late",
]


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("manifests", [project(), foreign()], ids=["in dist", "as plain YAML"])
def test_silent_about_a_sound_application(name: str, manifests: Manifests) -> None:
    assert not list(RULES[name.replace("_", "-")].find(manifests))
