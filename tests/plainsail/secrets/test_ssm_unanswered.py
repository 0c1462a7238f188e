"""The door to AWS: what is said when nobody answers, or AWS refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import SSOTokenLoadError, TokenRetrievalError

from plainsail.secrets import aws as module
from plainsail.secrets.aws import CouldNotAsk
from plainsail.secrets.ssm import ParameterStore
from tests.plainsail.parameter_store import REGION, Answer, Door, put

CLOSED = "could not connect to the endpoint URL"


def complaint(store: ParameterStore) -> str:
    with pytest.raises(CouldNotAsk) as caught:
        store.find(["/a"])
    return str(caught.value)


def test_access_denied_names_the_action(ssm: Door) -> None:
    who = "arn:aws:sts::123456789012:assumed-role/ci/run"
    ssm.answers.append(
        Answer(
            "AccessDeniedException",
            f"User: {who} is not authorized to perform: ssm:DescribeParameters on resource: "
            "arn:aws:ssm:eu-west-3:123456789012:* because no identity-based policy allows it",
        )
    )

    assert complaint(ParameterStore(REGION, endpoint_url=ssm.url)) == (
        f"access denied: {who} lacks ssm:DescribeParameters; "
        "`plainsail secrets policy ENV --for verify` prints its policy"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Answer("ExpiredTokenException", "The security token included in the request is expired"),
            "the AWS session has expired; log in again (`aws sso login`), or get new credentials",
        ),
        (
            Answer("UnrecognizedClientException", "The security token included in the request is invalid."),
            "AWS does not know these credentials in eu-west-3; check the access key, and that the region is enabled",
        ),
        (
            Answer("ValidationException", "Something is\n wrong."),
            "AWS refused ssm:DescribeParameters in eu-west-3: ValidationException: Something is wrong",
        ),
    ],
    ids=lambda each: each.code if isinstance(each, Answer) else "",
)
def test_a_refusal_is_one_line(ssm: Door, answer: Answer, said: str) -> None:
    ssm.answers.append(answer)

    assert complaint(ParameterStore(REGION, endpoint_url=ssm.url)) == said


def test_what_is_no_parameter_store_is_told(ssm: Door) -> None:
    """Somebody's page with status 200 must not make everything missing."""
    ssm.answers.append(Answer("hello", status=200))

    said = complaint(ParameterStore(REGION, endpoint_url=ssm.url))

    assert said == "what answers is no Parameter Store; check the address, and proxies on the way"


def test_a_fault_of_aws_is_tried_again_and_then_told(ssm: Door, pauses: list[float]) -> None:
    ssm.answers.extend([Answer("InternalServerError", "we are sorry", status=500)] * 3)

    said = complaint(ParameterStore(REGION, endpoint_url=ssm.url))

    assert said == "AWS refused ssm:DescribeParameters in eu-west-3: InternalServerError: we are sorry"
    assert len(ssm.asked) == 3


def test_without_credentials_the_ways_to_get_them_are_named(nobody_there: str) -> None:
    said = complaint(ParameterStore(REGION, endpoint_url=nobody_there))

    assert said == (
        "no AWS credentials; log in (`aws sso login`), name a profile (--profile), "
        "or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    )


def test_half_of_the_credentials_is_told(nobody_there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")

    with pytest.raises(CouldNotAsk) as caught:
        ParameterStore(REGION, endpoint_url=nobody_there)

    assert str(caught.value) == (
        f"could not ask Parameter Store in {REGION}: partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY"
    )


def test_an_unknown_profile_is_told() -> None:
    with pytest.raises(CouldNotAsk) as caught:
        ParameterStore(REGION, profile="nobody")

    assert str(caught.value) == "the config profile (nobody) could not be found; name one of ~/.aws/config"


def test_a_profile_is_used(ssm: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    (tmp_path / "no-credentials").write_text("[ci]\naws_access_key_id = a\naws_secret_access_key = b\n")
    put("/a")

    assert list(ParameterStore(REGION, profile="ci", endpoint_url=ssm.url).find(["/a"])) == ["/a"]


@pytest.mark.parametrize("error", [SSOTokenLoadError(error_msg="it is not there"), TokenRetrievalError(
    provider="sso", error_msg="Token has expired and refresh failed"
)], ids=["never logged in", "expired"])  # fmt: skip
def test_a_session_of_single_sign_on_that_is_over_says_how_to_log_in(
    aws: None, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    store = ParameterStore(REGION)

    def describe_parameters(**_: object) -> None:
        raise error

    monkeypatch.setattr(store._client, "describe_parameters", describe_parameters)

    assert complaint(store).endswith("; log in again: `aws sso login`")


@pytest.mark.parametrize("region", ["eu west 3", "https://x", "eu_west_3"])
def test_a_region_that_cannot_be_is_told(region: str) -> None:
    with pytest.raises(CouldNotAsk) as caught:
        ParameterStore(region)

    assert str(caught.value) == f"{region!r} is not a region; write it as 'eu-west-3'"


@pytest.mark.usefixtures("credentials", "pauses")
def test_a_dead_endpoint_is_told(nobody_there: str) -> None:
    said = complaint(ParameterStore(REGION, endpoint_url=nobody_there))

    assert said == f'no answer from Parameter Store: {CLOSED}: "{nobody_there}/"; check the network'


@pytest.mark.usefixtures("credentials", "pauses")
def test_a_region_that_is_a_slip_is_put_right_when_nobody_answers(nobody_there: str) -> None:
    said = complaint(ParameterStore("eu-wset-3", endpoint_url=nobody_there))

    assert said.endswith("; boto3 knows no region eu-wset-3; did you mean 'eu-west-3'?")


@pytest.mark.usefixtures("pauses")
def test_an_answer_that_takes_too_long_is_told(ssm: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_ANSWER", 0.05)
    ssm.closed.set()

    said = complaint(ParameterStore(REGION, endpoint_url=ssm.url))

    assert said == f'no answer from Parameter Store: read timeout on endpoint URL: "{ssm.url}/"; check the network'


@pytest.mark.parametrize("url", ["localhost:5000", "nonsense", "http://", "http://[", "ftp//x"])
@pytest.mark.usefixtures("credentials", "pauses")
def test_a_malformed_address_is_told(url: str) -> None:
    with pytest.raises(CouldNotAsk) as caught:
        ParameterStore(REGION, endpoint_url=url).find(["/a"])

    assert str(caught.value).endswith("; give a whole address: --endpoint-url http://localhost:5000")
