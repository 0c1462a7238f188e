"""What becomes of objects that left Git."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.manifests.argocd import covering, folder_of, options_of
from plainsail.manifests.resource import Resource
from plainsail.plan import pruning
from plainsail.plan.pruning import outcome
from tests.plainsail.plan.planted import application, change, comparison, files, in_argocd, manifest, remaining


def test_without_an_application_it_is_assumed_to_be_pruned() -> None:
    found = comparison(files(manifest("ConfigMap")), {})

    assert outcome(found, found.changes[0]).fate == "pruned"


def test_what_stays_can_have_no_end() -> None:
    found = comparison({}, files(manifest("ConfigMap")))

    with pytest.raises(ValueError, match="only an object that was there can go"):
        outcome(found, found.changes[0])


def test_an_object_that_changes_is_not_asked_about() -> None:
    assert change(manifest("ConfigMap"), manifest("ConfigMap", data={})).action == "changed"


def only(text: str) -> Resource:
    [resource] = comparison({}, files(text)).after.resources
    return resource


def annotated(**annotations: str) -> Resource:
    names = {"options": "sync-options", "hook": "hook", "policy": "hook-delete-policy"}
    written = {f"argocd.argoproj.io/{names[key]}": value for key, value in annotations.items()}
    return only(manifest("Job", api="batch/v1", metadata={"annotations": written}))


def test_options_are_read_one_by_one() -> None:
    assert options_of(annotated(options="Prune=false, Replace=true")) == {"Prune=false", "Replace=true"}


@pytest.mark.parametrize(
    ("annotations", "remade"),
    [
        ({}, False),
        ({"hook": "Sync"}, True),
        ({"hook": "Sync", "policy": "HookFailed"}, False),
        ({"options": "Replace=true"}, False),
        ({"options": "Replace=true,Force=true"}, True),
    ],
)
def test_what_is_made_anew(annotations: dict[str, str], remade: bool) -> None:
    assert pruning.is_remade(annotated(**annotations)) is remade


def test_a_generated_name_is_new_each_time() -> None:
    text = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n"

    assert pruning.is_remade(only(text))


def test_the_application_of_a_folder() -> None:
    both = files(manifest("Service")) | in_argocd(
        application(path="staging/other"), application(path="staging/backend")
    )
    side = comparison({}, both).after
    [service] = side.of("Service")

    assert [each.path for each in covering(side, folder_of(service))] == ["dist/argocd/staging/1.yaml"]


@pytest.mark.parametrize(
    ("policy", "prunes"),
    [
        (None, False),
        ({}, False),
        ({"automated": {}}, False),
        ({"automated": {"prune": True}}, True),
        ({"automated": {"prune": True, "enabled": False}}, False),
    ],
)
def test_whether_an_application_prunes(policy: Any, prunes: bool) -> None:
    assert pruning.prunes(only(application(policy))) is prunes


def test_whether_an_application_takes_its_objects_along() -> None:
    finalizers = ["resources-finalizer.argocd.argoproj.io/background"]

    assert pruning.cascades(only(application(metadata={"finalizers": finalizers})))
    assert not pruning.cascades(only(application()))


PRUNES = {"automated": {"prune": True}}
CLUSTER = "https://kubernetes.default.svc"
CASCADE = {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}


def project(**spec: Any) -> str:
    """An AppProject that allows the namespace of the app."""
    said = {"destinations": [{"server": CLUSTER, "namespace": "backend-staging"}]} | spec
    return manifest("AppProject", said, api="argoproj.io/v1alpha1", metadata={"name": "staging", "namespace": "argocd"})


def root() -> str:
    """The Application that brings the folder in which it stands."""
    metadata = {"name": "root", "annotations": {"argocd.argoproj.io/sync-options": "Prune=false"}}
    return application(PRUNES, path="argocd/staging", metadata=metadata, spec={"project": "default"})


def argocd(*texts: str) -> dict[str, str]:
    """The folder of Argo CD, with its root."""
    return in_argocd(root(), *texts)


def ends(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What becomes of each object that left Git."""
    found = comparison(before, after)
    results = ((str(each.resource.key), outcome(found, each)) for each in found.removed())
    return {name: (end.fate, end.why) for name, end in results}


def end(text: str, old: dict[str, Any], new: dict[str, Any]) -> tuple[str, str]:
    """What becomes of one object, while the project allows one thing and then another."""
    app = application(PRUNES)
    before = argocd(app, project(**old)) | files(text) | remaining()
    [found] = ends(before, argocd(app, project(**new)) | remaining()).values()
    return found


