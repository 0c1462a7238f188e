"""The project as somebody has it who deploys with it: a clone, a remote with a branch for each environment."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from constructs_lib import settings
from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import files_below, load_all
from tests.plainsail.clones import environ
from tools.fork import copy

_WHO = ("-c", "user.name=gitops", "-c", "user.email=gitops@example.com", "-c", "commit.gpgsign=false")
_REPOSITORY = re.compile(r'^(    repository = )".*"$', re.MULTILINE)
_IMPORT = re.compile(r"^from constructs_lib\.settings import .*$", re.MULTILINE)


class Clone:
    """A working copy whose commits become branches of the remote."""

    def __init__(self, folder: Path, remote: Path) -> None:
        """Copies the repository as it is on this machine, changes not committed included."""
        self.folder = folder
        self._remote = remote
        copy(folder)
        remote.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", str(remote))
        self.git("remote", "add", "origin", str(remote))

    def make_it_ours(self, address: str) -> None:
        """Says where Argo CD finds the repository."""
        shared = self.folder / "envs/shared.py"
        text, count = _REPOSITORY.subn(rf'\1"{address}"', shared.read_text(encoding="utf-8"))
        assert count == 1, "envs/shared.py says repository= once"
        shared.write_text(text, encoding="utf-8")

    def pin(self, tag: str, digest: str, repository: str | None = None) -> None:
        """`plainsail image pin`, of an image of another registry if it is said."""
        base = self.folder / "envs/backend/base.py"
        if repository:
            text = base.read_text(encoding="utf-8")
            base.write_text(re.sub(r'(?<=Image\()"[^"]+"|(?<=Image\(\n        )"[^"]+"', f'"{repository}"', text))
        pin = ("image", "pin", "backend", "--tag", tag, "--digest", digest, "--source", self.git("rev-parse", "HEAD"))
        self.plainsail(*pin)

    def say(self, environment: str, lines: str) -> None:
        """Writes lines at the end of an environment's class, and imports what they name; they win over those above."""
        path = self.folder / f"envs/backend/{environment}.py"
        text = self.git("show", f"start:{path.relative_to(self.folder)}") + "\n"
        names = {"change", *(word for word in re.findall(r"[A-Z]\w+|remove", lines) if word in vars(settings))}
        text, count = _IMPORT.subn(f"from constructs_lib.settings import {', '.join(sorted(names))}", text)
        assert count == 1, f"{path} imports settings in one line"
        path.write_text(text + "".join(f"    {line}\n" for line in lines.splitlines()), encoding="utf-8")

    def write(self, files: Mapping[str, str]) -> None:
        """Writes whole files."""
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def restart(self) -> None:
        """Everything as it was when `start` was marked, in the working copy alone."""
        self.git("checkout", "--quiet", "--no-overlay", "start", "--", "envs")

    def plan(self, environment: str) -> list[dict[str, Any]]:
        """What `plan` says of the change from the last commit to the settings, for one environment."""
        done = self.plainsail("plan", environment, "--format", "json", "--exit-zero")
        rows: list[dict[str, Any]] = json.loads(done)["changes"]
        return rows

    def commit(self, message: str) -> str:
        """Renders and commits all; the commit."""
        self.plainsail("synth")
        self.git("add", "--all")
        self.git(*_WHO, "commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.git("rev-parse", "HEAD")

    def move(self, *branches: str, to: str = "HEAD") -> None:
        """Moves branches of the remote, backwards if need be."""
        self.git("push", "--quiet", "--force", "origin", *(f"{to}:refs/heads/{branch}" for branch in branches))

    def rendered(self, environment: str) -> list[Document]:
        """The objects of `dist/` of one environment, those for Argo CD included."""
        folders = (self.folder / "dist" / environment, self.folder / "dist/argocd" / environment)
        files = [file for folder in folders if folder.is_dir() for file in files_below(folder)]
        return [document for file in files for document in load_all(file.read_text(encoding="utf-8"))]

    def plainsail(self, *arguments: str) -> str:
        """What a command of the clone prints."""
        return self._run(sys.executable, "-m", "plainsail", *arguments)

    def git(self, *arguments: str) -> str:
        """What git prints."""
        return self._run("git", *arguments).strip()

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, cwd=self.folder, env=environ(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
        return done.stdout
