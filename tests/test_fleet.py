"""Twelve services in three clusters, as a team would write them: they render, are sound, and a plan of them is read."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from tests.fleet_project import CLUSTERS, apps, laid_in, plainsail
from tests.plainsail.clones import edit
from tests.references import broken

VENDORED = "ledger"
"""The app whose objects somebody else wrote."""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fleet, rendered; nobody changes it."""
    return laid_in(tmp_path_factory.mktemp("fleet") / "shop")


@pytest.fixture
def changed(fleet: Path, tmp_path: Path) -> Path:
    """The fleet with what was rendered before, whose settings may be changed."""
    return Path(shutil.copytree(fleet, tmp_path / "shop"))


def test_its_twelve_apps_are_rendered_where_they_run(fleet: Path) -> None:
    where = defaultdict(list)
    for name, documents in apps(fleet):
        env, _, app = name.partition("/")
        where[app].append(env)
        assert documents, name

    assert len(where) == 12
    assert where.pop("orders-db") == ["staging"]
    assert where.pop("reports") == ["production-eu", "production-us"]
    assert set(map(tuple, where.values())) == {CLUSTERS}


def test_every_reference_within_an_app_resolves(fleet: Path) -> None:
    problems = {
        name: found
        for name, documents in apps(fleet)
        if not name.endswith(f"/{VENDORED}") and (found := broken(documents))
    }

    assert problems == {}


@pytest.mark.slow
def test_check_finds_nothing(fleet: Path) -> None:
    done = plainsail(fleet, "check", "--strict", "--format", "json")

    report = json.loads(done.stdout)
    assert [(each["check"], each["object"]) for each in report["findings"] if not each.get("waived")] == []
    assert done.returncode == 0


@pytest.mark.slow
def test_what_was_rendered_is_what_the_settings_say(fleet: Path) -> None:
    assert plainsail(fleet, "synth", "--check").returncode == 0


@pytest.mark.slow
def test_a_plan_tells_what_a_release_does_in_each_cluster(changed: Path) -> None:
    """A new image goes everywhere, a disk that grows is refused, and an app that leaves keeps nothing back unsaid."""
    edit(changed / "envs/web.py", 'tag="v5.12.0"', 'tag="v5.13.0"')
    edit(changed / "envs/search.py", 'Claim("100Gi"', 'Claim("200Gi"')
    edit(changed / "envs/__init__.py", '"production-us": reports.ProductionUs,', "")

    done = plainsail(changed, "plan", "--against", "dist", "--format", "json")

    changes = json.loads(done.stdout)["changes"]
    told = {
        (each.get("consequence"), each["object"]): each["environments"]
        for each in changes
        if each["change"] == "consequence"
    }
    assert told["image", "Deployment/web"] == sorted(CLUSTERS)
    assert told["will-fail", "StatefulSet/search"] == ["production-eu", "production-us"]
    assert [name for name, object_ in told if name == "will-fail" and object_ != "StatefulSet/search"] == []
