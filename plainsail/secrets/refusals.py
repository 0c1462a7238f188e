"""What AWS says when it refuses, in one line for people: what is so, and what to do."""

from __future__ import annotations

import re

THROTTLED = ("ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown")
"""What AWS answers where it was asked too often."""

_EXPIRED = "the AWS session has expired; log in again (`aws sso login`), or get new credentials"
_UNKNOWN = "AWS does not know these credentials in {region}; check the access key, and that the region is enabled"
_SIGNATURE = "AWS refuses the signature: the secret key is wrong, or this machine's clock"
_CODES = {
    "ExpiredTokenException": _EXPIRED,
    "ExpiredToken": _EXPIRED,
    "RequestExpired": "the AWS session has expired, or this machine's clock is wrong; log in again",
    "UnrecognizedClientException": _UNKNOWN,
    "InvalidClientTokenId": _UNKNOWN,
    "IncompleteSignature": _SIGNATURE,
    "InvalidSignatureException": _SIGNATURE,
    "SignatureDoesNotMatch": _SIGNATURE,
    **dict.fromkeys(THROTTLED, "AWS throttled every try; wait a minute and run again"),
}
_DENIED = ("AccessDeniedException", "AccessDenied", "UnauthorizedOperation")
_WHO = re.compile(r"User: (\S+)")
_WHAT = re.compile(r"not authorized to perform: (\S+)")


def refusal(code: str, said: str, *, action: str, region: str) -> str:
    """The line for an error code and the message beside it. `action` is the IAM action that was called for.

    >>> refusal("ExpiredToken", "", action="ssm:DescribeParameters", region="eu-west-3")
    'the AWS session has expired; log in again (`aws sso login`), or get new credentials'
    """
    if code in _DENIED:
        return _denied(said, action)
    if code in _CODES:
        return _CODES[code].format(region=region)
    message = " ".join(said.split()).rstrip(".")
    return f"AWS refused {action} in {region}: {': '.join(part for part in (code, message) if part)}"


def _denied(said: str, action: str) -> str:
    """Who lacks which action, and where its policy is to be had."""
    who, what = _WHO.search(said), _WHAT.search(said)
    wanted = what[1] if what else action
    actor = who[1] if who else "the role"
    if "explicit deny" in said:
        return f"access denied: a policy denies {wanted} to {actor}; an explicit deny outweighs what any other allows"
    if not wanted.startswith("ssm:"):
        return f"access denied: {actor} lacks {wanted}; check the role that the profile or the pipeline assumes"
    return f"access denied: {actor} lacks {wanted}; `plainsail secrets policy ENV --for verify` prints its policy"
