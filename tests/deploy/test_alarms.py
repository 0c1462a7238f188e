"""What is watched, in the environments that are named."""

import pytest

from plainsail.yaml_reader import load_all
from tests.deploy.iam import allows
from tests.deploy.terraform import ENVIRONMENTS, Refused, needs_terraform, shared
from tests.plainsail.clones import ROOT

pytestmark = [pytest.mark.sample, needs_terraform]  # names, numbers and parameters of the sample

TOPIC = "arn:aws:sns:eu-west-3:123456789012:my-project-alerts"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_alarms_are_about_objects_that_dist_has(environment: str) -> None:
    files = (ROOT / "dist" / environment / "backend").glob("*.yaml")
    objects = [document for path in files for document in load_all(path.read_text(encoding="utf-8"))]
    names = {(each["kind"], each["metadata"].get("namespace", ""), each["metadata"]["name"]) for each in objects}

    alarms = [
        alarm for name, alarm in shared("alarms")["alarms"].items() if name.startswith(f"my-project-{environment}-")
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

    assert sorted(alarms) == [f"my-project-production-{what}" for what in ("memory", "no-pods", "restarts")]
    assert {alarm["dimensions"]["ClusterName"] for alarm in alarms.values()} == {"my-organisation-production"}


def test_nothing_is_watched_where_monitoring_is_off() -> None:
    assert shared("alarms", monitoring={"enabled": False, "environments": ["production"]})["alarms"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"monitoring": {"enabled": True, "environments": ["qa"]}},
        {"eks_clusters": {"staging": "one"}},
        {"deployable_to": []},
        {"deployable_to": ["Staging"]},
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


def test_only_findings_of_this_repository_ring() -> None:
    pattern = shared("image_findings")["image_findings"]

    assert pattern["detail"]["repository-name"] == ["my-project/backend"]
    assert pattern["detail"]["finding-severity-counts"] == {"CRITICAL": [{"numeric": [">", 0]}]}
