"""What settings waive, each with its line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from constructs_lib.settings import Security
from plainsail.checks import CHECKS
from plainsail.findings.declared_waivers import FOUND_IN, declared_by
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import environment, write

SHARED = """\
from constructs_lib.settings import Environment, Namespace, Waiver

PLACES = [
    "Deployment/{app}",
    "Job/{app}-{env}",
]


class Shared(Environment):
    namespace = Namespace("{app}")
    kubernetes_version = "1.35"
    waivers = {
        "all-of-it": "it is meant",
        "places": Waiver("it is meant there", only=PLACES),
        "nothing": [],
    }
"""
APP = """\
from constructs_lib.settings import Waiver, change
from envs.shared import Shared


class Staging(Shared):
    waivers = change(
        {
            "whole": Waiver("whole"),
            "reasons": [
                Waiver("one", only=["Job/a"]),
                Waiver("another", only=["Job/b", "Job/c"]),
            ],
        }
    )
"""


@pytest.fixture
def waivers(tmp_path: Path) -> dict[str, tuple[str, str, str]]:
    """Line, reason and place by setting."""
    write(tmp_path, {"envs/__init__.py": "", "envs/shared.py": SHARED, "envs/app.py": APP})
    with imported(tmp_path):
        every = list(declared_by(environment("app.Staging", app="shop")))
    assert {(waiver.app, waiver.environment) for waiver in every} == {("shop", "staging")}
    return {waiver.setting: (waiver.line, waiver.reason, waiver.only) for waiver in every}


def test_each_place_is_a_waiver_with_the_line_that_names_it(waivers: dict[str, tuple[str, str, str]]) -> None:
    assert waivers["waivers.reasons[0].only[0]"] == ("envs/app.py:10", "one", "Job/a")
    assert waivers["waivers.reasons[1].only[0]"] == ("envs/app.py:11", "another", "Job/b")
    assert waivers["waivers.reasons[1].only[1]"] == ("envs/app.py:11", "another", "Job/c")


def test_a_waiver_of_the_whole_app_has_the_line_of_its_check(waivers: dict[str, tuple[str, str, str]]) -> None:
    assert waivers["waivers.all-of-it"] == ("envs/shared.py:13", "it is meant", "")
    assert waivers["waivers.whole"] == ("envs/app.py:8", "whole", "")


def test_a_mix_in_names_the_objects_of_each_app(waivers: dict[str, tuple[str, str, str]]) -> None:
    places = [waiver[2] for setting, waiver in waivers.items() if setting.startswith("waivers.places")]

    assert places == ["Deployment/shop", "Job/shop-staging"]


def test_a_list_of_none_waives_without_a_reason(waivers: dict[str, tuple[str, str, str]]) -> None:
    """So that the check of the waivers tells it."""
    assert waivers["waivers.nothing"] == ("envs/shared.py:15", "", "")


RELAXED = """\
from constructs_lib.settings import ArgoCd, Compute, CronJob, Image, Jobs, Namespace, Relaxed, Resources, Security


class Staging(Jobs):
    kubernetes_version = "1.35"
    namespace = Namespace("{app}", pod_security="baseline")
    repository = "https://git.example.com/project.git"
    revision = "main"
    delivery = ArgoCd(project="project")
    image = Image("registry.example.com/shop", tag="v1")
    pod_user = 33
    resources = Resources()
    cron_jobs = {
        "tidy": CronJob(
            "/tidy",
            schedule="@daily",
            security=Security(
                read_only_root_filesystem=Relaxed(False, "it writes beside its code"),
                run_as_user=Relaxed(0, "it sets owners"),
                seccomp_profile="profiles/tidy.json",
            ),
        ),
    }
"""


def test_what_is_relaxed_waives_what_is_found_at_that_container(tmp_path: Path) -> None:
    """Said once: the reason stands beside the value."""
    write(tmp_path, {"envs/__init__.py": "", "envs/app.py": RELAXED})
    with imported(tmp_path):
        every = list(declared_by(environment("app.Staging", app="shop")))

    security = "cron_jobs.tidy.security"
    assert [(waiver.check, waiver.setting, waiver.line, waiver.reason) for waiver in every] == [
        (
            "writable-root-file-system",
            f"{security}.read_only_root_filesystem",
            "envs/app.py:18",
            "it writes beside its code",
        ),
        ("runs-as-root", f"{security}.run_as_user", "envs/app.py:19", "it sets owners"),
        ("root-not-ruled-out", f"{security}.run_as_user", "envs/app.py:19", "it sets owners"),
    ]
    assert {waiver.only for waiver in every} == {"CronJob/shop-tidy app"}
    assert all(waiver.is_implied for waiver in every)


def test_every_check_that_finds_what_is_relaxed_is_there() -> None:
    known = {name.rpartition(".")[2].replace("_", "-") for name in CHECKS}

    assert {check for checks in FOUND_IN.values() for check in checks} <= known
    assert FOUND_IN.keys() == {field.name for field in dataclasses.fields(Security)}
