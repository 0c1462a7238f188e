"""What the tests of the tool share: nobody's own credentials, and a Parameter Store."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail.parameter_store import CREDENTIALS, Door, door, forget
from tests.plainsail.secret_projects import copy_with_dist

_OTHERS = ("BOTO_CONFIG", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


@pytest.fixture(autouse=True)
def _nobodys_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the developer's shell, home or machine knows of AWS stays out of the tests."""
    for name in [name for name in os.environ if name.startswith("AWS_") or name in _OTHERS]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials that moto takes."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def aws(credentials: None) -> Iterator[None]:
    """Moto in this process."""
    with mock_aws():
        yield
    forget()


@pytest.fixture
def ssm(credentials: None) -> Iterator[Door]:
    """Moto over HTTP, behind a door."""
    with door() as opened:
        yield opened


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been waited for, at once over."""
    waited: list[float] = []
    monkeypatch.setattr("plainsail.secrets.aws.sleep", waited.append)
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    return waited


@pytest.fixture
def nobody_there() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture(scope="session")
def moto_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Callable[[], str]]]:
    """The address of moto's own server, in a process of its own, and what reads its log."""
    log = tmp_path_factory.mktemp("moto") / "log"
    command = [str(Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", "0"]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as server:
        try:
            while " * Running on " not in log.read_text():
                assert server.poll() is None, log.read_text()
                time.sleep(0.05)
            yield log.read_text().partition(" * Running on ")[2].split()[0], log.read_text
        finally:
            server.terminate()


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A copy of the repository's settings and `dist/`, imported when asked for."""
    folder = copy_with_dist(tmp_path / "project")
    with imported(folder):
        yield folder


@pytest.fixture
def secrets(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs `plainsail secrets` on the copy; returns exit code, output and what is said beside it."""

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run(["-C", str(root), "secrets", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said
