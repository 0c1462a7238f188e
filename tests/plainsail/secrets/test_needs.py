"""What the rendered ExternalSecrets need, and the lines that say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import Target
from plainsail.secrets.needs import Need, needs
from tests.plainsail.clones import edit, number_of
from tests.plainsail.secret_projects import KEYS, plant

STAGING = Target("staging")
STORE = "secretStoreRef: {kind: ClusterSecretStore, name: ssm}"


def found(root: Path, *targets: Target) -> list[Need]:
    return needs(Project(root), targets).found


def own(root: Path, spec: str) -> list[Need]:
    """What an ExternalSecret of the user's own needs in staging, beside the app's."""
    plant(root, "own", spec)
    return [need for need in found(root, STAGING) if need.path.endswith("own.yaml")]


def test_each_variable_names_its_parameter_store_and_line(root: Path) -> None:
    first, second = found(root, STAGING)

    assert (first.variable, first.parameter) == ("APP_API_CLIENT_SECRET", KEYS[0])
    assert (second.variable, second.parameter) == ("APP_SERVICE_API_KEY", KEYS[1])
    assert first.store == "ClusterSecretStore/aws-parameter-store-staging"
    assert (second.path, second.line) == (
        "envs/backend/base.py",
        number_of(root / "envs/backend/base.py", "APP_SERVICE_API_KEY"),
    )
    assert second.source == '"APP_SERVICE_API_KEY": "service_api_key",'


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

    assert (len(asked.found), asked.left_out) == (
        2,
        ["staging/backend ExternalSecret/own: spec.dataFrom[0].find searches the whole store"],
    )


def test_another_kind_of_store_is_left_out_and_said(root: Path) -> None:
    plant(root, "own", "secretStoreRef: {name: vault}\ndata:\n- {secretKey: A, remoteRef: {key: x}}\n")
    plant(root, "vault", "provider: {vault: {server: https://vault.example.com}}\n", kind="SecretStore")

    asked = needs(Project(root), [STAGING])

    assert (len(asked.found), asked.left_out) == (
        2,
        ["staging/backend ExternalSecret/own: SecretStore/vault is not known to be a Parameter Store"],
    )


def test_a_store_that_is_rendered_as_parameter_store_is_one(root: Path) -> None:
    plant(root, "ssm", "provider: {aws: {service: ParameterStore, region: eu-west-3}}\n", kind="SecretStore")

    [need] = own(root, "secretStoreRef: {name: ssm}\ndata:\n- {secretKey: A, remoteRef: {key: /x/a}}\n")

    assert need.store == "SecretStore/ssm"


def test_without_dist_it_is_said(root: Path) -> None:
    (root / "dist").rename(root / "elsewhere")

    with pytest.raises(ProjectError, match=r"^dist/ is not there; run `plainsail synth`"):
        needs(Project(root))


def test_what_is_no_object_is_said_with_its_line(root: Path) -> None:
    (root / "dist/staging/backend/broken.yaml").write_text("---\nkind: [\n", encoding="utf-8")

    with pytest.raises(ProjectError, match=r"^dist/staging/backend/broken.yaml:\d+: .*; run `plainsail synth`$"):
        needs(Project(root))


def test_an_app_that_is_gone_from_the_settings_is_said(root: Path) -> None:
    (root / "dist/staging/backend").rename(root / "dist/staging/old")
    edit(root / "envs/backend/base.py", "external_secrets = ExternalSecrets(", "external_secrets = None and dict(")

    with pytest.raises(ProjectError) as caught:
        needs(Project(root), [STAGING])

    assert str(caught.value) == (
        "dist/staging/old/ExternalSecret.backend.yaml:2: no app of envs/ says this; run `plainsail synth`"
    )
