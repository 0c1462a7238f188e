"""Images: whether one must be built, and that the one that is pushed is tried without credentials."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.github.conftest import Desk

IMAGE = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend@sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("status", "outputs"), [(0, {"build": "false"}), (1, {"build": "true"}), (2, {}), (127, {})], ids=str
)
def test_an_image_is_built_where_its_sources_changed(
    desk: Desk, tmp_path: Path, status: int, outputs: dict[str, str]
) -> None:
    """Where that cannot be told, in a shallow clone for one, nothing goes on."""
    desk.tool(tmp_path, f'echo "$@"; exit {status}')

    done = desk.run("image-changed", "backend", cwd=tmp_path)

    assert (done.out, done.outputs) == ("image show backend --check\n", outputs)
    assert done.status == (0 if outputs else status)


def test_the_image_is_tried_without_credentials(desk: Desk, tmp_path: Path) -> None:
    desk.put("docker", '#!/bin/sh\necho "docker $@"\n')
    (tmp_path / "image").mkdir()
    (tmp_path / "image/smoke-test").write_text('#!/bin/sh\necho "smoke-test $@"\nenv\n', encoding="utf-8")
    (tmp_path / "image/smoke-test").chmod(0o755)
    secret = {"AWS_ACCESS_KEY_ID": "one", "AWS_SECRET_ACCESS_KEY": "two", "AWS_SESSION_TOKEN": "three"}

    done = desk.run("smoke-test", IMAGE, "staging/backend", cwd=tmp_path, **secret)

    pull, logout, test, *environment = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert pull == f"docker pull --quiet {IMAGE}"
    assert logout == "docker logout 123456789012.dkr.ecr.eu-west-3.amazonaws.com"
    assert test == f"smoke-test {IMAGE} staging/backend"
    assert [line for line in environment if line.startswith("AWS_")] == []


def test_an_image_that_cannot_be_pulled_is_not_tried(desk: Desk, tmp_path: Path) -> None:
    desk.put("docker", "#!/bin/sh\nexit 1\n")

    assert desk.run("smoke-test", IMAGE, "staging/backend", cwd=tmp_path).status == 1
