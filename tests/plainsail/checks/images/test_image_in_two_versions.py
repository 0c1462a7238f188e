"""The check of the same name."""

from plainsail.checks.images import image_in_two_versions
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, cron_job, deployment


def running(*tags: str) -> str:
    """A Deployment with a container of each tag."""
    names = ("app", "proxy", "agent")
    containers = [container(name, image=f"registry.example/app:{tag}") for name, tag in zip(names, tags, strict=False)]
    return deployment(*containers)


def test_versions_meet_data_that_they_do_not_know() -> None:
    [finding] = image_in_two_versions.check(manifests(running("1.2.3", "1.2.3", "1.2.2")))

    assert finding.message == "runs registry.example/app:1.2.2, the app's other containers registry.example/app:1.2.3"
    assert finding.where.field == "spec.template.spec.containers[agent].image"


def test_silent_for_one_version() -> None:
    assert not list(image_in_two_versions.check(manifests(running("1.2.3", "1.2.3"))))


def test_silent_for_cron_jobs_which_another_check_compares() -> None:
    assert not list(image_in_two_versions.check(manifests(running("2.0.0"), cron_job())))


def test_silent_in_other_peoples_yaml() -> None:
    """A tree of many apps may hold many versions."""
    assert not list(image_in_two_versions.check(manifests(running("1", "2"), environment=None, app=None)))


def job_of(tag: str, image: str = "registry.example/app") -> str:
    """A CronJob of this build."""
    pod = {"containers": [container("app", image=f"{image}:{tag}", ports=None)], "restartPolicy": "Never"}
    return cron_job(job={"template": {"spec": pod}})


def test_a_cron_job_of_another_build_in_other_peoples_yaml() -> None:
    [finding] = image_in_two_versions.check(manifests(running("2"), job_of("1"), environment=None, app=None))

    assert finding.message == (
        "runs registry.example/app:1, but Deployment/backend of the same app registry.example/app:2"
    )


def test_silent_on_a_cron_job_of_the_same_build_or_another_image() -> None:
    for job in (job_of("2"), job_of("1", image="registry.example/other")):
        assert not list(image_in_two_versions.check(manifests(running("2"), job, environment=None, app=None)))
