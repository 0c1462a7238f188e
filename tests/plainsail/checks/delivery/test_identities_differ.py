"""The check of the same name."""

from plainsail.checks.delivery import identities_differ
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, foreign, workload


def test_group_of_volumes_is_another() -> None:
    [finding] = identities_differ.check(manifests(workload(pod={"securityContext": {"fsGroup": 1000}})))

    assert finding.message == "runAsUser 33, runAsGroup 33, fsGroup 1000: not one identity"
    assert finding.where.field == "spec.template.spec.securityContext"


def test_container_is_another() -> None:
    [finding] = identities_differ.check(manifests(workload(securityContext={"runAsUser": 82})))

    assert finding.message == "runAsUser 82, runAsGroup 33, fsGroup 33: not one identity"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext"


def test_job_is_another_than_the_web_server() -> None:
    """What the job writes into a shared volume, the web server could not replace."""
    job = workload(
        "CronJob", name="clean-up", pod={"securityContext": {"runAsUser": 82, "runAsGroup": 82, "fsGroup": 82}}
    )

    [finding] = identities_differ.check(manifests(workload(), job))

    assert finding.message == "runs as 82, but Deployment/backend of the same image as 33"
    assert finding.where.object == "CronJob/clean-up"


def test_a_sidecar_of_another_image_may_be_somebody_else() -> None:
    proxy = container(name="proxy", image="envoyproxy/envoy:v1.32.1", securityContext={"runAsUser": 101})

    assert not list(identities_differ.check(manifests(workload(pod={"containers": [container(), proxy]}))))


def test_silent_on_somebody_else_s() -> None:
    """Many public charts give volumes to a group of their own."""
    assert not list(identities_differ.check(foreign(workload(pod={"securityContext": {"fsGroup": 2000}}))))


def test_what_is_not_said_contradicts_nothing() -> None:
    unsaid = {"securityContext": {"runAsGroup": None, "fsGroup": None}}

    assert not list(identities_differ.check(manifests(workload(pod=unsaid), workload("CronJob", name="job"))))
