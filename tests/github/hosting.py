"""GitHub and AWS around the workflows: the repository with its rules, its environments, the registry, the commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.github import stand_in_aws
from tests.github.conftest import Desk
from tests.github.expressions import Context
from tests.github.stand_in_docker import LOGIN
from tests.github.workflows import ROOT

REPOSITORY = "my-organisation/my-project"
APP, OF_APP, OF_RUN = "plainsail-app", "token-of-the-app", "token-of-the-run"
_LEFT_OUT = ("bench/", "docs/", "tests/")
"""What no workflow here reads: its thousand files would be checked out by every job."""
ENVIRONMENTS = dict.fromkeys(("pipeline", "production", "production-us"), "refs/heads/main")
"""Which ref may use them, as docs/first-install.md says; the first holds the App's key, the last is that of a fleet."""

# The rules of docs/first-install.md: people push main and tags, the App any branch; a run with its own token nothing.
# An App that may not write workflows moves no branch to where they differ from those of main.
_RULES = """#!/bin/sh
made=$(echo "$2" | tr -d 0) # nothing, where the branch or tag is new
case "$1 $made $GH_TOKEN" in
  *" token-of-the-run"*) may=no ;;
  "refs/heads/"*" token-of-the-app"*"+contents:write"* | "refs/heads/main "*" " | *"  ") may=yes ;;
  *) may=no ;;
esac
if [ -e "closed" ] && [ "$(cat closed)" = "$1" ]; then may=no; fi
[ "$may" = yes ] || { echo "GH013: the rules of $1 refuse it" >&2; exit 1; }
case "$GH_TOKEN" in
  "" | *"+workflows:write"*) ;;
  *) git diff --quiet refs/heads/main "$3" -- .github/workflows || {
    echo "refusing to allow a GitHub App to create or update workflow without the permission workflows" >&2
    exit 1
  } ;;
esac
echo "$1 $2 $3" >> moves
"""

# The repository is private: what steps fetch or push themselves needs a token, and the helper that hands it over.
_GIT = """#!/bin/sh
case " $* " in
  *" fetch "* | *" push "* | *" pull "* | *" clone "* | *" ls-remote "*)
    case "$* $GH_TOKEN" in
      *"credential.helper=!gh auth git-credential"*" token-of-the-"*"+contents:"*) ;;
      *) echo "fatal: could not read Username for 'https://github.com'" >&2; exit 128 ;;
    esac ;;
esac
exec {git} "$@"
"""

# Nobody's identity, and nothing that would change what git does: what is made here need not outlast a power cut.
_CONFIG = "[core]\n\tfsync = none\n[maintenance]\n\tauto = false\n"


class Unusable(Exception):
    """Why a job may not use an environment."""


def _environment(*reviewers: str) -> dict[str, Any]:
    """What GitHub says of one that is for a branch, and waits for somebody where there are reviewers."""
    people = [{"type": "User", "reviewer": {"login": name}} for name in reviewers]
    waits = [{"type": "required_reviewers", "prevent_self_review": True, "reviewers": people}] if people else []
    return {
        "protection_rules": [{"type": "branch_policy"}, *waits],
        "deployment_branch_policy": {"protected_branches": False, "custom_branch_policies": True},
    }


