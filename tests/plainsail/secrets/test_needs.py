"""What the rendered ExternalSecrets need, and the lines that say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.settings import SettingsError
from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import Target
from plainsail.secrets.needs import Need, folders, labels_with_folders, needs, one_place, places
from tests.plainsail.clones import edit
from tests.plainsail.parameter_store import ACCOUNT, REGION
from tests.plainsail.secret_projects import KEYS, external_secret, plant

STAGING = Target("staging")
STORE = "secretStoreRef: {kind: ClusterSecretStore, name: ssm}"


def found(root: Path, *targets: Target) -> list[Need]:
    return needs(Project(root), targets).needs


def own(root: Path, spec: str) -> list[Need]:
    """What an ExternalSecret of the user's own needs in staging, beside the app's."""
    plant(root, "own", spec)
    return [need for need in found(root, STAGING) if need.where.path.endswith("own.yaml")]


def test_each_variable_names_its_parameter_its_store_and_its_field(root: Path) -> None:
    first, second = found(root, STAGING)

    assert (first.variable, first.parameter) == ("APP_API_CLIENT_SECRET", KEYS[0])
    assert (second.variable, second.parameter) == ("APP_SERVICE_API_KEY", KEYS[1])
    assert first.store == "ClusterSecretStore/aws-parameter-store-staging"
    assert second.where.field == "spec.data[APP_SERVICE_API_KEY].remoteRef"


def test_all_environments_are_read_without_a_target(root: Path) -> None:
    assert [need.label for need in found(root)] == ["production/backend"] * 2 + ["staging/backend"] * 2


def test_an_object_of_ones_own_counts(root: Path) -> None:
    [need] = own(root, f"{STORE}\ndata:\n- secretKey: A\n  remoteRef: {{key: /x/a, property: password, version: 3}}\n")

    assert (need.variable, need.parameter, need.field, need.version) == ("A", "/x/a", "password", "3")
    assert need.folder is False


def test_a_variable_may_have_a_store_of_its_own(root: Path) -> None:
    spec = f"""
        {STORE}
        data:
        - secretKey: A
          remoteRef: {{key: /x/a}}
          sourceRef: {{storeRef: {{kind: SecretStore, name: other}}}}
        """

    assert [need.store for need in own(root, spec)] == ["SecretStore/other"]


def test_all_fields_of_a_parameter_are_one_need(root: Path) -> None:
    [need] = own(root, f"{STORE}\ndataFrom:\n- extract: {{key: /x/json}}\n")

    assert (need.variable, need.parameter, need.folder) == (None, "/x/json", False)


def test_a_folder_that_is_searched_is_one_need(root: Path) -> None:
    [need] = own(root, f"{STORE}\ndataFrom:\n- find: {{path: /x, name: {{regexp: .*}}}}\n")

    assert (need.variable, need.parameter, need.folder) == (None, "/x", True)


def test_what_a_cluster_external_secret_makes_counts(root: Path) -> None:
    spec = f"externalSecretSpec:\n  {STORE}\n  data:\n  - {{secretKey: A, remoteRef: {{key: /x/a}}}}\n"
    plant(root, "cluster", spec, kind="ClusterExternalSecret")

    assert "/x/a" in [need.parameter for need in found(root, STAGING)]


@pytest.mark.parametrize("find", ["{name: {regexp: .*}}", "{tags: {team: x}}", "{path: /, name: {regexp: .*}}"])
def test_a_search_of_the_whole_store_is_left_out_and_said(root: Path, find: str) -> None:
    plant(root, "own", f"{STORE}\ndataFrom:\n- find: {find}\n")

    asked = needs(Project(root), [STAGING])

    assert (len(asked.needs), asked.left_out) == (
        2,
        ["staging/backend ExternalSecret/own: spec.dataFrom[0].find searches the whole store"],
    )


def test_another_kind_of_store_is_known_and_not_asked(root: Path) -> None:
    plant(root, "own", "secretStoreRef: {name: vault}\ndata:\n- {secretKey: A, remoteRef: {key: x}}\n")
    plant(root, "vault", "provider: {vault: {server: https://vault.example.com}}\n", kind="SecretStore")

    asked = needs(Project(root), [STAGING])

    assert [(need.parameter, need.provider) for need in asked.needs if not need.askable] == [("x", "vault")]


def test_a_store_that_is_rendered_as_parameter_store_is_one(root: Path) -> None:
    plant(root, "ssm", "provider: {aws: {service: ParameterStore, region: eu-west-3}}\n", kind="SecretStore")

    [need] = own(root, "secretStoreRef: {name: ssm}\ndata:\n- {secretKey: A, remoteRef: {key: /x/a}}\n")

    assert need.store == "SecretStore/ssm"


def test_without_dist_it_is_said(root: Path) -> None:
    (root / "dist").rename(root / "elsewhere")

    with pytest.raises(ProjectError, match=r"^dist/ is not there; run `plainsail synth`"):
        needs(Project(root))


def test_what_is_no_object_is_said_with_its_line(root: Path) -> None:
    (root / "dist/staging/backend/Secret.broken.yaml").write_text("---\nkind: [\n", encoding="utf-8")

    with pytest.raises(
        ProjectError, match=r"^dist/staging/backend/Secret\.broken\.yaml:\d+: .*; run `plainsail synth`$"
    ):
        needs(Project(root))


def test_an_app_that_is_gone_from_the_settings_is_said(root: Path) -> None:
    (root / "dist/staging/backend").rename(root / "dist/staging/old")
    edit(root / "envs/backend/base.py", "external_secrets = ExternalSecrets(", "external_secrets = None and dict(")

    with pytest.raises(ProjectError) as caught:
        needs(Project(root), [STAGING])

    [path] = (root / "dist/staging/old").glob("ExternalSecret.*")
    assert str(caught.value) == (f"dist/staging/old/{path.name}:2: no app of envs/ renders this; run `plainsail synth`")


BOTH = {"staging/backend", "production/backend"}
OTHER = '    aws = Aws(account="999999999999", region="eu-west-1")\n'


def differing(root: Path) -> Project:
    """A project whose staging lives in another account and region."""
    staging = root / "envs/backend/staging.py"
    edit(staging, "import change", "import Aws, change")
    edit(staging, "    hpa =", f"{OTHER}    hpa =")
    return Project(root)


def silent(root: Path) -> Project:
    """A project of which no class sets aws."""
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
        "no class sets aws, so the account and the region are unknown; add aws = Aws(account=..., region=...)"
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


BASE = "envs/backend/base.py"
LINE = '            "APP_SERVICE_API_KEY": "service_api_key",\n'


def complaint(root: Path) -> str:
    with pytest.raises(ProjectError) as caught:
        needs(Project(root), [Target("staging")])
    return str(caught.value)


def test_a_variable_that_is_not_rendered_yet_is_said(root: Path) -> None:
    edit(root / BASE, LINE, f'{LINE}            "APP_NEW": "new",\n')

    assert complaint(root) == "dist/ differs from what envs/ says of APP_NEW in staging/backend; run `plainsail synth`"


def test_a_variable_that_is_still_rendered_is_said(root: Path) -> None:
    edit(root / BASE, LINE, "")

    assert complaint(root).startswith("dist/ differs from what envs/ says of APP_SERVICE_API_KEY in staging/backend;")


def test_another_parameter_is_said(root: Path) -> None:
    edit(external_secret(root), "service_api_key", "other")

    assert complaint(root).startswith("dist/ differs from what envs/ says of APP_SERVICE_API_KEY in staging/backend;")


def test_an_environment_that_nobody_asks_about_may_be_stale(root: Path) -> None:
    edit(external_secret(root, "production"), "service_api_key", "other")

    assert len(needs(Project(root), [Target("staging")]).needs) == 2


def test_what_a_patch_changes_is_not_stale(root: Path) -> None:
    patch = 'Patch("ExternalSecret/backend", set={"spec.data[0].remoteRef.key": "/other/key"})'
    edit(root / BASE, "    Probe,\n", "    Patch,\n    Probe,\n")
    edit(root / BASE, "    port = 80\n", f"    port = 80\n    patches = {{'p': {patch}}}\n")
    edit(external_secret(root), "/param/my-project/staging/parameters/api_client_secret", "/other/key")

    assert "/other/key" in [need.parameter for need in needs(Project(root), [Target("staging")]).needs]
