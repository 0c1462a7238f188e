"""Images: the one that is pushed is tried without credentials, and the one that is found was signed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.github.conftest import Desk, Done
from tests.github.workflows import job

IMAGE = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend@sha256:" + "a" * 64


APPS = {"APPS": "backend worker", "TARGETS": "staging/backend staging/worker"}


def smoke_test(folder: Path, also: str = "env") -> None:
    """Puts a stand-in for the project's own into its folder."""
    (folder / "image").mkdir()
    (folder / "image/smoke-test").write_text(f'#!/bin/sh\necho "smoke-test $@"\n{also}\n', encoding="utf-8")
    (folder / "image/smoke-test").chmod(0o755)


def test_the_image_is_tried_without_credentials(desk: Desk, tmp_path: Path) -> None:
    desk.put("docker", '#!/bin/sh\necho "docker $@"\n')
    smoke_test(tmp_path)
    desk.tool(tmp_path, 'echo "plainsail $@"; env')
    (desk.temp / "pins").mkdir()
    pin = {"apps": ["backend", "worker"], "tag": "t", "digest": "d", "source": "s"}
    (desk.temp / "pins/0.json").write_text(json.dumps(pin), encoding="utf-8")
    secret = {"AWS_ACCESS_KEY_ID": "one", "AWS_SECRET_ACCESS_KEY": "two", "AWS_SESSION_TOKEN": "three"}
    identity = ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_RUNTIME_TOKEN")
    secret |= dict.fromkeys(identity, "who I am: AWS would trust it")

    done = desk.run("smoke-test", IMAGE, cwd=tmp_path, **APPS, **secret)

    said = [line for line in done.out.splitlines() if line.startswith(("docker", "plainsail ", "smoke-test"))]
    assert (done.status, done.err) == (0, "")
    assert said == [
        f"docker pull --quiet {IMAGE}",
        "docker logout 123456789012.dkr.ecr.eu-west-3.amazonaws.com",
        "plainsail image pin backend --tag t --digest d --source s",
        "plainsail image pin worker --tag t --digest d --source s",
        "plainsail synth --app=backend --app=worker",
        f"smoke-test {IMAGE} staging/backend",
        f"smoke-test {IMAGE} staging/worker",
    ]
    assert [line for line in done.out.splitlines() if line.startswith(("AWS_", "ACTIONS_"))] == []


def test_one_app_whose_pod_it_does_not_start_in_is_enough(desk: Desk, tmp_path: Path) -> None:
    smoke_test(tmp_path, '[ "$2" != staging/backend ]')

    done = desk.run("try-image", IMAGE, cwd=tmp_path, **APPS)

    assert (done.status, "staging/worker" in done.out) == (1, False)


def test_a_project_without_a_smoke_test_is_told_so(desk: Desk, tmp_path: Path) -> None:
    done = desk.run("try-image", IMAGE, cwd=tmp_path, **APPS)

    assert (done.status, done.out.startswith("::warning title=Not started::")) == (0, True)


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

    assert desk.run("smoke-test", IMAGE, cwd=tmp_path, **APPS).status == 1


def test_the_image_of_a_pull_request_is_named_after_nobody() -> None:
    """It is pushed nowhere: a fork of this repository need not rename it."""
    said = [step.given["tags"] for step in job("pull-request.yml", "image").steps if "tags" in step.given]

    assert said == ["pull-request:${{ matrix.index }}"]
