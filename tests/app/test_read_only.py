"""A root file system that is read-only: what is compiled was compiled before, and only volumes are written to."""

from __future__ import annotations

from tests.app.running import SECRETS, App


def test_nothing_is_written_outside_of_the_volumes(app: App) -> None:
    """Where something tried, the modes refused it, and a page would say 500."""
    before = app.files()

    with app.serve(APP_LOG_LEVEL="debug", **SECRETS) as server:
        statuses = [server.get(path).status for path in ("/", "/check/liveness", "/check/readiness", "/nowhere")]
    ran = app.console("app:my-command", **SECRETS)

    assert (statuses, ran.returncode) == ([200, 200, 200, 404], 0)
    assert app.files() == before


def test_the_compiled_container_lies_outside_of_the_volumes(app: App) -> None:
    assert any(name.startswith("var/build/prod/") and "Container" in name for name in app.files())


def test_the_compiled_container_is_looked_for_where_its_variable_says(app: App) -> None:
    """There is none elsewhere, and none can be made."""
    ran = app.console("app:my-command", APP_BUILD_DIR="/elsewhere", **SECRETS)

    assert ran.returncode != 0
    assert 'Unable to create the "build" directory (/elsewhere/prod)' in ran.stderr
