"""The pages: what the kubelet asks, what a browser sees, and what neither may see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.running import SECRETS, VOLUMES, App, Server, copy, seal


@pytest.fixture(scope="module")
def ready(app: App) -> Iterator[Server]:
    """The application with all that it needs."""
    with app.serve(APP_ENV="prod", **SECRETS) as server:
        yield server


@pytest.fixture(scope="module")
def bare(app: App) -> Iterator[Server]:
    """The application with no variable at all."""
    with app.serve() as server:
        yield server


def test_it_is_alive(ready: Server) -> None:
    assert json.loads(ready.get("/check/liveness").body) == {"status": "alive"}


def test_it_is_alive_without_its_secrets(bare: Server) -> None:
    """A restart would bring no secret."""
    assert bare.get("/check/liveness").status == 200


def test_it_is_ready(ready: Server) -> None:
    answer = ready.get("/check/readiness")

    assert (answer.status, json.loads(answer.body)) == (200, {"status": "ready"})


def test_it_is_not_ready_without_its_secrets(bare: Server) -> None:
    answer = bare.get("/check/readiness")

    assert answer.status == 503
    assert json.loads(answer.body)["problems"] == [f"{name} is missing" for name in SECRETS]


@pytest.mark.parametrize("name", SECRETS)
def test_it_is_not_ready_with_an_empty_secret(app: App, name: str) -> None:
    with app.serve(**{**SECRETS, name: ""}) as server:
        answer = server.get("/check/readiness")

    assert (answer.status, json.loads(answer.body)["problems"]) == (503, [f"{name} is missing"])


@pytest.mark.parametrize("volume", VOLUMES)
def test_it_is_not_ready_where_it_cannot_write(php: str, folder: Path, volume: str) -> None:
    app = seal(copy(folder / f"without-{volume}", php))
    with app.serve(**SECRETS) as server:
        before = server.get("/check/readiness")
        (app.folder / "var" / volume).chmod(0o555)
        after = server.get("/check/readiness")

    assert before.status == 200
    assert (after.status, json.loads(after.body)["problems"]) == (503, [f"{app.folder}/var/{volume} is not writable"])


def test_it_has_an_index_page(ready: Server) -> None:
    answer = ready.get("/")

    assert (answer.status, answer.body) == (200, "The backend is running.\n")


def test_no_answer_of_a_check_is_kept(ready: Server) -> None:
    """A proxy that remembered one would answer for a pod that is gone."""
    assert "no-cache" in (ready.get("/check/readiness").headers["Cache-Control"] or "")


def test_nobody_is_told_which_php_answers(ready: Server) -> None:
    assert ready.get("/").headers["X-Powered-By"] is None


def test_a_page_that_is_not_there_shows_nothing_of_the_inside(app: App) -> None:
    """Error pages for developers show variables: nothing turns them on in production."""
    with app.serve(APP_ENV="prod", APP_DEBUG="1", **SECRETS) as server:
        answer = server.get("/nowhere")

    assert answer.status == 404
    assert "Exception" not in answer.body
