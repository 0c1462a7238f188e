"""Terragrunt trusts another repository than Argo CD or Flux reads.

Why: AWS refuses the pipelines of this repository, and lets those of the other one in.
Fix: let `github_organisation` and `github_repository` in HCL name the owner and the repository of `repository`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.argocd import sources
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_GITHUB = re.compile(r"github\.[\w.-]+[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?/?$")
_OWNER_KEYS = ("github_organisation", "github_organization", "github_org", "github_owner")
_NAME_KEYS = ("github_repository", "github_repo")


class Repository(NamedTuple):
    """A repository at GitHub, in lower case: GitHub knows no other."""

    owner: str
    name: str


def check(manifests: Manifests) -> Iterator[Finding]:
    read = dict(_repositories(manifests))
    for file in manifests.delivery.hcl if read else ():
        told: set[str] = set()
        for entry in file.entries():
            value = entry.value.lower() if isinstance(entry.value, str) else ""
            known = {repository.owner for repository in read} if entry.key in _OWNER_KEYS else _names(read)
            if entry.key in (*_OWNER_KEYS, *_NAME_KEYS) and value and value not in known and value not in told:
                told.add(value)
                shown = ", ".join(sorted("/".join(repository) for repository in read))
                yield Finding(
                    Location(file.path, entry.line),
                    f"{entry.name} is {entry.value}, but the cluster reads {shown}",
                    causes=tuple(read.values()),
                )


def _repositories(manifests: Manifests) -> Iterator[tuple[Repository, Cause]]:
    for reader, field, address in _read(manifests):
        if reader.environment is not None and (match := _GITHUB.search(address)):
            yield Repository(match[1].lower(), match[2].lower()), Cause(reader.where(field))


def _read(manifests: Manifests) -> Iterator[tuple[Resource, str, str]]:
    """What reads a repository, the field that says which, and its address."""
    for application in manifests.of("Application"):
        for source in sources(application):
            yield application, f"{source.field}.repoURL", source.repository
    for repository in manifests.of("GitRepository"):
        yield repository, "spec.url", repository.spec["url"]


def _names(read: Iterable[Repository]) -> set[str]:
    """A repository may be written with its owner, or without."""
    return {repository.name for repository in read} | {"/".join(repository) for repository in read}
