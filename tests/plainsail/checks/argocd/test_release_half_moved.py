"""The check of the same name."""

from plainsail.checks.argocd import release_half_moved
from tests.plainsail.checks.planted import manifests, resources, together
from tests.plainsail.checks.planted_pods import IMAGE, container, foreign, severity_of, workload

REPOSITORY = IMAGE.partition(":")[0]
COMMON = {"app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "mine"}


def test_job_runs_an_older_build() -> None:
    job = workload("CronJob", name="clean-up", image=f"{REPOSITORY}:v0.9.0")

    [finding] = release_half_moved.check(manifests(job, workload()))

    assert finding.message == "runs v0.9.0, but Deployment/backend runs v1.0.0 of the same image"
    assert finding.where.object == "CronJob/clean-up"
    assert finding.where.field == "spec.jobTemplate.spec.template.spec.containers[app].image"
    assert severity_of(release_half_moved, finding) == "error"


def test_init_container_runs_another_digest() -> None:
    old, new = f"{IMAGE}@sha256:{'a' * 64}", f"{IMAGE}@sha256:{'b' * 64}"
    planted = workload(pod={"initContainers": [container(name="setup", image=old)]}, image=new)

    [finding] = release_half_moved.check(manifests(planted))

    assert finding.message == (
        "runs v1.0.0@sha256:bbbbbbbbbbbb, but Deployment/backend runs v1.0.0@sha256:aaaaaaaaaaaa of the same image"
    )


def test_another_repository_has_a_release_of_its_own() -> None:
    job = workload("CronJob", name="clean-up", image="bitnami/kubectl:1.35.0")

    assert not list(release_half_moved.check(manifests(workload(), job)))


def test_one_digest_is_one_build_whatever_its_tag() -> None:
    digest = f"@sha256:{'a' * 64}"
    job = workload("CronJob", name="clean-up", image=f"{REPOSITORY}{digest}")

    assert not list(release_half_moved.check(manifests(workload(image=f"{IMAGE}{digest}"), job)))


def test_environments_move_one_after_the_other() -> None:
    staging = resources(workload(image=f"{REPOSITORY}:v1.1.0"))
    production = resources(workload(), environment="production")

    assert not list(release_half_moved.check(together(*staging, *production)))


def test_somebody_s_app_is_told_by_its_common_labels() -> None:
    job = workload("CronJob", name="job", image=f"{REPOSITORY}:v2.0.0", labels=COMMON)

    [finding] = release_half_moved.check(foreign(workload(labels=COMMON), job))

    assert severity_of(release_half_moved, finding) == "warning"


def test_silent_on_somebody_s_tools_of_many_versions() -> None:
    old = workload(name="one", image="busybox:1.28")

    assert not list(release_half_moved.check(foreign(old, workload(name="two", image="busybox:1.36"))))


def test_silent_on_two_variants_of_one_object() -> None:
    """Of one StatefulSet in two files, one is applied."""
    older = workload("StatefulSet", labels=COMMON, image=f"{REPOSITORY}:v0.9.0")

    assert not list(release_half_moved.check(foreign(older, workload("StatefulSet", labels=COMMON))))