LIMITS = manifest("LimitRange")
NAMESPACE = manifest("Namespace", metadata={"name": "backend-staging", "namespace": None})
ANY = {"group": "*", "kind": "*"}
NAMED = {"group": "", "kind": "Namespace", "name": "backend-*"}
EVERYWHERE = {"server": CLUSTER, "namespace": "*"}


@pytest.mark.parametrize(
    ("text", "new", "what"),
    [
        (LIMITS, {"namespaceResourceWhitelist": [{"group": "", "kind": "Service"}]}, "the kind LimitRange"),
        (LIMITS, {"namespaceResourceWhitelist": []}, "the kind LimitRange"),
        (LIMITS, {"namespaceResourceBlacklist": [{"group": "*", "kind": "Limit*"}]}, "the kind LimitRange"),
        (LIMITS, {"namespaceResourceWhitelist": [ANY], "namespaceResourceBlacklist": [ANY]}, "the kind LimitRange"),
        (LIMITS, {"namespaceResourceWhitelist": [ANY], "destinations": []}, "the namespace backend-staging"),
        (
            LIMITS,
            {"destinations": [EVERYWHERE, {"server": CLUSTER, "namespace": "!backend-*"}]},
            "the namespace backend-staging",
        ),
        (NAMESPACE, {}, "Namespace/backend-staging"),
        (NAMESPACE, {"clusterResourceWhitelist": [NAMED | {"name": "other-*"}]}, "Namespace/backend-staging"),
        (
            NAMESPACE,
            {"clusterResourceWhitelist": [ANY], "clusterResourceBlacklist": [NAMED]},
            "Namespace/backend-staging",
        ),
    ],
)
def test_what_the_project_no_longer_allows_stays(text: str, new: dict[str, Any], what: str) -> None:
    allowed = {"clusterResourceWhitelist": [ANY], "namespaceResourceWhitelist": [ANY]}

    assert end(text, allowed, new) == (
        "left",
        f"the AppProject no longer allows {what}, and what it does not allow is not pruned",
    )


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (LIMITS, {}),
        (LIMITS, {"namespaceResourceWhitelist": [ANY]}),
        (LIMITS, {"namespaceResourceWhitelist": [{"group": "", "kind": "Limit*"}]}),
        (NAMESPACE, {"clusterResourceWhitelist": [NAMED]}),
        (NAMESPACE, {"clusterResourceWhitelist": [ANY]}),
    ],
)
def test_what_it_still_allows_is_pruned(text: str, new: dict[str, Any]) -> None:
    assert end(text, new, new) == ("pruned", "")


def test_of_a_project_that_is_not_rendered_nothing_is_known() -> None:
    app = argocd(application(PRUNES)) | remaining()

    assert ends(app | files(LIMITS), app) == {"LimitRange/backend": ("pruned", "")}


UNKNOWN = "its folder is gone, so that its Application compares nothing (Unknown), and prunes nothing"


def test_of_an_environment_that_leaves_git_everything_stays() -> None:
    before = argocd(application(PRUNES, metadata=CASCADE), project()) | files(LIMITS)
    everything = "AppProject/staging", "Application/backend-staging", "Application/root", "LimitRange/backend"

    assert ends(before, {}) == dict.fromkeys(everything, ("left", UNKNOWN))


def test_the_last_object_of_a_folder_stays() -> None:
    app = argocd(application(PRUNES))

    assert ends(app | files(LIMITS), app) == {"LimitRange/backend": ("left", UNKNOWN)}


def test_an_app_that_leaves_an_environment_leaves_its_objects() -> None:
    before = argocd(application(PRUNES), project()) | files(LIMITS)

    assert ends(before, argocd(project())) == {
        "Application/backend-staging": ("pruned", ""),
        "LimitRange/backend": (
            "left",
            "its Application goes, without the finalizer that would take its objects along",
        ),
    }


def test_one_with_a_finalizer_takes_along_what_the_project_still_allows() -> None:
    before = argocd(application(PRUNES, metadata=CASCADE), project()) | files(LIMITS, NAMESPACE)

    found = ends(before, argocd(project()))

    assert found["LimitRange/backend"] == ("pruned", "its Application goes, with all that it brought")
    assert found["Namespace/backend-staging"] == (
        "left",
        "its Application goes, and takes along only what the AppProject allows, not Namespace/backend-staging",
    )


