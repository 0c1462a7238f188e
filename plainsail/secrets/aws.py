"""The only door to AWS: a client of one service, in tries and in words. Metadata alone, never a value."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean

_SERVICES = {"DescribeParameters": "ssm", "DescribeSecret": "secretsmanager", "GetRoleCredentials": "sso"}
"""Who answers; the credential chain itself calls the others, such as `AssumeRole`."""
_TRIES = 3
"""Of boto3 itself, within two seconds or so: enough where a connection breaks, too few where AWS throttles."""
_PAUSES = (1, 2, 4, 8, 16)
"""Seconds between further tries where AWS throttles; `DescribeParameters` has a low limit that an account shares."""
_SECONDS_TO_CONNECT = 5
_SECONDS_TO_ANSWER = 10


class CouldNotAsk(Exception):
    """Why AWS did not answer, in one line for people."""


class Door:
    """A service in one region, through boto3's ordinary credential chain."""

    def __init__(
        self, service: str, called: str, region: str, *, profile: str | None = None, endpoint_url: str | None = None
    ) -> None:
        """`called` is what people call the service."""
        import boto3
        from botocore.config import Config

        self._service, self._called, self._region = service, called, region
        self._session: Any = None
        config = Config(
            retries={"mode": "standard", "total_max_attempts": _TRIES},
            connect_timeout=_SECONDS_TO_CONNECT,
            read_timeout=_SECONDS_TO_ANSWER,
        )
        with self._in_words():
            self._session = boto3.Session(profile_name=profile, region_name=region)
            self._client: Any = self._session.client(service, endpoint_url=endpoint_url, config=config)

    def _answer(self, call: Callable[[], dict[str, Any]], *, unless: str | None = None) -> dict[str, Any] | None:
        """What a call answers, tried again where AWS throttles; None where it answers the code `unless`."""
        from botocore.exceptions import ClientError

        with self._in_words():
            for pause in (*_PAUSES, None):
                try:
                    return call()
                except ClientError as error:
                    code = error.response.get("Error", {}).get("Code")
                    if code == unless:
                        return None
                    if code not in THROTTLED or pause is None:
                        raise
                sleep(pause)
        return None

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turns what boto3 raises into one line: what is so, and what to do."""
        from botocore import exceptions

        try:
            yield
        except exceptions.ClientError as error:
            reason = error.response.get("Error", {})
            action = f"{_SERVICES.get(error.operation_name, 'sts')}:{error.operation_name}"
            line = refusal(reason.get("Code", ""), reason.get("Message", ""), action=action, region=self._region)
            raise CouldNotAsk(line) from None
        except exceptions.NoCredentialsError:
            raise CouldNotAsk(
                "no AWS credentials; log in (`aws sso login`), name a profile (--profile), or set AWS_ACCESS_KEY_ID "
                "and AWS_SECRET_ACCESS_KEY"
            ) from None
        except exceptions.ProfileNotFound as error:
            raise CouldNotAsk(f"{_short(error)}; name one of ~/.aws/config") from None
        except (exceptions.SSOError, exceptions.TokenRetrievalError, exceptions.LoginError) as error:
            raise CouldNotAsk(f"{_short(error)}; log in again: `aws sso login`") from None
        except exceptions.InvalidRegionError:
            raise CouldNotAsk(f"{self._region!r} is not a region; write it as 'eu-west-3'") from None
        except (exceptions.ConnectionError, exceptions.HTTPClientError) as error:
            raise CouldNotAsk(f"no answer from {self._called}: {_short(error)}; {self._remedy()}") from None
        except exceptions.BotoCoreError as error:
            raise CouldNotAsk(f"could not ask {self._called} in {self._region}: {_short(error)}") from None
        except ValueError as error:
            raise CouldNotAsk(f"{_short(error)}; give a whole address: --endpoint-url http://localhost:5000") from None

    def _remedy(self) -> str:
        """What to do where nobody answers; a region that boto3 does not know is likely a slip."""
        partitions = self._session.get_available_partitions()
        known = [
            name for partition in partitions for name in self._session.get_available_regions(self._service, partition)
        ]
        if self._region in known:
            return "check the network"
        return f"boto3 knows no region {self._region}{did_you_mean(self._region, known)}"


def _short(error: Exception) -> str:
    """The first line, lower case, without a full stop."""
    text = " ".join(str(error).split("\n")[0].split()).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


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


def refusal(code: str, message: str, *, action: str, region: str) -> str:
    """The line for an error code and the message beside it. `action` is the IAM action that was called for.

    >>> refusal("ExpiredToken", "", action="ssm:DescribeParameters", region="eu-west-3")
    'the AWS session has expired; log in again (`aws sso login`), or get new credentials'
    """
    if code in _DENIED:
        return _denied(message, action)
    if code in _CODES:
        return _CODES[code].format(region=region)
    message = " ".join(message.split()).rstrip(".")
    return f"AWS refused {action} in {region}: {': '.join(part for part in (code, message) if part)}"


def _denied(message: str, action: str) -> str:
    """Who lacks which action, and where its policy is to be had."""
    who, what = _WHO.search(message), _WHAT.search(message)
    wanted = what[1] if what else action
    actor = who[1] if who else "the role"
    if "explicit deny" in message:
        return f"access denied: a policy denies {wanted} to {actor}; an explicit deny outweighs what any other allows"
    if not wanted.startswith(("ssm:", "secretsmanager:")):
        return f"access denied: {actor} lacks {wanted}; check the role that the profile or the pipeline assumes"
    return f"access denied: {actor} lacks {wanted}; `plainsail secrets policy ENV --for verify` prints its policy"
