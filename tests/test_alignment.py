"""The files around `dist/` agree with it, and each mismatch is found at its line: the image, the pipelines.

Those of the infrastructure are planted in tests/deploy/test_alignment.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.plainsail.clones import PLAINSAIL, ROOT, clone, edit, number_of, run

DOCKERFILE = "image/Dockerfile"
DEFAULT = ".github/workflows/default.yml"
RELEASE = ".github/workflows/release_on_tag.yml"
DELIVERY = (".github", "deploy")
LOOKED_AT = (
    "delivery-file-unreadable",
    "environments-differ",
    "file-capability-kept",
    "image-files-of-another-user",
    "image-listens-elsewhere",
    "image-user-differs",
    "parameters-not-granted",
    "registry-differs",
    "trusted-repository-differs",
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with all delivery files."""
    project = clone(tmp_path_factory.mktemp("sound") / "project")
    for name in DELIVERY:
        shutil.copytree(ROOT / name, project / name)
    return project


@pytest.fixture
def project(sound: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(sound, tmp_path / "project", symlinks=True)


def findings(project: Path) -> list[dict[str, Any]]:
    """What the checks that read delivery files find."""
    told = json.loads(run((PLAINSAIL, "check", "--format", "json"), project).stdout)["findings"]
    return [finding for finding in told if finding["check"] in LOOKED_AT]


@pytest.mark.slow
def test_nothing_is_left_out() -> None:
    assert "not looked at" not in run((PLAINSAIL, "check"), ROOT).stdout


def test_silent_on_the_repository_s_own_files() -> None:
    assert findings(ROOT) == []


class Planted(NamedTuple):
    """One mismatch: what a file says, what is planted there, and what is found."""

    path: str
    said: str
    instead: str
    check: str
    message: str
    """`{line}` is the line that is planted."""
    at: str = ""
    """A text on the line that is named, where it is not the planted one."""


PLANTED = {
    "the user": Planted(
        DOCKERFILE,
        "USER 33:33",
        "USER 1000:1000",
        "image-user-differs",
        "runs as 33:33, but image/Dockerfile:{line} says USER 1000:1000",
    ),
    "the port": Planted(
        DOCKERFILE,
        "ENV SERVER_NAME=:80 ",
        "ENV SERVER_NAME=:8080 ",
        "image-listens-elsewhere",
        "listens on 80, but image/Dockerfile:{line} says SERVER_NAME=:8080",
    ),
    "the exposed port": Planted(
        DOCKERFILE,
        "EXPOSE 80",
        "EXPOSE 8080",
        "image-listens-elsewhere",
        "is on 80, but image/Dockerfile:{line} says EXPOSE 8080",
    ),
    "the capability": Planted(
        DOCKERFILE,
        "RUN setcap -r /usr/local/bin/frankenphp \\\n    && mkdir",
        "RUN mkdir",
        "file-capability-kept",
        "allowPrivilegeEscalation is false and all capabilities are dropped, but image/Dockerfile leaves cap_net_bind_"
        "service on its program",
    ),
    "the owner of files": Planted(
        DOCKERFILE,
        "chown 33:33 /config/caddy",
        "chown 82:82 /config/caddy",
        "image-files-of-another-user",
        "gives files to 82:82, but the image runs as 33:33 (line ",
        at="RUN setcap",
    ),
    "the region of a pipeline": Planted(
        DEFAULT,
        "aws-region: ${{ matrix.region }}",
        "aws-region: eu-west-1",
        "registry-differs",
        "aws-region means the region eu-west-1, but dist/ takes its image from eu-west-3",
    ),
    "the repository that is pushed to": Planted(
        DEFAULT,
        "NAME: ${{ matrix.name }}",
        "ECR_REPOSITORY: my-project/api",
        "registry-differs",
        "ECR_REPOSITORY means the repository my-project/api, but dist/ takes its image from my-project/backend",
    ),
    "the account that is pushed to": Planted(
        DEFAULT,
        "IMAGE: ${{ matrix.repository }}",
        "IMAGE: 210987654321.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend",
        "registry-differs",
        "IMAGE means the account 210987654321, but dist/ takes its image from 123456789012",
    ),
    "the account of the roles": Planted(
        RELEASE,
        "ACCOUNT: ${{ matrix.account }}",
        'AWS_ACCOUNT: "210987654321"',
        "registry-differs",
        "AWS_ACCOUNT means the account 210987654321, but dist/ takes its image from 123456789012",
    ),
    "the environment that is verified": Planted(
        RELEASE,
        "run: ../.github/scripts/exists",
        "run: .venv/bin/plainsail secrets verify prod",
        "environments-differ",
        "run names prod, which is no environment; there are production, staging",
    ),
    "the environment that an image is tried for": Planted(
        DEFAULT,
        'smoke-test "$IMAGE@$DIGEST"',
        'smoke-test "$IMAGE@$DIGEST" stagging/backend',
        "environments-differ",
        "run names stagging, which is no environment; there are production, staging",
    ),
    "the environment that approves": Planted(
        RELEASE,
        "environment: ${{ needs.stage.outputs.approval }}",
        "environment: prod",
        "environments-differ",
        "environment names prod, which is no environment; there are production, staging",
    ),
    "a workflow that is no YAML": Planted(
        DEFAULT,
        "permissions: {}",
        "permissions: {",
        "delivery-file-unreadable",
        "while parsing a flow mapping, did not find expected ',' or '}'",
        at="  group: ",
    ),
}


@pytest.mark.sample
@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(each, id=name, marks=pytest.mark.slow if number else ())
        for number, (name, each) in enumerate(PLANTED.items())
    ],
)
def test_a_mismatch_is_found(project: Path, planted: Planted) -> None:
    edit(project / planted.path, planted.said, planted.instead)

    [finding, *_] = [each for each in findings(project) if each["check"] == planted.check]

    line = number_of(project / planted.path, planted.instead.rstrip())
    assert planted.message.replace("{line}", str(line)) in finding["message"]
    assert finding["severity"] in ("error", "warning")
    if not finding["object"]:  # what is wrong with a pod is said where its settings are
        named = number_of(project / planted.path, planted.at) if planted.at else line
        assert finding["origin"] == {"path": planted.path, "line": named}