@pytest.mark.parametrize(
    ("annotations", "policy", "fate"),
    [
        ({"argocd.argoproj.io/sync-options": "Delete=false"}, {}, "left"),
        ({"argocd.argoproj.io/sync-options": "Delete=confirm"}, {}, "asked"),
        ({}, {"syncOptions": ["Delete=false"]}, "left"),
        ({"argocd.argoproj.io/sync-options": "Delete=true"}, {"syncOptions": ["Delete=false"]}, "pruned"),
        ({"helm.sh/resource-policy": "keep"}, {}, "left"),
        ({"argocd.argoproj.io/sync-options": "Prune=false"}, {}, "pruned"),
    ],
)
def test_what_an_application_takes_along(annotations: dict[str, str], policy: dict[str, Any], fate: str) -> None:
    text = manifest("ConfigMap", metadata={"annotations": annotations})
    before = argocd(application(PRUNES | policy, metadata=CASCADE), project()) | files(text)

    assert ends(before, argocd(project()))["ConfigMap/backend"][0] == fate


def test_a_definition_is_never_taken_along() -> None:
    crd = manifest("CustomResourceDefinition", {}, api="apiextensions.k8s.io/v1", metadata={"namespace": None})
    before = argocd(application(PRUNES, metadata=CASCADE)) | files(crd)

    assert ends(before, argocd())["CustomResourceDefinition/backend"][0] == "left"


def test_an_application_that_stays_without_its_folder_is_unknown() -> None:
    options = {"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"}}
    before = argocd(application(PRUNES, metadata=options), project()) | files(LIMITS)

    assert ends(before, argocd(project())) == {
        "Application/backend-staging": ("left", "it says Prune=false"),
        "LimitRange/backend": ("left", UNKNOWN),
    }


def test_without_its_project_an_application_syncs_nothing() -> None:
    app = application(PRUNES)
    before = argocd(app, project()) | files(LIMITS) | remaining()

    assert ends(before, argocd(app) | remaining())["LimitRange/backend"] == (
        "left",
        "the AppProject of its Application goes, and without one nothing is synced (Unknown)",
    )


@pytest.mark.parametrize(
    ("said", "of_application", "fate"),
    [
        ("Prune=true", ["Prune=false"], "pruned"),
        ("Validate=false", ["Prune=false"], "left"),
        ("Validate=false", ["Prune=confirm"], "asked"),
        ("Prune=true", ["Prune=confirm"], "pruned"),
        ("Prune=confirm", [], "asked"),
    ],
)
def test_an_object_has_the_last_word(said: str, of_application: list[str], fate: str) -> None:
    app = argocd(application(PRUNES | {"syncOptions": of_application})) | remaining()
    text = manifest("ConfigMap", metadata={"annotations": {"argocd.argoproj.io/sync-options": said}})

    assert ends(app | files(text), app)["ConfigMap/backend"][0] == fate


def test_a_policy_of_helm_keeps_nothing_from_a_prune() -> None:
    app = argocd(application(PRUNES)) | remaining()
    text = manifest("ConfigMap", metadata={"annotations": {"helm.sh/resource-policy": "keep"}})

    assert ends(app | files(text), app)["ConfigMap/backend"][0] == "pruned"


@pytest.mark.parametrize("path", ["deploy/dist/staging/backend", "./deploy/dist/staging/backend/"])
def test_a_project_may_lie_deep_in_its_repository(path: str) -> None:
    source = {"repoURL": "https://example.com/a.git", "path": path}
    app = in_argocd(application({"automated": {}}, spec={"source": source})) | remaining()

    assert ends(app | files(LIMITS), app)["LimitRange/backend"][0] == "by hand"


def test_one_application_may_bring_all_folders_below() -> None:
    source = {"repoURL": "https://example.com/a.git", "path": "deploy/dist/staging", "directory": {"recurse": True}}
    app = in_argocd(application({"automated": {}}, spec={"source": source})) | remaining()

    assert ends(app | files(LIMITS), app)["LimitRange/backend"][0] == "by hand"


def test_where_no_path_tells_the_namespace_does() -> None:
    source = {"repoURL": "https://example.com/other.git", "path": "clusters/a"}
    app = in_argocd(application({"automated": {}}, spec={"source": source})) | remaining()
    two = app | {"argocd/staging/two.yaml": application(PRUNES, metadata={"name": "two"}, spec={"source": source})}

    assert ends(app | files(LIMITS), app)["LimitRange/backend"][0] == "by hand"
    assert ends(two | files(LIMITS), two)["LimitRange/backend"][0] == "pruned"
