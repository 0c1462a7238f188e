"""IAM policies of the roles that read and verify parameters."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.loaders import create_loader
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from plainsail.secrets.needs import Need
from plainsail.secrets.policies import Policy, arn, reader_policy, too_long, verify_policy
from tests.plainsail.parameter_store import ACCOUNT, REGION
from tests.plainsail.secret_projects import need

PLACE = {"account": ACCOUNT, "region": REGION}
FOLDER = "/param/my-project/staging/parameters"
PARTITIONS = create_loader().load_data("partitions")["partitions"]


def resources(*asked: Need, folders: tuple[str, ...] = (FOLDER,)) -> list[str]:
    """What may be read, without what all ARNs begin with; decryption is of the same."""
    read, decrypt = reader_policy(asked, folders, **PLACE)["Statement"]
    assert decrypt["Condition"]["StringLike"] == {"kms:EncryptionContext:PARAMETER_ARN": read["Resource"]}
    return [each.removeprefix(f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter") for each in read["Resource"]]


def test_who_verifies_may_describe_parameters_and_nothing_else(snapshot: SnapshotAssertion) -> None:
    assert verify_policy() == snapshot(extension_class=JSONSnapshotExtension)


def test_who_reads_may_read_the_folder_and_each_parameter_outside_it(snapshot: SnapshotAssertion) -> None:
    asked = [need(f"{FOLDER}/api_key"), need("/param/shared/key"), need("bare")]

    assert reader_policy(asked, [FOLDER], **PLACE) == snapshot(extension_class=JSONSnapshotExtension)


def test_what_is_below_a_folder_is_not_named_again() -> None:
    assert resources(need(f"{FOLDER}/api_key"), need(f"{FOLDER}/deep/key")) == [f"{FOLDER}/*"]


def test_a_folder_is_no_prefix_of_words() -> None:
    assert resources(need(f"{FOLDER}-of-others/key")) == [f"{FOLDER}/*", f"{FOLDER}-of-others/key"]


def test_a_parameter_that_has_the_name_of_a_folder_is_named() -> None:
    assert resources(need(FOLDER)) == [f"{FOLDER}/*", FOLDER]


def test_folders_of_several_apps_stand_beside_each_other() -> None:
    assert resources(need("/b/key"), folders=("/b", "/a")) == ["/a/*", "/b/*"]


def test_a_folder_within_that_of_another_app_is_not_named_again() -> None:
    assert resources(folders=("/a", "/a/b", "/a/b/c", "/ab")) == ["/a/*", "/ab/*"]


def test_a_folder_that_is_searched_may_be_searched() -> None:
    """`GetParametersByPath` is an act on the folder, not on what is below it."""
    assert resources(need("/found/", folder=True)) == ["/found/*", f"{FOLDER}/*", "/found"]


def test_a_version_is_no_part_of_the_name() -> None:
    assert resources(need("/x/key:3"), folders=()) == ["/x/key"]


def test_the_order_of_needs_and_folders_does_not_matter() -> None:
    asked = [need(f"/x/{name}") for name in "cab"]

    assert reader_policy(asked, ["/b", "/a"], **PLACE) == reader_policy(asked[::-1], ["/a", "/b"], **PLACE)


def test_what_aws_publishes_belongs_to_no_account_and_needs_no_key() -> None:
    [read] = reader_policy([need("/aws/service/eks/ami")], [], **PLACE)["Statement"]

    assert read["Resource"] == ["arn:aws:ssm:eu-west-3::parameter/aws/service/eks/ami"]


def test_a_parameter_of_another_account_is_named_as_it_is() -> None:
    shared = "arn:aws:ssm:eu-west-3:111122223333:parameter/x"

    assert reader_policy([need(shared)], [], **PLACE)["Statement"][0]["Resource"] == [shared]


def outside(count: int) -> Policy:
    """The policy of so many parameters outside the folders."""
    return reader_policy([need(f"/other/{number:02}") for number in range(count)], [], **PLACE)


def test_a_policy_of_a_few_parameters_is_short_enough() -> None:
    assert too_long(outside(20)) is None


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (60, "a managed policy takes 6144"),
        (100, "a managed policy takes 6144, a role in its inline policies takes 10240"),
    ],
)
def test_a_policy_that_iam_would_refuse_is_told(count: int, said: str) -> None:
    length = len(json.dumps(outside(count), separators=(",", ":")))

    assert too_long(outside(count)) == f"the policy has {length} characters, {said}; move parameters into one folder"


@pytest.mark.parametrize(
    ("region", "start", "services"),
    [
        ("us-gov-west-1", "arn:aws-us-gov:", "ssm.us-gov-west-1.amazonaws.com"),
        ("cn-north-1", "arn:aws-cn:", ["ssm.cn-north-1.amazonaws.com", "ssm.cn-north-1.amazonaws.com.cn"]),
    ],
)
def test_other_partitions_have_names_of_their_own(region: str, start: str, services: Any) -> None:
    read, decrypt = reader_policy([], [FOLDER], account=ACCOUNT, region=region)["Statement"]

    assert read["Resource"][0].startswith(f"{start}ssm:{region}:")
    assert decrypt["Resource"].startswith(f"{start}kms:{region}:")
    assert decrypt["Condition"]["StringEquals"] == {"kms:ViaService": services}


@pytest.mark.parametrize("partition", PARTITIONS, ids=lambda partition: str(partition["id"]))
def test_the_partition_of_every_region_is_that_of_boto3(partition: dict[str, Any]) -> None:
    regions = [region for region in partition["regions"] if not region.endswith("-global")]
    policies = {region: reader_policy([], [FOLDER], account=ACCOUNT, region=region) for region in regions}

    assert regions
    for region, policy in policies.items():
        assert arn("/a", account=ACCOUNT, region=region).split(":")[1] == partition["id"]
        assert f"ssm.{region}.{partition['outputs']['dnsSuffix']}'" in str(policy)


@pytest.mark.parametrize(
    "policy",
    [
        verify_policy(),
        reader_policy([], [FOLDER], **PLACE),
        reader_policy([need("/a:1"), need("b"), need("/aws/service/x"), need("/c", folder=True)], [FOLDER], **PLACE),
        reader_policy([need("/a")], [FOLDER], account=ACCOUNT, region="cn-north-1"),
    ],
    ids=["verify", "a folder", "everything", "China"],
)
@pytest.mark.usefixtures("aws")
def test_iam_takes_the_policy(policy: Policy) -> None:
    """Moto checks the grammar as IAM does: versions, effects, actions, ARNs, conditions."""
    iam = boto3.client("iam", region_name="us-east-1")

    made = iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(policy))

    assert made["Policy"]["PolicyName"] == "p"


@pytest.mark.usefixtures("aws")
def test_iam_does_not_take_anything() -> None:
    """The check above is one."""
    iam = boto3.client("iam", region_name="us-east-1")
    policy = {**verify_policy(), "Statement": [{"Effect": "Allow", "Action": "describe", "Resource": "a/b"}]}

    with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
        iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(policy))
