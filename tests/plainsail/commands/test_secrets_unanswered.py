"""`plainsail secrets verify` where AWS could not be asked: one line, exit code 2."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.findings.options import FORMATS
from tests.plainsail.parameter_store import Answer, Door

Secrets = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("form", FORMATS)
def test_who_cannot_ask_says_so_in_one_line_and_exits_2(secrets: Secrets, form: str) -> None:
    code, out, err = secrets("verify", "staging", "--format", form)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("no AWS credentials; log in")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AccessDeniedException", "access denied: the role lacks ssm:DescribeParameters; "),
        ("ExpiredTokenException", "the AWS session has expired; log in again"),
        ("UnrecognizedClientException", "AWS does not know these credentials in eu-west-3; "),
    ],
)
def test_who_is_refused_exits_2(secrets: Secrets, ssm: Door, code: str, said: str) -> None:
    ssm.answers.append(Answer(code))

    status, out, err = secrets("verify", "staging", "--endpoint-url", ssm.url)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--profile", "nobody"], "the config profile (nobody) could not be found; name one of ~/.aws/config\n"),
        (["--region", "eu west"], "'eu west' is not a region; write it as 'eu-west-3'\n"),
        (
            ["--endpoint-url", "localhost"],
            "invalid endpoint: localhost; give a whole address: --endpoint-url http://localhost:5000\n",
        ),
    ],
    ids=["profile", "region", "address"],
)
@pytest.mark.usefixtures("credentials")
def test_a_flag_that_cannot_be_exits_2(secrets: Secrets, flags: list[str], said: str) -> None:
    assert secrets("verify", "staging", *flags) == (2, "", said)


@pytest.mark.usefixtures("credentials", "pauses")
def test_a_dead_endpoint_exits_2(secrets: Secrets, nobody_there: str) -> None:
    code, out, err = secrets("verify", "staging", "--endpoint-url", nobody_there)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("no answer from Parameter Store: could not connect to the endpoint URL")
