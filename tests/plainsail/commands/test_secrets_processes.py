"""`plainsail secrets` as people and pipelines start it: processes of their own, AWS over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from tests.plainsail.clones import PLAINSAIL, clone, run
from tests.plainsail.parameter_store import REGION, VALUE
from tests.plainsail.secret_projects import KEYS, misspell

pytestmark = pytest.mark.slow

Server = tuple[str, Callable[[], str]]


@pytest.fixture
def project(tmp_path: Path, moto_server: Server, credentials: None) -> Path:
    """A clone, and a server that holds what its staging needs."""
    client = boto3.client("ssm", region_name=REGION, endpoint_url=moto_server[0])
    for name in KEYS:
        client.put_parameter(Name=name, Value=VALUE, Type="SecureString", Overwrite=True)
    client.close()
    return clone(tmp_path / "clone")


def test_what_is_there_is_found_over_http(project: Path, moto_server: Server) -> None:
    done = run([PLAINSAIL, "secrets", "verify", "staging", "--endpoint-url", moto_server[0]], project)

    assert (done.returncode, done.stdout, done.stderr) == (0, "2 parameters: all there\n", "")


def test_what_is_missing_is_told_over_http(project: Path, moto_server: Server) -> None:
    misspell(project)

    done = run(
        [PLAINSAIL, "secrets", "verify", "staging", "--format", "json", "--endpoint-url", moto_server[0]], project
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert [row["exists"] for row in json.loads(done.stdout)["parameters"]] == [True, False]


def test_without_credentials_there_is_one_line_and_no_traceback(project: Path, moto_server: Server) -> None:
    done = run(
        [PLAINSAIL, "secrets", "verify", "staging", "--endpoint-url", moto_server[0]],
        project,
        AWS_ACCESS_KEY_ID="",
        AWS_SECRET_ACCESS_KEY="",
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("no AWS credentials; ")


@pytest.mark.parametrize("command", [["policy", "staging"], ["policy", "staging", "--for", "verify"]])
def test_what_asks_nobody_loads_neither_boto3_nor_node(project: Path, command: list[str]) -> None:
    code = (
        "import sys; from plainsail.cli.main import run; status = run(['secrets', *sys.argv[1:]]); "
        "loaded = {name.split('.')[0] for name in sys.modules} & {'boto3', 'botocore', 'urllib3', 'jsii', 'cdk8s'}; "
        "sys.exit(f'{status} {loaded}' if status or loaded else 0)"
    )

    done = run([Path(PLAINSAIL).with_name("python"), "-c", code, *command], project)

    assert (done.returncode, done.stderr) == (0, "")
