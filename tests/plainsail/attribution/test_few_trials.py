"""Of the settings that may decide a field, few are tried, and the answer is as if all had been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from constructs_lib.kubernetes.paths import format_path, leaves, parse_path
from constructs_lib.settings import Environment
from plainsail.attribution import experiment
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.changes import Change
from plainsail.attribution.experiment import Effect, Experiment
from plainsail.attribution.knowledge import Library
from plainsail.project.pins import read_pin
from plainsail.project.project import Project
from plainsail.provenance import format_setting
from plainsail.render.charts import Rendered, render

ROOT = Path(__file__).resolve().parents[3]
[STAGING] = [env for env in Project(ROOT).environments if (env.env_name, env.app_name) == ("staging", "backend")]
DEPLOYMENT, HPA = (f"staging/backend/{name}.backend.yaml" for name in ("Deployment", "HorizontalPodAutoscaler"))
CONTAINER = "spec.template.spec.containers[app]"


def attribution(tmp_path: Path, environment: Environment = STAGING) -> Attribution:
    return Attribution(environment, [environment], read_pin(ROOT, environment.app_name), Library(tmp_path))


@dataclass
class Tried:
    """What an experiment does."""

    changes: list[Change] = field(default_factory=list)
    renderings: int = 0


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Tried:
    effects, seen = Experiment.effects, Tried()

    def noted(self: Experiment, change: Change) -> Iterator[Effect]:
        seen.changes.append(change)
        return effects(self, change)

    def counted(environments: Sequence[Environment]) -> list[Rendered]:
        seen.renderings += len(environments)
        return render(environments)

    monkeypatch.setattr(Experiment, "effects", noted)
    monkeypatch.setattr(experiment, "render", counted)
    return seen


@pytest.mark.parametrize(
    ("file", "path", "setting", "renderings"),
    [
        # As things are, and with one more and one less.
        (HPA, "spec.maxReplicas", "hpa.max_replicas", 3),
        # As things are; without it, called otherwise, and with another value: no other variable is tried.
        (DEPLOYMENT, f"{CONTAINER}.env[APP_ENV]", "env.APP_ENV", 4),
        (DEPLOYMENT, f"{CONTAINER}.env[APP_ENV].value", "env.APP_ENV", 4),
    ],
)
def test_what_could_not_be_it_is_not_tried(
    tried: Tried, tmp_path: Path, *, file: str, path: str, setting: str, renderings: int
) -> None:
    found = attribution(tmp_path).setting_of(file, parse_path(path))

    assert found
    assert format_setting(found) == setting
    assert {format_setting(change.setting) for change in tried.changes} == {setting}
    assert tried.renderings == renderings


def test_of_what_has_no_value_nothing_is_tried_where_another_has(tried: Tried, tmp_path: Path) -> None:
    found = attribution(tmp_path).setting_of(DEPLOYMENT, parse_path(f"{CONTAINER}.resources.limits.memory"))

    assert found == ("resources", "limits", "memory")
    assert not [change.setting for change in tried.changes if change.unset]


@pytest.mark.slow
def test_the_first_is_that_of_all(tmp_path: Path) -> None:
    everything = attribution(tmp_path / "everything")
    list(everything.effects())
    differing = []

    for file, document in everything.documents.items():
        few = attribution(tmp_path / "few")
        for leaf, _ in leaves(document):
            first = next(iter(everything.deciding(file, leaf)), None)
            differing += [(file, format_path(leaf))] if few.foremost(file, leaf) != first else []

    assert not differing