def _lay_this(folder: Path) -> Path:
    """Writes this repository as it is here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        if not name.startswith(_LEFT_OUT) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


class Hosting:
    """One repository on GitHub, somebody who pushes to it, and what its workflows reach."""

    def __init__(self, folder: Path, *, aws: str, home: Path | None = None) -> None:
        self.folder, self._aws, self._home = folder, aws, home or folder / "home"
        self.bare, self.theirs = folder / "bare", folder / "theirs"
        self.registry, self.engine = folder / "registry.json", folder / "engine"
        self.desk = Desk(folder / "desk")
        for name in ("aws", "docker", "make"):
            file = Path(__file__).with_name(f"stand_in_{name}.py")
            self.desk.put(name, f'#!/bin/sh\nexec "{sys.executable}" "{file}" "$@"\n')
        self._git = str(shutil.which("git"))
        self.desk.put("git", _GIT.format(git=self._git))
        self._config = folder / "gitconfig"
        self._config.write_text(_CONFIG, encoding="utf-8")
        self._home.mkdir(exist_ok=True)  # with the caches of what runs, as on a machine that is kept
        self.engine.mkdir()
        self.reviewers = {"production": ["ada"]}
        """Who is asked, by the environment; nobody where that was never made."""
        self.accounts = ["123456789012"]
        self.assumed: list[tuple[str, str, str]] = []
        """Account, region and role, of each log-in to AWS."""
        self.variables: dict[str, str] = {}
        """Those of the repository."""
        self.images_are("good")
        self.failing("")

    @classmethod
    def installed(cls, folder: Path, *, aws: str, lay: Callable[[Path], Path] | None = None) -> Hosting:
        """This repository as it is here, or what `lay` writes, pushed for the first time.

        Its branches are made as docs/first-install.md says.
        """
        made = cls(folder, aws=aws)
        made.registry.write_text('{"tags": {}, "manifests": {}, "signed": []}', encoding="utf-8")
        made.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "bare")
        (made.bare / "hooks/update").write_text(_RULES, encoding="utf-8")
        (made.bare / "hooks/update").chmod(0o755)
        made.git(folder, "init", "--quiet", "--initial-branch=main", "theirs")
        made.git(made.theirs, "remote", "add", "origin", "../bare")
        (lay or _lay_this)(made.theirs)
        made._commit("Begin")
        way = json.loads((made.theirs / ".github/promotion.json").read_text(encoding="utf-8"))
        branches = [f"main:{stage['ref']}" for stage in way["environments"]]
        made.git(made.theirs, "push", "--quiet", "origin", "main", *branches)
        return made

    def fork(self, folder: Path) -> Hosting:
        """The same in another place, from here on by itself; only Parameter Store is shared."""
        folder.mkdir()
        made = Hosting(folder, aws=self._aws, home=self._home)
        shutil.copytree(self.bare, made.bare)
        made.git(folder, "clone", "--quiet", "--no-checkout", "bare", "theirs")
        shutil.copy(self.registry, made.registry)
        if self.desk._log.exists():
            shutil.copy(self.desk._log, made.desk._log)
        return made

    def git(self, folder: Path, *words: str) -> str:
        """What git says to a person, who has no token of ours."""
        env = self.environ() | {"GIT_AUTHOR_DATE": "2026-11-23T12:00:00+01:00"}
        for who in ("AUTHOR", "COMMITTER"):
            env |= {f"GIT_{who}_NAME": "Ada Lovelace", f"GIT_{who}_EMAIL": "ada@example.com"}
        done = subprocess.run([self._git, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def push(
        self, subject: str, edits: Mapping[str, tuple[str, str]], *, files: Mapping[str, str] | None = None
    ) -> str:
        """A person's commit on top of main: in each file a text gives way to another, and whole files are written."""
        self.git(self.theirs, "fetch", "--quiet", "origin")
        self.git(self.theirs, "reset", "--quiet", "--hard", "origin/main")
        for name, (old, new) in edits.items():
            text = (self.theirs / name).read_text(encoding="utf-8")
            assert old in text, f"{old!r} does not stand in {name}"
            (self.theirs / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        for name, text in (files or {}).items():
            (self.theirs / name).write_text(text, encoding="utf-8")
        made = self._commit(subject)
        self.git(self.theirs, "push", "--quiet", "origin", "main")
        return made

    def _commit(self, subject: str) -> str:
        self.git(self.theirs, "add", "--all")
        self.git(self.theirs, "commit", "--quiet", f"--message={subject}")
        return self.git(self.theirs, "rev-parse", "HEAD")

    def aside(self, commit: str, files: Mapping[str, str]) -> str:
        """A person's commit on top of another one, on no branch: a tag may be all that ever holds it."""
        self.git(self.theirs, "fetch", "--quiet", "origin")
        self.git(self.theirs, "checkout", "--quiet", "--force", "--detach", commit)
        for name, text in files.items():
            (self.theirs / name).write_text(text, encoding="utf-8")
        made = self._commit("Aside")
        self.git(self.theirs, "checkout", "--quiet", "main")
        return made

    def tag(self, name: str, commit: str) -> None:
        """A person's tag, with a message."""
        self.git(self.theirs, "fetch", "--quiet", "origin")
        self.git(self.theirs, "tag", "--annotate", f"--message={name}", name, commit)
        self.git(self.theirs, "push", "--quiet", "origin", f"refs/tags/{name}")

    def force(self, branch: str, commit: str) -> None:
        """Moves a branch as an owner can who lifts the rules."""
        old = self.head(branch)
        self.git(self.bare, "update-ref", f"refs/heads/{branch}", commit)
        with (self.bare / "moves").open("a", encoding="utf-8") as moves:
            moves.write(f"refs/heads/{branch} {old} {commit}\n")

    def close(self, branch: str) -> None:
        """Has the rules refuse everybody, the App as well."""
        (self.bare / "closed").write_text(f"refs/heads/{branch}", encoding="utf-8")

    def head(self, branch: str) -> str:
        """Where a branch is."""
        return self.git(self.bare, "rev-parse", f"refs/heads/{branch}")

    def heads(self) -> dict[str, str]:
        """Where the branches are."""
        rows = self.git(self.bare, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads")
        return dict(row.split() for row in rows.splitlines())

    def show(self, what: str) -> str:
        """A file of a commit (`commit:path`), or the object that it is."""
        return self.git(self.bare, "show", what)

    def moves(self, branch: str) -> list[str]:
        """All that a branch pointed to, in order."""
        rows = [row.split() for row in (self.bare / "moves").read_text(encoding="utf-8").splitlines()]
        return [new for ref, _, new in rows if ref == f"refs/heads/{branch}"]

    def tags_of(self, digest: str) -> list[str]:
        """The tags that a digest has in the registry."""
        held = json.loads(self.registry.read_text(encoding="utf-8"))
        return [tag.rpartition(":")[2] for tag, its in held["tags"].items() if its == digest]

    def rename(self, tag: str, instead: str) -> None:
        """Has a digest carry another tag than it was pushed with."""
        held = json.loads(self.registry.read_text(encoding="utf-8"))
        [name] = [name for name in held["tags"] if name.endswith(f":{tag}")]
        held["tags"][f"{name.partition(':')[0]}:{instead}"] = held["tags"].pop(name)
        self.registry.write_text(json.dumps(held), encoding="utf-8")

    def sign(self, *images: str) -> None:
        """Says whose provenance is signed from here on."""
        held = json.loads(self.registry.read_text(encoding="utf-8"))
        self.registry.write_text(json.dumps({**held, "signed": images}), encoding="utf-8")

    def signed(self) -> list[str]:
        """The images whose provenance is signed, by their digests."""
        return list(json.loads(self.registry.read_text(encoding="utf-8"))["signed"])

    def built(self, image: str, tag: str, manifest: str) -> str:
        """Takes an image that is pushed; returns its digest."""
        assert self.logged_in.exists(), "nobody logged in"
        return stand_in_aws.put(self.registry, image.partition("/")[2], tag, manifest)

    @property
    def logged_in(self) -> Path:
        """The file that says that Docker has credentials for the registry."""
        return self.engine / LOGIN

    def images_are(self, behaviour: str) -> None:
        """What images do from here on: tests/image/stand_in_engine.py names it."""
        (self.engine / "behaviour").write_text(behaviour, encoding="utf-8")

    def failing(self, verbs: str) -> None:
        """Which verbs of the Makefile fail from here on."""
        (self.folder / "failing").write_text(verbs, encoding="utf-8")

    def asked_of_docker(self, verb: str) -> list[list[str]]:
        """What was asked of the container engine, of one verb."""
        calls = self.engine / "calls"
        rows = [json.loads(row) for row in calls.read_text(encoding="utf-8").splitlines()] if calls.exists() else []
        return [row for row in rows if row[0] == verb]

    def answer(self) -> None:
        """Has `gh` answer what is so: who the App is, what staging pointed to, what is released, signed, protected."""
        made = [row["call"].split()[-1] for row in self.desk.asked if row["call"].startswith("release create")]
        tags, asked = self.git(self.bare, "tag", "--list").split(), self.reviewers.items()
        views = {f"release view {tag}": {"url": "x"} if tag in made else {"error": "release not found"} for tag in tags}
        ran = {
            branch: [{"activity_type": "push", "after": commit} for commit in reversed(self.moves(branch))]
            for branch in self.heads()
        }
        self.desk.answer(
            {
                f"GET /users/{APP}[bot]": {"id": 4711},
                **{f"GET repos/{REPOSITORY}/activity?ref=refs/heads/{name}&per_page=100": ran[name] for name in ran},
                "workflow run release_on_tag.yml": "",
                **{f"attestation verify oci://{image}": "" for image in self.signed()},
                **{f"GET repos/{REPOSITORY}/environments/{name}": _environment(*who) for name, who in asked},
                **views,
                **{f"release create {tag}": {} for tag in tags},
            }
        )

    def held_by(self, environment: str, ref: str) -> dict[str, Mapping[str, str]]:
        """Variables and secrets that a job of an environment sees; none for a job without one. Raises `Unusable`."""
        if environment and ENVIRONMENTS.get(environment) != ref:
            raise Unusable(f"{ref} is not allowed to deploy to {environment} due to environment protection rules")
        if environment != "pipeline":
            return {"vars": {**self.variables}, "secrets": Context()}
        return {
            "vars": {**self.variables, "APP_CLIENT_ID": "the-client-id"},
            "secrets": Context({"APP_PRIVATE_KEY": "the-private-key", "ARGOCD_AUTH_TOKEN": "the-token-of-argo-cd"}),
        }

    def environ(self) -> dict[str, str]:
        """What every process on a runner's machine sees: nothing of this one but the PATH."""
        return {
            "PATH": os.pathsep.join([str(self.desk.bin), os.environ["PATH"]]),
            "HOME": str(self._home),
            "LANG": "C.UTF-8",
            "GH_LOG": str(self.desk._log),
            "GH_ANSWERS": str(self.desk._answers),
            "GIT_CONFIG_GLOBAL": str(self._config),
            "GIT_CONFIG_NOSYSTEM": "1",
            "AWS_ENDPOINT_URL": self._aws,
            "AWS_EC2_METADATA_DISABLED": "true",
            "REGISTRY": str(self.registry),
            "STAND_IN_STATE": str(self.engine),
            "MAKE_REAL": str(shutil.which("make")),
            "MAKE_FAILS": str(self.folder / "failing"),
            "PIP_NO_INDEX": "1",
        }
