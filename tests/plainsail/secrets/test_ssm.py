"""The door to AWS: what it finds, and how often it tries."""

from __future__ import annotations

import logging

import pytest

from plainsail.secrets.aws import CouldNotAsk, refusal
from plainsail.secrets.ssm import ParameterStore
from tests.plainsail.parameter_store import ACCOUNT, REGION, VALUE, Answer, Door, put

THROTTLED = Answer("ThrottlingException", "Rate exceeded")


@pytest.mark.usefixtures("aws")
def test_those_that_exist_are_found() -> None:
    put("/a/b", "/a/c")

    found = ParameterStore(REGION).find(["/a/b", "/a/d"])

    assert list(found) == ["/a/b"]


@pytest.mark.usefixtures("aws")
def test_a_name_is_its_exact_text() -> None:
    """Slashes, case, environments: a filter that is generous must not make a parameter exist."""
    put("/param/staging/key", "bare")
    near = ["/param/staging/Key", "/param/production/key", "/param/staging/key2", "/param/staging", "/bare"]

    assert ParameterStore(REGION).find(near) == {}


@pytest.mark.usefixtures("aws")
def test_the_type_and_the_newest_version_are_told() -> None:
    put("/secret", versions=3)
    put("/plain", kind="String")

    found = ParameterStore(REGION).find(["/secret", "/plain"])

    assert {(each.name, each.type, each.version) for each in found.values()} == {
        ("/secret", "SecureString", 3),
        ("/plain", "String", 1),
    }


@pytest.mark.usefixtures("aws")
def test_regions_are_apart() -> None:
    put("/a", region="eu-west-1")

    assert ParameterStore(REGION).find(["/a"]) == {}


def test_hundreds_of_names_are_asked_for_in_batches_of_fifty(ssm: Door) -> None:
    names = [f"/many/{number:03}" for number in range(230)]
    put(*names)
    heard: list[int] = []

    found = ParameterStore(REGION, endpoint_url=ssm.url).find([*names, *names], progress=heard.append)

    assert sorted(found) == names
    assert heard == [50, 50, 50, 50, 30]


def test_all_pages_are_read(ssm: Door) -> None:
    """Moto gives ten rows a page."""
    put(*(f"/many/{number:03}" for number in range(105)), "/other/one")

    below = list(ParameterStore(REGION, endpoint_url=ssm.url).all(below="/many"))

    assert len(below) == 105
    assert len(ssm.asked) == 11


def test_an_empty_page_is_not_the_end(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ParameterStore(REGION)
    pages = [{"Parameters": [], "NextToken": "t"}, {"Parameters": [{"Name": "/a", "Type": "String", "Version": 2}]}]
    monkeypatch.setattr(store._client, "describe_parameters", lambda **_: pages.pop(0))

    assert [each.name for each in store.all()] == ["/a"]


def test_the_account_is_read_from_the_name_that_aws_gives(ssm: Door) -> None:
    put("/a")

    assert ParameterStore(REGION, endpoint_url=ssm.url).find(["/a"])["/a"].account == ACCOUNT


def test_who_is_throttled_twice_asks_again(ssm: Door, pauses: list[float]) -> None:
    put("/a")
    ssm.answers.extend([THROTTLED] * 2)

    assert list(ParameterStore(REGION, endpoint_url=ssm.url).find(["/a"])) == ["/a"]
    assert len(ssm.asked) == 3


def test_who_is_throttled_for_long_waits_longer_each_time(ssm: Door, pauses: list[float]) -> None:
    put("/a")
    ssm.answers.extend([THROTTLED] * 10)

    assert list(ParameterStore(REGION, endpoint_url=ssm.url).find(["/a"])) == ["/a"]
    assert pauses == [1, 2, 4]


def test_who_is_throttled_for_ever_gives_up(ssm: Door, pauses: list[float]) -> None:
    ssm.answers.extend([THROTTLED] * 100)

    with pytest.raises(CouldNotAsk) as caught:
        ParameterStore(REGION, endpoint_url=ssm.url).find(["/a"])

    assert str(caught.value) == "AWS throttled every try; wait a minute and run again"
    assert pauses == [1, 2, 4, 8, 16]


@pytest.mark.usefixtures("pauses")
def test_nothing_of_a_value_is_kept_or_logged(ssm: Door, caplog: pytest.LogCaptureFixture) -> None:
    """At every level of every logger, boto3's own included."""
    caplog.set_level(logging.DEBUG)
    put("/a")

    found = ParameterStore(REGION, endpoint_url=ssm.url).find(["/a"])

    assert "DescribeParameters" in caplog.text
    assert VALUE not in caplog.text + repr(found)


ACTION = "ssm:DescribeParameters"
WHO = "arn:aws:sts::123456789012:assumed-role/ci/run"


def said(code: str, message: str = "", action: str = ACTION) -> str:
    return refusal(code, message, action=action, region="eu-west-3")


def test_denied_without_a_reason_still_names_the_action() -> None:
    assert said("AccessDeniedException") == (
        "access denied: the role lacks ssm:DescribeParameters; "
        "`plainsail secrets policy ENV --for verify` prints its policy"
    )


def test_an_explicit_deny_is_not_mended_by_allowing_more() -> None:
    message = f"User: {WHO} is not authorized to perform: {ACTION} with an explicit deny in a service control policy"

    assert said("AccessDeniedException", message) == (
        f"access denied: a policy denies {ACTION} to {WHO}; an explicit deny outweighs what any other allows"
    )


def test_a_role_that_cannot_be_assumed_names_that_action() -> None:
    message = f"User: {WHO} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/x"

    assert said("AccessDenied", message, "sts:AssumeRole") == (
        f"access denied: {WHO} lacks sts:AssumeRole; check the role that the profile or the pipeline assumes"
    )


@pytest.mark.parametrize("code", ["ExpiredTokenException", "ExpiredToken"])
def test_an_expired_session_says_how_to_go_on(code: str) -> None:
    assert said(code) == "the AWS session has expired; log in again (`aws sso login`), or get new credentials"


@pytest.mark.parametrize("code", ["InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature"])
def test_a_wrong_signature_may_be_the_clock(code: str) -> None:
    assert said(code) == "AWS refuses the signature: the secret key is wrong, or this machine's clock"


@pytest.mark.parametrize("code", ["ThrottlingException", "Throttling", "TooManyRequestsException"])
def test_throttling_says_to_wait(code: str) -> None:
    assert said(code) == "AWS throttled every try; wait a minute and run again"


def test_what_is_not_known_is_told_as_aws_says_it_in_one_line() -> None:
    assert said("Odd", "First.\nSecond.") == f"AWS refused {ACTION} in eu-west-3: Odd: First. Second"


def test_what_has_no_message_is_told_by_its_code() -> None:
    assert said("404") == f"AWS refused {ACTION} in eu-west-3: 404"
