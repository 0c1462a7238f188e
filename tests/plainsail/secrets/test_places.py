"""Where the parameters of environments live."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.settings import SettingsError
from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import Target
from plainsail.secrets.places import folders, labels_with_folders, one_place, places
from tests.plainsail.clones import edit
from tests.plainsail.parameter_store import ACCOUNT, REGION

BOTH = {"staging/backend", "production/backend"}
OTHER = '    aws = Aws(account="999999999999", region="eu-west-1")\n'


def differing(root: Path) -> Project:
    """A project whose staging lives in another account and region."""
    staging = root / "envs/backend/staging.py"
    edit(staging, "import change", "import Aws, change")
    edit(staging, "    hpa =", f"{OTHER}    hpa =")
    return Project(root)


def silent(root: Path) -> Project:
    """A project of which no class says aws."""
    edit(root / "envs/shared.py", '    aws = Aws(account="123456789012", region="eu-west-3")\n', "")
    return Project(root)


def test_apps_of_one_account_and_region_are_asked_for_together(root: Path) -> None:
    assert places(Project(root), BOTH) == {
        (REGION, ACCOUNT): [Target("production", "backend"), Target("staging", "backend")]
    }


def test_each_account_and_region_is_asked_for_itself(root: Path) -> None:
    assert list(places(differing(root), BOTH)) == [("eu-west-1", "999999999999"), (REGION, ACCOUNT)]


def test_a_region_that_is_given_overrules_the_settings(root: Path) -> None:
    assert list(places(differing(root), BOTH, region="us-east-1")) == [
        ("us-east-1", ACCOUNT),
        ("us-east-1", "999999999999"),
    ]


def test_without_the_setting_a_region_that_is_given_suffices(root: Path) -> None:
    assert list(places(silent(root), BOTH, region=REGION)) == [(REGION, None)]


def test_without_the_setting_and_a_region_the_setting_is_asked_for(root: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        places(silent(root), BOTH)

    assert caught.value.message == (
        "no class says aws, so nobody knows the account and the region; add aws = Aws(account=..., region=...)"
    )


def test_who_needs_nothing_need_not_say_where(root: Path) -> None:
    assert places(silent(root), set()) == {}


def test_a_policy_is_for_one_place(root: Path) -> None:
    assert one_place(Project(root), BOTH, "staging") == (ACCOUNT, REGION)


def test_a_policy_of_two_places_is_refused(root: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        one_place(differing(root), BOTH, "staging")

    assert str(caught.value) == (
        "staging: its apps live in 123456789012 eu-west-3, 999999999999 eu-west-1; "
        "a policy is for one account and region, so say aws once, in envs/shared.py"
    )


def test_folders_are_those_of_the_settings(root: Path) -> None:
    assert folders(Project(root), [Target("staging")]) == [("staging", "/param/my-project/staging/parameters")]


def test_an_app_without_a_folder_has_none(root: Path) -> None:
    staging = root / "envs/backend/staging.py"
    edit(staging, "    hpa =", "    external_secrets = None\n    hpa =")
    project = Project(root)

    assert folders(project, [Target("staging")]) == []
    assert labels_with_folders(project, [Target("staging"), Target("production")]) == {"production/backend"}
