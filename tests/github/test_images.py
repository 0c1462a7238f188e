"""Images: whether one must be built, and that the one that is pushed is tried without credentials."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.github.conftest import Desk, Done
from tests.github.workflows import job

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
    identity = ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_RUNTIME_TOKEN")
    secret |= dict.fromkeys(identity, "who I am: AWS would trust it")

    done = desk.run("smoke-test", IMAGE, "staging/backend", cwd=tmp_path, **secret)

    pull, logout, test, *environment = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert pull == f"docker pull --quiet {IMAGE}"
    assert logout == "docker logout 123456789012.dkr.ecr.eu-west-3.amazonaws.com"
    assert test == f"smoke-test {IMAGE} staging/backend"
    assert [line for line in environment if line.startswith(("AWS_", "ACTIONS_"))] == []


def row(*environments: str, digest: str) -> dict[str, object]:
    return {"environments": environments, "digest": digest, "source": "c" * 40}


def pinned(desk: Desk, clone: Path, *rows: dict[str, object]) -> Done:
    (clone / "said").write_text(json.dumps({"version": 1, "images": rows}), encoding="utf-8")
    return desk.run("pinned", "production/backend", cwd=desk.tool(clone, 'echo "$@" >&2; cat said'))


@pytest.mark.parametrize("first", [True, False])
def test_the_pin_of_an_environment_is_the_one_that_it_runs(desk: Desk, tmp_path: Path, first: bool) -> None:
    rows = [row("preview", "production", digest="ours"), row("staging", digest="theirs")]

    done = pinned(desk, tmp_path, *(rows if first else reversed(rows)))

    assert (done.status, done.outputs) == (0, {"digest": "ours", "source": "c" * 40})
    assert done.err == "image show backend --format json\n"


@pytest.mark.parametrize(
    "rows",
    [(), (row("staging", digest="a"),), (row("production", digest="a"), row("production", digest="b"))],
    ids=["none", "another's", "two"],
)
def test_an_environment_without_one_pin_is_a_failure(
    desk: Desk, tmp_path: Path, rows: tuple[dict[str, object], ...]
) -> None:
    done = pinned(desk, tmp_path, *rows)

    assert (done.status, done.outputs) == (1, {})
    assert "::error title=No pin::" in done.out


def test_a_pin_that_cannot_be_read_is_a_failure(desk: Desk, tmp_path: Path) -> None:
    done = desk.run("pinned", "production/backend", cwd=desk.tool(tmp_path, "exit 2"))

    assert (done.status, done.outputs) == (2, {})


VERIFY = f"attestation verify oci://{IMAGE}"
SOURCE = "c" * 40


def signed(desk: Desk, cwd: Path) -> Done:
    return desk.run("signed", IMAGE, SOURCE, cwd=cwd, REPOSITORY="my-organisation/my-project", TAG=f"sha-{SOURCE}")


def test_provenance_is_that_of_the_commit_and_of_the_workflow_that_builds(desk: Desk, tmp_path: Path) -> None:
    desk.answer({VERIFY: ""})

    assert signed(desk, tmp_path).status == 0
    assert desk.asked[-1]["valued"] == {
        "--repo": "my-organisation/my-project",
        "--signer-workflow": "my-organisation/my-project/.github/workflows/default.yml",
        "--source-digest": SOURCE,
    }


def test_an_image_that_nobody_signed_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.answer({VERIFY: {"error": "Error: no attestations found"}})

    done = signed(desk, tmp_path)

    assert (done.status, done.err) == (1, "Error: no attestations found\n")
    assert f"delete the tag sha-{SOURCE} from the registry" in done.out


def test_an_image_that_cannot_be_pulled_is_not_tried(desk: Desk, tmp_path: Path) -> None:
    desk.put("docker", "#!/bin/sh\nexit 1\n")

    assert desk.run("smoke-test", IMAGE, "staging/backend", cwd=tmp_path).status == 1


def test_the_image_of_a_pull_request_is_named_after_nobody() -> None:
    """It is pushed nowhere: a fork of this repository need not rename it."""
    said = [step.given["tags"] for step in job("pull-request.yml", "image").steps if "tags" in step.given]

    assert said == ["backend:pull-request"]
