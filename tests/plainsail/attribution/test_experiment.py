"""What a change does to the objects, those of Argo CD too, where an environment holds two apps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from constructs_lib.kubernetes.paths import format_path
from constructs_lib.settings import Environment, Patch, PodDisruptionBudget, replace
from plainsail.attribution.changes import changes
from plainsail.attribution.experiment import Experiment, Keys
from plainsail.provenance import format_setting
from tests.rendered import PIN
from tests.samples.values import HPA, Least


def app(name: str, **said: object) -> Environment:
    made: Environment = type("Made", (Least,), said)(app=name, env="staging", pin=PIN)
    return made


def effects(experiment: Experiment, environment: Environment, *settings: str) -> Iterator[tuple[str, str, str]]:
    """What changes of these settings do: object, field, how."""
    for change in changes(environment, PIN):
        if format_setting(change.setting) in settings:
            yield from ((effect.object, format_path(effect.field), effect.how) for effect in experiment.effects(change))


def test_what_apps_of_an_environment_share_changes_in_all_of_them() -> None:
    admin, backend = app("admin"), app("backend")

    found = set(effects(Experiment(backend, [admin, backend], Keys()), backend, "revision"))

    assert {name for name, field, how in found if (field, how) == ("spec.source.targetRevision", "value")} == {
        "Application/admin-staging",
        "Application/backend-staging",
        "Application/project-staging",
    }


def test_what_one_app_says_changes_its_own_objects() -> None:
    admin, backend = app("admin"), app("backend")

    found = {name for name, _, _ in effects(Experiment(backend, [admin, backend], Keys()), backend, "port")}

    assert found == {"Deployment/backend", "Service/backend"}


def test_another_name_of_the_app_is_another_name_of_its_objects() -> None:
    backend = app("backend", patches={"a": Patch("Deployment/backend", set={"spec.paused": True})})

    found = set(effects(Experiment(backend, [backend], Keys()), backend, "app_name"))

    assert ("Deployment/backend", "metadata.name", "value") in found
    assert not [field for name, field, how in found if how == "presence" and name == "Deployment/backend"]


@pytest.mark.parametrize(("least", "how"), [(1, "appears"), (2, "presence")])
def test_a_threshold_is_seen_from_both_sides(least: int, how: str) -> None:
    hpa, budget = replace(HPA, min_replicas=least), PodDisruptionBudget(max_unavailable=1)
    backend = app("backend", hpa=hpa, pod_disruption_budget=budget)

    found = set(effects(Experiment(backend, [backend], Keys()), backend, "hpa.min_replicas"))

    assert {each for name, _, each in found if name == "PodDisruptionBudget/backend"} == {how}


def test_the_file_is_the_one_in_dist() -> None:
    backend = app("backend")

    assert {file.rpartition("/")[0] for file in Experiment(backend, [backend], Keys()).documents} == {
        "staging/backend",
        "argocd/staging",
    }
