"""What is watched, of every app that an environment runs."""

from pathlib import Path

import pytest

from plainsail.yaml_reader import load_all
from tests.deploy import fleet
from tests.deploy.iam import allows
from tests.deploy.terraform import ENVIRONMENTS, Refused, needs_terraform, shared, shared_in
from tests.plainsail.clones import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

TOPIC = "arn:aws:sns:eu-west-3:123456789012:my-project-alerts"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_alarms_are_about_objects_that_dist_has(environment: str) -> None:
    files = (ROOT / "dist" / environment / "backend").glob("*.yaml")
    objects = [document for path in files for document in load_all(path.read_text(encoding="utf-8"))]
    names = {(each["kind"], each["metadata"].get("namespace", ""), each["metadata"]["name"]) for each in objects}

    alarms = [
        alarm for name, alarm in shared("alarms")["alarms"].items() if name.startswith(f"my-project-{environment}/")
    ]
    watched = [
        (kind, alarm["dimensions"]["Namespace"], alarm["dimensions"][key])
        for alarm in alarms
        for kind, key in (("Deployment", "PodName"), ("Service", "Service"))
        if key in alarm["dimensions"]
    ]
    assert len(watched) == len(alarms) == 3
    assert set(watched) <= names


def test_an_environment_is_watched_where_it_is_named() -> None:
    alarms = shared("alarms", monitoring={"enabled": True, "environments": ["production"]})["alarms"]

    assert sorted(alarms) == [f"my-project-production/backend/{what}" for what in ("memory", "no-pods", "restarts")]
    assert {alarm["dimensions"]["ClusterName"] for alarm in alarms.values()} == {"my-organisation-production"}


def test_nothing_is_watched_where_monitoring_is_off() -> None:
    assert shared("alarms", monitoring={"enabled": False, "environments": ["production"]})["alarms"] == {}


def test_what_an_app_does_not_have_is_not_watched(tmp_path: Path) -> None:
    """And an environment of another region is not: nothing of its cluster is reported here."""
    alarms = shared_in(fleet.tree(tmp_path), "alarms")["alarms"]

    assert sorted(alarms) == [
        f"my-project-{environment}/{app}/{what}"
        for environment in ("production-eu", "staging")
        for app, whats in {
            "backend": ("memory", "no-pods", "restarts"),
            "mailer": ("memory", "no-workers", "restarts"),
        }.items()
        for what in whats
    ]
    assert alarms["my-project-staging/mailer/no-workers"]["dimensions"] == {
        "ClusterName": "my-organisation-staging",
        "Namespace": "mailer-staging",
        "PodName": "mailer",
    }


def test_an_environment_of_another_region_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="only those of this region"):
        shared_in(fleet.tree(tmp_path), "alarms", monitoring={"enabled": True, "environments": ["production-us"]})


def test_no_two_alarms_have_one_name() -> None:
    """Of a-b's c, and of a's b-c."""
    apps = {
        f"{environment}/{app}": {
            "environment": environment,
            "namespace": f"{app}-{environment}",
            "deployment": app,
        }
        for environment, app in (("a-b", "c"), ("a", "b-c"))
    }
    alarms = shared("alarms", apps=apps, eks_clusters={"a-b": "one", "a": "one"})["alarms"]

    assert {alarm["dimensions"]["Namespace"] for alarm in alarms.values()} == {"c-a-b", "b-c-a"}
    assert len(alarms) == 6


def test_a_worker_s_alarm_rings_only_where_nothing_is_reported(tmp_path: Path) -> None:
    alarm = shared_in(fleet.tree(tmp_path), "watched")["watched"]["no-workers"]

    assert (alarm["comparison"], alarm["threshold"], alarm["missing"]) == ("LessThanThreshold", 0, "breaching")


@pytest.mark.parametrize(
    "wrong",
    [
        {"monitoring": {"enabled": True, "environments": ["qa"]}},
        {"eks_clusters": {"staging": "one"}},
        {"apps": {}},
        {"apps": {"Staging/a": {"environment": "Staging", "namespace": "a"}}},
    ],
)
def test_environments_that_do_not_agree_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused, match="Invalid value for variable"):
        shared("alarms", **wrong)


def test_alarms_of_this_project_and_events_may_ring() -> None:
    policy = shared("topic_policy")["topic_policy"]
    alarm = "arn:aws:cloudwatch:eu-west-3:123456789012:alarm:my-project-staging-memory"
    context = {"aws:SourceArn": alarm, "aws:SourceAccount": "123456789012"}

    assert allows(policy, "sns:Publish", TOPIC, context)
    assert [each["Principal"]["Service"] for each in policy["Statement"]] == [
        "cloudwatch.amazonaws.com",
        "events.amazonaws.com",
    ]


def test_who_publishes_may_use_the_key_of_the_topic() -> None:
    _, *publishers = shared("topic_key_policy")["topic_key_policy"]["Statement"]

    assert [each["Principal"]["Service"] for each in publishers] == ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    assert [each["Action"] for each in publishers] == [["kms:Decrypt", "kms:GenerateDataKey*"]] * 2


@pytest.mark.parametrize("policy", ["topic_policy", "topic_key_policy"])
def test_alarms_of_other_accounts_ring_nowhere_and_events_have_no_condition(policy: str) -> None:
    """AWS supports none for EventBridge, neither in the policy of a topic nor in that of its key."""
    said = {each["Sid"]: each.get("Condition", {}) for each in shared(policy)[policy]["Statement"]}

    assert said["Alarms"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert said["Events"] == {}


def test_only_findings_of_the_repositories_that_are_made_here_ring(tmp_path: Path) -> None:
    pattern = shared_in(fleet.tree(tmp_path), "image_findings")["image_findings"]

    assert pattern["detail"]["repository-name"] == ["my-project/backend", "my-project/reports"]
    assert pattern["detail"]["finding-severity-counts"] == {"CRITICAL": [{"numeric": [">", 0]}]}
