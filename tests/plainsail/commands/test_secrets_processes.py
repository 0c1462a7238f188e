"""`plainsail secrets` as people and pipelines start it: processes of their own, AWS over HTTP."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from tests.plainsail.clones import PLAINSAIL, clone, environ, run
from tests.plainsail.parameter_store import REGION, VALUE
from tests.plainsail.secret_projects import KEYS, misspell, plant_many

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


def on_a_terminal(project: Path, url: str) -> tuple[str, str]:
    """Standard output, which is a file, and what a terminal shows of standard error."""
    theirs, ours = pty.openpty()
    command = [PLAINSAIL, "secrets", "verify", "staging", "--format", "json", "--endpoint-url", url]
    with subprocess.Popen(command, cwd=project, env=environ(), stdout=subprocess.PIPE, stderr=ours, text=True) as done:
        os.close(ours)
        out = done.communicate()[0]
    shown = b""
    try:
        while chunk := os.read(theirs, 4096):
            shown += chunk
    except OSError:  # the end of a terminal
        pass
    os.close(theirs)
    return out, shown.decode()


def test_on_a_terminal_more_than_fifty_names_show_their_progress(project: Path, moto_server: Server) -> None:
    plant_many(project, [f"/progress/{number}" for number in range(60)])

    out, shown = on_a_terminal(project, moto_server[0])

    assert "asking Parameter Store" in shown
    assert "100%" in shown
    assert len(json.loads(out)["parameters"]) == 62


def test_on_a_terminal_a_few_names_show_nothing(project: Path, moto_server: Server) -> None:
    assert on_a_terminal(project, moto_server[0])[1] == ""


@pytest.mark.parametrize("command", [["policy", "staging"], ["policy", "staging", "--for", "verify"]])
def test_what_asks_nobody_loads_neither_boto3_nor_node(project: Path, command: list[str]) -> None:
    code = (
        "import sys; from plainsail.cli.main import run; status = run(['secrets', *sys.argv[1:]]); "
        "loaded = {name.split('.')[0] for name in sys.modules} & {'boto3', 'botocore', 'urllib3', 'jsii', 'cdk8s'}; "
        "sys.exit(f'{status} {loaded}' if status or loaded else 0)"
    )

    done = run([Path(PLAINSAIL).with_name("python"), "-c", code, *command], project)

    assert (done.returncode, done.stderr) == (0, "")
