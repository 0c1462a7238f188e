"""`plainsail list`: one row for each app in each environment."""

from __future__ import annotations

import json
from pathlib import Path

from tests.plainsail.clones import BACKEND, PLAINSAIL, another_app, break_settings, clone, edit, register, run

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


def test_scripts_read_flat_rows(tmp_path: Path) -> None:
    """One for each app in each environment, whose fields are null where there is none."""
    project = clone(tmp_path / "project")
    (project / "envs/backend/image.json").unlink()

    said = json.loads(run((*LIST, "--format", "json"), project).stdout)

    production, staging = said["apps"]
    assert said["version"] == 1
    assert production == {
        "app": "backend",
        "environment": "production",
        "shape": "WebService",
        "namespace": "backend-production",
        "kubernetes_version": "1.35",
        "cluster": "https://kubernetes.default.svc",
        "delivery": "ArgoCd",
        "ref": "production",
        "previews": False,
        "preview_image": None,
        "follows": "staging",
        "approval": "production",
        "aws_account": "123456789012",
        "aws_region": "eu-west-3",
        "image": None,
        "image_repository": "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend",
        "image_tag": None,
        "image_digest": None,
        "image_source": None,
        "build_dockerfile": "image/Dockerfile",
        "build_context": ".",
        "build_sources": ["app", "image", ".dockerignore"],
    }
    assert (staging["follows"], staging["approval"]) == (None, None)


def test_scripts_read_what_is_pinned(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    pin = json.loads((project / "envs/backend/image.json").read_text(encoding="utf-8"))

    [row, _] = json.loads(run((*LIST, "--format", "json"), project).stdout)["apps"]

    assert {name: row[f"image_{name}"] for name in ("tag", "digest", "source")} == pin
    assert row["image"] == f"{row['image_repository']}:{pin['tag']}@{pin['digest']}"


def test_a_build_that_settings_name_has_no_source(tmp_path: Path) -> None:
    """The pin is not heard, so it does not say what the image was built from."""
    project = clone(tmp_path / "project")
    edit(
        project / "envs/backend/staging.py", "hpa = change(", 'image = change(tag="v7", build=None)\n    hpa = change('
    )

    [_, row] = json.loads(run((*LIST, "--format", "json"), project).stdout)["apps"]

    assert (row["image_tag"], row["image_source"], row["build_dockerfile"]) == ("v7", None, None)


def test_environments_come_in_the_order_of_promotion(tmp_path: Path) -> None:
    said = json.loads(run((*LIST, "--promotion"), clone(tmp_path / "project")).stdout)

    assert [(row["environment"], row["approval"]) for row in said["environments"]] == [
        ("staging", None),
        ("production", "production"),
    ]


def test_a_mistake_is_one_line(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    said = break_settings(project)

    done = run(LIST, project)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
