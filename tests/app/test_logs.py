"""The log: lines of JSON on standard error, of the level that is asked for, without secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.running import SECRETS, App, copy

PATHS = ("/", "/check/liveness", "/check/readiness", "/nowhere", "/?token=from-the-address")


def lines(text: str) -> list[dict[str, Any]]:
    """The application's own lines, among those of PHP's server."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def logged(app: App, **said: str) -> list[dict[str, Any]]:
    """What one visit to the index page logs."""
    with app.serve(**said) as server:
        server.get("/")
        return lines(server.said())


def test_a_line_says_when_how_grave_and_what(app: App) -> None:
    [line] = logged(app, APP_LOG_LEVEL="info")

    assert (line["level"], line["message"]) == ("info", 'Matched route "index".')
    assert list(line) == ["time", "level", "message"]


def test_a_graver_level_is_silent_about_the_rest(app: App) -> None:
    assert logged(app, APP_LOG_LEVEL="warning") == []


def test_without_a_level_it_is_info(app: App) -> None:
    assert [line["level"] for line in logged(app)] == ["info"]


def test_a_level_may_be_in_capitals(app: App) -> None:
    assert logged(app, APP_LOG_LEVEL="WARNING") == []


def test_an_unknown_level_is_said_and_stops_nothing(app: App) -> None:
    warning, line = logged(app, APP_LOG_LEVEL="loud")

    assert warning["message"].startswith("APP_LOG_LEVEL=loud is no level: use one of debug, info, ")
    assert line["level"] == "info"


def test_the_command_logs_as_the_pages_do(app: App) -> None:
    ran = app.console("app:my-command", APP_LOG_LEVEL="debug")

    assert [line["level"] for line in lines(ran.stderr)] == ["debug"]


def test_what_strangers_look_for_in_vain_is_no_error(app: App) -> None:
    with app.serve() as server:
        server.get("/wp-login.php")
        [line] = lines(server.said())

    assert (line["level"], line["exception"].rpartition("\\")[2]) == ("info", "NotFoundHttpException")


def test_no_secret_is_shown_anywhere(app: App) -> None:
    said = {"APP_LOG_LEVEL": "debug", **SECRETS}
    with app.serve(**said) as server:
        for path in PATHS:
            server.get(path)
        shown = [server.said(), *(f"{answer.headers}{answer.body}" for answer in server.answers)]
    ran = app.console("app:my-command", "-vvv", **said)
    failed = app.console("app:my-command", "--no-such-option", "-vvv", **said)
    shown += [ran.stdout, ran.stderr, failed.stdout, failed.stderr]

    assert [value for value in SECRETS.values() if any(value in text for text in shown)] == []


def test_no_line_holds_what_came_behind_the_question_mark(app: App) -> None:
    with app.serve(APP_LOG_LEVEL="debug") as server:
        server.get("/?token=from-the-address")
        server.get("/nowhere?token=from-the-address")
        own = lines(server.said())

    assert [line for line in own if "from-the-address" in json.dumps(line)] == []


@pytest.fixture(scope="module")
def warmed_with_secrets(php: str, folder: Path) -> Path:
    """The build directory of an application that was compiled where its secrets were set."""
    app = copy(folder / "with-secrets", php)
    assert app.console("cache:warmup", **SECRETS).returncode == 0
    return app.folder / "var"


def test_no_secret_is_compiled_in(warmed_with_secrets: Path) -> None:
    """The container is part of the image, and whoever pulls the image reads it."""
    files = [path.read_bytes() for path in warmed_with_secrets.rglob("*") if path.is_file()]

    assert [value for value in SECRETS.values() if any(value.encode() in text for text in files)] == []
