"""Finds and parses the delivery files of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plainsail.delivery.dockerfile import Dockerfile, DockerfileError, read_dockerfile
from plainsail.delivery.files import BrokenFile, Delivery, HclFile, Workflow
from plainsail.delivery.hcl import read_hcl
from plainsail.delivery.hcl_tokens import HclError
from plainsail.yaml_reader import UnreadableYaml, load_all

DOCKERFILE = "image/Dockerfile"
TERRAGRUNT = "deploy/terragrunt"
WORKFLOWS = ".github/workflows"
SHARED = ("common", "global", "shared")
"""Folders of `live/` that are no environment's own."""
_CACHES = (".terragrunt-cache", ".terraform")
_LIVE = re.compile(rf"{TERRAGRUNT}/live/([^/]+)/")


def live_folder(path: str) -> str | None:
    """The folder of `live/` that a file of Terragrunt stands in; None elsewhere.

    >>> live_folder("deploy/terragrunt/live/staging/terragrunt.hcl"), live_folder("deploy/terragrunt/root.hcl")
    ('staging', None)
    """
    found = _LIVE.match(path)
    return found[1] if found else None


def read_delivery(root: Path) -> Delivery:
    """The delivery files below a project's folder: those that exist, those that are broken, those that are missing."""
    read = _Reading(root)
    return Delivery(
        dockerfile=read.dockerfile(),
        hcl=tuple(read.hcl()),
        workflows=tuple(read.workflows()),
        broken=tuple(read.broken),
        missing=tuple(read.missing),
    )


class _Reading:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.broken: list[BrokenFile] = []
        self.missing: list[str] = []

    def dockerfile(self) -> Dockerfile | None:
        for path, text in self._texts([self._root / DOCKERFILE], DOCKERFILE):
            try:
                return read_dockerfile(path, text)
            except DockerfileError as error:
                self.broken.append(BrokenFile(path, error.line, error.problem))
        return None

    def hcl(self) -> Iterator[HclFile]:
        folder = self._root / TERRAGRUNT
        for path, text in self._texts([*folder.rglob("*.hcl"), *folder.rglob("*.tf")], TERRAGRUNT):
            try:
                yield HclFile(path, text, read_hcl(text))
            except HclError as error:
                self.broken.append(BrokenFile(path, error.line, error.problem))

    def workflows(self) -> Iterator[Workflow]:
        folder = self._root / WORKFLOWS
        for path, text in self._texts([*folder.glob("*.yml"), *folder.glob("*.yaml")], WORKFLOWS):
            try:
                documents = load_all(text)
            except UnreadableYaml as error:
                self.broken.append(BrokenFile(path, error.line, error.problem))
                continue
            if len(documents) == 1:
                yield Workflow(path, text, documents[0])
            else:
                self.broken.append(BrokenFile(path, 1, f"{len(documents)} documents where one workflow belongs"))

    def _texts(self, files: list[Path], name: str) -> Iterator[tuple[str, str]]:
        """Path and text of each file; nothing at all counts as missing."""
        found = [
            (path, path.relative_to(self._root).as_posix())
            for path in sorted(files)
            if path.is_file() and not set(_CACHES) & set(path.parts)
        ]
        if not found:
            self.missing.append(name)
        for path, shown in found:
            try:
                yield shown, path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                reason = str(error.strerror).lower() if isinstance(error, OSError) else "it is not UTF-8 text"
                self.broken.append(BrokenFile(shown, 1, reason))
