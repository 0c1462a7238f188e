"""A repository as GitHub holds it, and clones of it as `actions/checkout` makes them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PIN = "envs/backend/image.json"
AUTHOR = {"NAME": 'Ada "the [first]" Lovelace', "EMAIL": "ada@example.com", "DATE": "2026-11-23T12:00:00+01:00"}


def git(folder: Path, *arguments: str) -> str:
    """What git says, which must not fail."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    env |= {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in AUTHOR.items()}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Origin:
    """A bare repository, and somebody who pushes to it."""

    def __init__(self, folder: Path) -> None:
        self.bare, self._theirs, self._clones = folder / "bare", folder / "theirs", folder / "clones"
        self.bare.mkdir(parents=True)
        git(self.bare, "init", "--quiet", "--bare", "--initial-branch=main")
        git(folder, "clone", "--quiet", str(self.bare), str(self._theirs))
        git(self._theirs, "checkout", "--quiet", "-b", "main")
        git(self._theirs, "commit", "--quiet", "--allow-empty", "--message=Root")
        self.first = self.commit({"dist/staging/app.yaml": "one\n", PIN: "{}\n"}, subject="Begin")
        for branch in ("staging", "production"):
            self.move(branch, self.first)

    def commit(self, files: dict[str, str], *, subject: str = "Change", on: str = "") -> str:
        """A new commit on main, or on top of another one without any branch."""
        git(self._theirs, "checkout", "--quiet", on or "main")
        for name, text in files.items():
            path = self._theirs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git(self._theirs, "add", "--all")
        git(self._theirs, "commit", "--quiet", "--allow-empty", f"--message={subject}")
        made = git(self._theirs, "rev-parse", "HEAD")
        if not on:
            self.move("main", made)
        return made

    def move(self, branch: str, commit: str) -> None:
        """Moves a branch, however."""
        git(self._theirs, "push", "--quiet", "--force", "origin", f"{commit}:refs/heads/{branch}")

    def tag(self, name: str, target: str, *options: str) -> None:
        """Puts a tag, anew if need be."""
        git(self._theirs, "tag", "--force", *options, name, target)
        git(self._theirs, "push", "--quiet", "--force", "origin", f"refs/tags/{name}")

    def head(self, branch: str) -> str:
        """Where a branch is."""
        return git(self.bare, "rev-parse", f"refs/heads/{branch}")

    def branches(self) -> dict[str, str]:
        """Where all branches are."""
        rows = git(self.bare, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads").splitlines()
        return dict(row.split() for row in rows)

    def checkout(self, commit: str) -> Path:
        """A clone with all of the history, at a commit, on no branch."""
        folder = self._clones / str(len(list(self._clones.glob("*"))))
        self._clones.mkdir(exist_ok=True)
        git(self._clones, "clone", "--quiet", "--no-checkout", str(self.bare), str(folder))
        git(folder, "checkout", "--quiet", "--detach", commit)
        return folder

    def refuse(self, branch: str) -> None:
        """Makes rules that nobody may bypass: every push to the branch is refused."""
        self._hook(self.bare / "hooks/update", f'[ "$1" != refs/heads/{branch} ]')

    def meanwhile(self, clone: Path, branch: str, commit: str) -> None:
        """Moves a branch between the look and the push of the one who works in the clone, once."""
        self.move("parked", commit)
        self._hook(
            clone / ".git/hooks/pre-push",
            f'rm "$0"; git --git-dir="{self.bare}" update-ref refs/heads/{branch} {commit}',
        )

    def _hook(self, path: Path, text: str) -> None:
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
