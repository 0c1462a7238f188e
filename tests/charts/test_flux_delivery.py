"""What Flux is told about one environment."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import CronJob, Environment, Flux, HelmRelease, Migration, SettingsError, SyncPolicy, merge
from tests.kubernetes_schemas import mistakes
from tests.rendered import app_objects, delivery_objects, dist, environment
from tests.samples.everything import Otherwise
from tests.samples.shapes import SAMPLES
from tests.samples.values import Least

FLUX = Flux(name="project-{env}")
SHORT, ADDRESS = "git@github.com:team/project.git", "https://eu.example.com"
ANOTHER = "say Flux(kube_config=...), or a name where Flux runs in it"


def told(kind: type[Environment] = Least, **said: Any) -> dict[str, Document]:
    settings = environment(kind, **{"delivery": FLUX, **said})
    return {str(key_of(each)): each for each in delivery_objects(settings, app_objects(settings))}


def test_a_repository_a_kustomization_for_the_app_and_the_root() -> None:
    assert set(told()) == {
        "GitRepository/project-staging",
        "Kustomization/backend-staging",
        "Kustomization/project-staging",
    }


@pytest.mark.parametrize("kind", [Least, Otherwise])
def test_flux_takes_them(kind: type[Environment]) -> None:
    """Our schemas are those of its custom resources."""
    delivery = FLUX if kind is Least else kind.delivery

    assert [found for each in told(kind, delivery=delivery).values() for found in mistakes(each, "1.35")] == []


def test_an_app_is_a_folder() -> None:
    """Flux lists the files of a folder that has no `kustomization.yaml`, which Argo CD would take for its own."""
    assert told()["Kustomization/backend-staging"]["spec"] == {
        "sourceRef": {"kind": "GitRepository", "name": "project-staging"},
        "path": "./dist/staging/backend",
        "prune": True,
        "wait": True,
        "interval": "10m",
        "retryInterval": "2m",
        "timeout": "5m",
    }


def test_files_are_its_own() -> None:
    files = dist(environment(Least, delivery=FLUX))

    assert sorted(path for path in files if path.startswith("flux/")) == [
        "flux/staging/GitRepository.project-staging.yaml",
        "flux/staging/Kustomization.backend-staging.yaml",
        "flux/staging/Kustomization.project-staging.yaml",
    ]
    assert not [path for path in files if "kustomization.yaml" in path or path.startswith("argocd/")]


@pytest.mark.parametrize(
    ("revision", "ref"),
    [
        ("staging", {"branch": "staging"}),
        ("refs/tags/v1", {"name": "refs/tags/v1"}),
        ("a" * 40, {"commit": "a" * 40}),
    ],
    ids=["a branch", "a full name", "a commit"],
)
def test_the_ref_of_the_environment(revision: str, ref: dict[str, str]) -> None:
    assert told(revision=revision)["GitRepository/project-staging"]["spec"]["ref"] == ref


def test_what_brings_itself_does_not_go_with_its_file() -> None:
    kept = {"kustomize.toolkit.fluxcd.io/prune": "disabled"}
    objects = told()

    assert {name for name, each in objects.items() if each["metadata"].get("annotations") == kept} == {
        "GitRepository/project-staging",
        "Kustomization/project-staging",
    }


def test_another_cluster_holds_the_apps_and_this_one_the_rest() -> None:
    objects = told(delivery=Flux(name="project-{env}", kube_config="eu", service_account="deployer"))
    app, root = (objects[f"Kustomization/{name}-staging"]["spec"] for name in ("backend", "project"))

    assert app["kubeConfig"] == {"secretRef": {"name": "eu"}}
    assert not {"kubeConfig", "serviceAccountName"} & root.keys()


@pytest.mark.parametrize(
    "kind", [kind for samples in SAMPLES.values() for kind in samples], ids=lambda kind: kind.__name__
)
@pytest.mark.parametrize("delivery", [FLUX, None], ids=["Flux", "nobody"])
def test_no_object_speaks_to_argo_cd(kind: type[Environment], delivery: Flux | None) -> None:
    plain: dict[str, Any] = {"migration": None} if "migration" in dir(kind) else {}
    if issubclass(kind, HelmRelease):
        plain = {"values": merge({"checkBeforeUpgrade": False})}  # a hook, which only Argo CD runs
    settings = environment(kind, delivery=delivery, sync_policy=SyncPolicy(), previews=None, cluster="eu", **plain)

    assert not [each for each in app_objects(settings) if "argocd.argoproj.io" in str(each["metadata"])]


def test_a_namespace_stays_with_all_that_is_in_it() -> None:
    [namespace] = [each for each in app_objects(environment(Least, delivery=FLUX)) if each["kind"] == "Namespace"]

    assert namespace["metadata"]["annotations"] == {"kustomize.toolkit.fluxcd.io/prune": "disabled"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            {"sync_policy": SyncPolicy(prune=False)},
            "sync_policy is for Argo CD, and delivery is Flux; take it out",
        ),
        (
            {"migration": Migration("bin/migrate")},
            "migration is a hook of Argo CD, and delivery is Flux; take it out, and migrate in an init container",
        ),
        (
            {"delivery": None, "migration": Migration("bin/migrate")},
            "migration is a hook of Argo CD, and delivery is None; take it out, and migrate in an init container",
        ),
        (
            {"repository": SHORT},
            f"repository={SHORT!r} is no address that Flux reads; write it as https://... or ssh://git@host/path",
        ),
        ({"revision": "HEAD"}, "revision='HEAD' is nothing that Flux follows; name the branch"),
        (
            {"cluster": ADDRESS},
            f"cluster={ADDRESS!r} is another cluster, which Flux reaches by a kubeconfig alone; {ANOTHER}",
        ),
    ],
    ids=["a sync policy", "a migration", "a migration by hand", "a repository for ssh", "HEAD", "an address"],
)
def test_what_flux_cannot_do_is_refused(said: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        environment(Least, **{"delivery": FLUX, **said})

    assert refused.value.message == message


def test_jobs_by_the_clock_are_no_hooks() -> None:
    """Only what runs once, and before the pods, is a hook."""
    job = CronJob("/tidy", schedule="@daily", time_zone="Europe/Paris")

    assert app_objects(environment(Least, delivery=FLUX, cron_jobs={"tidy": job}))
