"""What stands in for the actions of the workflows: each knows the inputs that it is given here, and no other.

What GitHub and AWS would refuse is refused: a permission that the job lacks, a role that does not trust the run, an
image that is there already, an artifact that is not.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.github.expressions import Unknown
from tests.github.hosting import APP, OF_APP, Hosting
from tests.github.stand_in_aws import KEYS

_TRUSTED = {
    "push": r"ref:refs/heads/main",
    "verify": r"pull_request|ref:refs/heads/main",
    "release": r"environment:production(?:-us)?",
}
"""Whom each role trusts, as docs/delivery.md says and deploy/terragrunt makes it."""


class StepFailed(Exception):
    """Why an action fails."""


@dataclass
class Machine:
    """The machine of one job, and what the job may."""

    hosting: Hosting
    folder: Path
    artifacts: Path
    github: Mapping[str, Any]
    permissions: Mapping[str, str]
    environment: str
    exported: dict[str, str] = field(default_factory=dict)
    """Variables that earlier steps set for later ones."""
    log: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """Where the steps run."""
        return self.folder / "workspace"

    @property
    def temp(self) -> Path:
        """The folder that ends with the job."""
        return self.folder / "temp"

    def must(self, what: str, how: str) -> None:
        """Raises `StepFailed` where the job has no such permission."""
        if self.permissions.get(what) not in {how, "write"}:
            raise StepFailed(f"the job lacks the permission {what}: {how}")


Given = dict[str, str]
Outputs = dict[str, str]


def _checkout(machine: Machine, given: Given) -> Outputs:
    """As actions/checkout does it: the one commit, or all branches and tags, and never a token left behind."""
    machine.must("contents", "read")
    if given.get("persist-credentials") != "false":
        raise Unknown("a checkout that keeps the token")
    folder, git = machine.workspace / given.get("path", "."), machine.hosting.git
    if any(folder.glob("*")):
        raise StepFailed(f"{folder} holds something")
    ref, commit = given.get("ref", machine.github["ref"]), machine.github["sha"]
    if re.fullmatch(r"[0-9a-f]{40}", ref):
        ref, commit = "", ref
    elif ref != machine.github["ref"] or "ref" in given:
        raise Unknown(f"a checkout of {ref!r}: neither a commit nor what the event is about")
    tracked = ref.replace("refs/heads/", "refs/remotes/origin/")
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=none")
    git(folder, "remote", "add", "origin", f"file://{machine.hosting.bare}")
    if (depth := given.get("fetch-depth", "1")) == "0":
        git(folder, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")
    if depth != "0" or ref:
        shallow = [] if depth == "0" else [f"--depth={depth}"]
        git(folder, "fetch", "--quiet", "--no-tags", *shallow, "origin", f"+{commit}:{tracked}" if ref else commit)
    branch = ref.removeprefix("refs/heads/") if ref.startswith("refs/heads/") else ""
    git(folder, "checkout", "--quiet", *(["-B", branch, tracked] if branch else ["--detach", commit]))
    return {}


def _upload(machine: Machine, given: Given) -> Outputs:
    """As actions/upload-artifact does it: below the least common folder of the paths, and without hidden files."""
    said = given["path"].split()
    if re.search(r"[?!\[]|\*\*", given["path"]):
        raise Unknown(f"a pattern: {given['path']}")
    paths = [path for each in said for path in _matching(machine.workspace / each)]  # or anywhere else
    files = [
        each
        for path in paths
        for each in ([path] if path.is_file() else sorted(path.rglob("*")))
        if each.is_file() and not any(part.startswith(".") for part in each.relative_to(machine.folder).parts)
    ]
    if not files:
        if given.get("if-no-files-found") == "error":
            raise StepFailed(f"no files were found with {said}")
        return {}
    wanted = [machine.workspace / each.partition("*")[0] for each in said]
    root = Path(os.path.commonpath(wanted))
    root = root.parent if root.is_file() else root
    target = machine.artifacts / given["name"]
    if target.exists():
        raise StepFailed(f"there is an artifact {given['name']} already")
    for each in files:
        (target / each.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(each, target / each.relative_to(root))  # without its mode
    return {"artifact-id": given["name"]}


def _matching(path: Path) -> list[Path]:
    """What a path names; a star stands for a folder."""
    if "*" not in path.parts:
        return [path] if path.exists() else []
    at = path.parts.index("*")
    return sorted(Path(*path.parts[:at]).glob(str(Path(*path.parts[at:]))))


def _download(machine: Machine, given: Given) -> Outputs:
    """An artifact that is named lies in the folder itself, not in one of its name; nor do several that are merged."""
    if pattern := given.get("pattern"):
        found = sorted(machine.artifacts.glob(pattern))
        if given.get("merge-multiple") != "true" or not found:
            raise Unknown(f"a download of {pattern!r} that finds {len(found)}")
        for each in found:
            shutil.copytree(each, machine.workspace / given["path"], dirs_exist_ok=True)
        return {}
    if not (machine.artifacts / given["name"]).is_dir():
        raise StepFailed(f"there is no artifact {given['name']}")
    shutil.copytree(machine.artifacts / given["name"], machine.workspace / given["path"], dirs_exist_ok=True)
    return {}


def _credentials(machine: Machine, given: Given) -> Outputs:
    machine.must("id-token", "write")
    account, _, role = given["role-to-assume"].removeprefix("arn:aws:iam::").partition(":role/my-project-")
    if account not in machine.hosting.accounts:
        raise StepFailed(f"there is no account {account!r}")
    where = f"environment:{machine.environment}" if machine.environment else f"ref:{machine.github['ref']}"
    if role not in _TRUSTED or not re.fullmatch(_TRUSTED[role], where):
        raise StepFailed(f"not authorized to perform sts:AssumeRoleWithWebIdentity: {role} as {where}")
    names = ("AWS_REGION", "AWS_DEFAULT_REGION")
    machine.exported |= {"AWS_ACCESS_KEY_ID": KEYS[role], "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "t"}
    machine.exported |= dict.fromkeys(names, given["aws-region"])
    machine.hosting.assumed.append((account, given["aws-region"], role))
    return {}


def _ecr_login(machine: Machine, _: Given) -> Outputs:
    if machine.exported.get("AWS_ACCESS_KEY_ID") != KEYS["push"]:
        raise StepFailed("no credentials of a role that may push")
    machine.hosting.logged_in.touch()
    return {}


def _build(machine: Machine, given: Given) -> Outputs:
    """An image that is made of its sources: the trees that Git names, and its labels."""
    if given["push"] != "true" or given["provenance"] != "false":
        raise Unknown(f"a build like {given}")
    if not (machine.workspace / given["context"]).is_dir():
        raise StepFailed(f"there is no folder {given['context']}")
    if not (machine.workspace / given["file"]).is_file():
        raise StepFailed(f"there is no {given['file']}")
    name = str(Path(given["file"]).parent)
    tree = machine.hosting.git(machine.workspace, "rev-parse", f"HEAD:{name if name != '.' else ''}")
    [repository, tag] = given["tags"].rsplit(":", 1)
    machine.log.append(f"pushing {repository}:{tag}")
    return {"digest": machine.hosting.built(repository, tag, f"{repository} {tree} {given['labels']}")}


def _attest(machine: Machine, given: Given) -> Outputs:
    machine.must("id-token", "write")
    machine.must("attestations", "write")
    if not machine.hosting.tags_of(given["subject-digest"]):
        raise StepFailed(f"no such image: {given['subject-name']}@{given['subject-digest']}")
    machine.hosting.sign(*machine.hosting.signed(), f"{given['subject-name']}@{given['subject-digest']}")
    machine.log.append(f"signed {given['subject-name']}@{given['subject-digest']}")
    return {}


def _token(_: Machine, given: Given) -> Outputs:
    if not given["client-id"] or not given["private-key"]:
        raise StepFailed("the App has no key here")
    permitted = sorted(
        f"+{key.removeprefix('permission-')}:{given[key]}" for key in given if key.startswith("permission-")
    )
    return {"token": "".join([OF_APP, *permitted]), "app-slug": APP, "installation-id": "1"}


def _nothing(_: Machine, __: Given) -> Outputs:
    return {}


_Known = tuple[Callable[[Machine, Given], Outputs], set[str]]
_ACTIONS: dict[str, _Known] = {
    "actions/attest-build-provenance": (
        _attest,
        {"subject-name", "subject-digest", "push-to-registry", "create-storage-record"},
    ),
    "actions/checkout": (_checkout, {"ref", "path", "fetch-depth", "persist-credentials"}),
    "actions/create-github-app-token": (
        _token,
        {"client-id", "private-key", "permission-contents", "permission-workflows"},
    ),
    "actions/download-artifact": (_download, {"name", "path", "pattern", "merge-multiple"}),
    "actions/setup-python": (_nothing, {"python-version", "cache", "cache-dependency-path"}),
    "actions/upload-artifact": (_upload, {"name", "path", "if-no-files-found"}),
    "aws-actions/amazon-ecr-login": (_ecr_login, set()),
    "aws-actions/configure-aws-credentials": (_credentials, {"role-to-assume", "aws-region"}),
    "docker/build-push-action": (_build, {"context", "file", "push", "tags", "labels", "provenance", "sbom"}),
    "docker/setup-buildx-action": (_nothing, set()),
}


def act(machine: Machine, action: str, given: Given) -> Outputs:
    """Does what an action would; returns its outputs. Raises `StepFailed`, and `Unknown` for what has no stand-in."""
    if action not in _ACTIONS:
        raise Unknown(f"{action}: there is no stand-in for this action")
    stand_in, inputs = _ACTIONS[action]
    if odd := set(given) - inputs:
        raise Unknown(f"{action}: the stand-in knows nothing of {', '.join(sorted(odd))}")
    return stand_in(machine, given)
