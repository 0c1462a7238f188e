"""What AWS says when it refuses, in words for people."""

import pytest

from plainsail.secrets.refusals import refusal

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
