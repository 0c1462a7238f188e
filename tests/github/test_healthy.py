"""Argo CD, asked whether it has brought a commit to an environment: a server that answers as its API does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.github.conftest import Desk, Done
from tests.github.origin import Origin

pytestmark = pytest.mark.slow

NAMES = ("my-project-eu", "backend-eu")
FILES = {f"dist/argocd/eu/Application.{name}.yaml": "x\n" for name in NAMES} | {
    "dist/argocd/eu/AppProject.my-project-eu.yaml": "x\n",
    ".github/promotion.json": json.dumps(
        {"version": 1, "environments": [{"environment": "eu", "ref": "eu", "follows": None, "approval": None}]}
    ),
}
TOKEN = "the-token-of-argo-cd"  # noqa: S105 - of tests


class ArgoCd:
    """What it says of each Application, one answer after the other; the last stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.asked: list[str] = []
        argo_cd = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                argo_cd.asked.append(self.path)
                name = self.path.removeprefix("/api/v1/applications/").partition("?")[0]
                left = argo_cd.answers.get(name, [])
                known = self.headers["Authorization"] == f"Bearer {TOKEN}" and left
                body = json.dumps(left.pop(0) if len(left) > 1 else left[0]) if known else "{}"
                self.send_response(200 if known else 403)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def says(self, *answers: dict[str, Any]) -> None:
        self.answers = {name: [*answers] for name in NAMES}


@pytest.fixture
def argo_cd() -> Iterator[ArgoCd]:
    made = ArgoCd()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def status(revision: str, sync: str = "Synced", health: str = "Healthy", phase: str = "Succeeded") -> dict[str, Any]:
    """An Application as Argo CD tells it."""
    said = {"sync": {"status": sync, "revision": revision}, "health": {"status": health}}
    return {"status": {**said, "operationState": {"phase": phase}} if phase else said}


def waited(
    desk: Desk,
    origin: Origin,
    argo_cd: ArgoCd,
    commit: str,
    *name: str,
    bearer: str = TOKEN,
    wait: str = "60",
    **env: str,
) -> Done:
    """Curl is real, but for the https:// that this server does not speak."""
    desk.put("curl", '#!/bin/bash\nexec /usr/bin/env -i PATH="$REAL" curl "${@/#https:/http:}"\n')
    said = {
        "ARGOCD_SERVER": argo_cd.address,
        "ARGOCD_AUTH_TOKEN": bearer,
        "BACK": "false",
        "PAUSE": "0.1",
        "SECONDS_TO_WAIT": wait,
        "REAL": "/usr/local/bin:/usr/bin:/bin",
    }
    return desk.run("healthy", commit, *name, cwd=origin.checkout(origin.head("main")), **said | env)


@pytest.mark.parametrize("name", [(), ("eu",)], ids=["each that a push moves", "one"])
def test_every_application_is_waited_for(desk: Desk, origin: Origin, argo_cd: ArgoCd, name: tuple[str, ...]) -> None:
    commit = origin.commit(FILES)
    argo_cd.says(
        status(origin.first),
        status(commit, sync="OutOfSync"),
        status(commit, health="Progressing", phase="Running"),
        status(commit),
    )

    done = waited(desk, origin, argo_cd, commit, *name)

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [f"{name}: Synced Healthy Succeeded {commit}" for name in sorted(NAMES)]
    assert [path for path in argo_cd.asked if "refresh" in path] == [
        f"/api/v1/applications/{name}?refresh=normal" for name in sorted(NAMES)
    ]


def test_a_later_commit_that_holds_it_will_do(desk: Desk, origin: Origin, argo_cd: ArgoCd) -> None:
    commit = origin.commit(FILES)
    argo_cd.says(status(origin.commit({"a": ""})))

    assert waited(desk, origin, argo_cd, commit, "eu").status == 0


def test_on_the_way_back_it_will_not(desk: Desk, origin: Origin, argo_cd: ArgoCd) -> None:
    """Argo CD, which has not looked yet, is at the commit that is to be left."""
    commit = origin.commit(FILES)
    argo_cd.says(status(origin.commit({"a": ""})))

    assert waited(desk, origin, argo_cd, commit, "eu", BACK="true", wait="0").status == 1


@pytest.mark.parametrize(
    "said",
    [
        {"health": "Degraded"},
        {"sync": "OutOfSync"},
        {"phase": "Failed"},
        {"health": "Healthy Succeeded x", "sync": "Unknown"},
    ],
    ids=str,
)
def test_what_does_not_become_healthy_is_a_failure(
    desk: Desk, origin: Origin, argo_cd: ArgoCd, said: dict[str, str]
) -> None:
    commit = origin.commit(FILES)
    argo_cd.says(status(commit, **said))

    done = waited(desk, origin, argo_cd, commit, "eu", wait="0")

    assert done.status == 1
    assert f"::error title=Not healthy::backend-eu is not synced to {commit} and healthy; Argo CD says: " in done.out


def test_a_server_that_knows_us_not_is_a_failure(desk: Desk, origin: Origin, argo_cd: ArgoCd) -> None:
    commit = origin.commit(FILES)
    argo_cd.says(status(commit))

    done = waited(desk, origin, argo_cd, commit, "eu", bearer="another", wait="0")

    assert done.status == 1
    assert "Argo CD says: curl: (22) The requested URL returned error: 403" in done.out


def test_an_environment_that_is_not_rendered_is_a_failure(desk: Desk, origin: Origin, argo_cd: ArgoCd) -> None:
    done = waited(desk, origin, argo_cd, origin.commit(FILES), "us")

    assert (done.status, argo_cd.asked) == (1, [])
    assert "::error title=No Applications::" in done.out
