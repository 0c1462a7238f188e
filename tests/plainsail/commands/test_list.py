"""`plainsail list`: one row for each app in each environment."""

from __future__ import annotations

from pathlib import Path

from tests.plainsail.clones import BACKEND, PLAINSAIL, another_app, break_settings, clone, register, run

LIST = (PLAINSAIL, "list")


def test_it_shows_what_there_is(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    register(project, {"backend": BACKEND, "api": {"staging": another_app(project, "api")["staging"]}})
    (project / "envs/api/image.json").unlink()

    done = run(LIST, project)

    rows = [line.split() for line in done.stdout.splitlines()]
    repository = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend"
    assert rows[0] == ["APP", "ENVIRONMENT", "NAMESPACE", "KUBERNETES", "REF", "IMAGE"]
    assert rows[1] == ["api", "staging", "api-staging", "1.36", "staging", repository, "(not", "pinned)"]
    assert [row[:5] for row in rows[2:]] == [
        ["backend", "production", "backend-production", "1.35", "production"],
        ["backend", "staging", "backend-staging", "1.36", "staging"],
    ]
    assert all(row[5].startswith(f"{repository}:sha-") for row in rows[2:])


def test_a_mistake_is_one_line(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    said = break_settings(project)

    done = run(LIST, project)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
