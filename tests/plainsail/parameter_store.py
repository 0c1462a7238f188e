"""Parameter Store for tests: moto's, in this process, and behind a door that keeps a log and can refuse."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.ssm.models import ssm_backends
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT = "123456789012"
"""Moto's account, and that of the sample settings."""
REGION = "eu-west-3"
VALUE = "the-value-that-nobody-may-read"

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "a-secret-key-of-tests"}

_Start = Callable[[str, list[tuple[str, str]]], Any]
_DESCRIBE = "AmazonSSM.DescribeParameters"


def put(*names: str, kind: str = "SecureString", region: str = REGION, versions: int = 1) -> None:
    """Creates parameters, each in so many versions."""
    for name in names:
        for _ in range(versions):
            ssm_backends[ACCOUNT][region].put_parameter(
                name=name,
                description="",
                value=VALUE,
                parameter_type=kind,
                allowed_pattern="",
                keyid="alias/aws/ssm" if kind == "SecureString" else "",
                overwrite=versions > 1,
                tags=[],
                data_type="text",
                tier=None,
                policies=None,
            )


def forget() -> None:
    """Empties every region."""
    for backends in ssm_backends.values():
        for backend in backends.values():
            backend.reset()


class Answer(NamedTuple):
    """What the door says instead of Parameter Store."""

    code: str
    message: str = ""
    status: int = 400


class Door:
    """Moto behind a door: it keeps a log of what is asked for, and answers as AWS does."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """The actions (`X-Amz-Target`), in order."""
        self.answers: deque[Answer] = deque()
        """What is answered to the next calls, one each."""
        self.account = ACCOUNT
        self.delay = 0.0
        """Seconds that an answer of Parameter Store takes; logging in takes none."""
        self.closed = threading.Event()
        """While it is set nobody is answered."""
        self.go_on = threading.Event()
        """Lets those go who wait."""
        self.url = ""
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start: _Start) -> Iterable[bytes]:
        """The WSGI application."""
        action = environ.get("HTTP_X_AMZ_TARGET", "")
        self.asked.append(action)
        if self.closed.is_set():
            self.go_on.wait()
        if action.startswith("AmazonSSM."):
            time.sleep(self.delay)
        if self.answers:
            answer = self.answers.popleft()
            body = json.dumps({"__type": answer.code, "message": answer.message}).encode()
            start(f"{answer.status} ", [("Content-Type", "application/x-amz-json-1.1")])
            return [body]
        if action != _DESCRIBE:
            answered: Iterable[bytes] = self._moto(environ, start)
            return answered
        return [self._as_aws(environ, start)]

    def _as_aws(self, environ: dict[str, Any], start: _Start) -> bytes:
        """Moto leaves out the ARN, by which AWS tells its account."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        body = b"".join(self._moto(environ, lambda status, headers, _=None: begun.append((status, headers))))
        [(status, headers)] = begun
        answer = json.loads(body)
        for row in answer.get("Parameters", []):
            row["ARN"] = f"arn:aws:ssm:{REGION}:{self.account}:parameter/{row['Name'].removeprefix('/')}"
        start(status, [(name, value) for name, value in headers if name.lower() != "content-length"])
        return json.dumps(answer).encode()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Says nothing: the door keeps the log."""


@contextmanager
def door(host: str = "127.0.0.1", port: int = 0) -> Iterator[Door]:
    """A door on a port, a free one unless it is said, shut when the block ends."""
    made = Door()
    server = make_server(host, port, made, threaded=True, request_handler=_Quiet)
    made.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
        forget()
