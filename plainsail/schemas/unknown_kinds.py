"""Why nothing is known of a kind: misspelt, gone, still to come, or somebody's own."""

from __future__ import annotations

from constructs_lib.nearest import did_you_mean
from plainsail.schemas import core_schemas
from plainsail.schemas.api_removals import is_removed

_FOLDER = "imports/crds"


class NoSchema(Exception):
    """A kind that nothing is known of: the message says what is so, `fix` what to do.

    `removed` tells that Kubernetes once had it.
    """

    def __init__(self, message: str, fix: str, *, removed: bool = False) -> None:
        super().__init__(message)
        self.message, self.fix, self.removed = message, fix, removed


def not_served(group: str, version: str, served: list[str]) -> NoSchema:
    """A custom resource in a version that its definition does not have."""
    has = " and ".join(served) or "no version"
    return NoSchema(
        f"its CustomResourceDefinition has {has}, not {version}",
        f"write `apiVersion: {group}/{served[0]}`, or put the definition that has {version} into {_FOLDER}/{group}.yaml"
        if served
        else f"put a definition that has {version} into {_FOLDER}/{group}.yaml",
    )


def unknown(minor: int, api_version: str, kind: str) -> NoSchema:
    """A kind that is neither one of Kubernetes nor of the project's definitions."""
    return (
        _of_another_version(minor, api_version, kind)
        or _misspelt(minor, api_version, kind)
        or _somebodys(minor, api_version, kind)
    )


def _of_another_version(minor: int, api_version: str, kind: str) -> NoSchema | None:
    if is_removed(api_version, kind, f"1.{minor}"):
        return NoSchema(f"Kubernetes 1.{minor} has no {api_version} any more", "see removed-api-version", removed=True)
    known = [other for other in core_schemas.minors() if core_schemas.has(other, api_version, kind)]
    if not known:
        return None
    if known[0] > minor:
        message = f"Kubernetes 1.{minor} has no {kind} in {api_version} yet; it came with 1.{known[0]}"
        return NoSchema(message, "use another API version of it, or wait for that version")
    message = f"Kubernetes 1.{minor} has no {kind} in {api_version} any more; 1.{known[-1]} was the last with it"
    return NoSchema(message, "use what took its place", removed=True)


def _misspelt(minor: int, api_version: str, kind: str) -> NoSchema | None:
    if near := did_you_mean(kind, core_schemas.kinds(minor, api_version)):
        return NoSchema(f"{kind} is no kind of {api_version}{near}", "correct `kind`")
    group = api_version.rpartition("/")[0]
    others = core_schemas.api_versions(minor, kind)
    # Another group may well have a kind of the same name, but no group without a dot is somebody's own.
    same = [other for other in others if other.rpartition("/")[0] == group] or ([] if "." in group else others)
    if same:
        return NoSchema(f"{api_version} has no {kind}; {' and '.join(same)} has", f"write `apiVersion: {same[-1]}`")
    return None


def _somebodys(minor: int, api_version: str, kind: str) -> NoSchema:
    group, _, _ = api_version.rpartition("/")
    if "." not in group:
        return NoSchema(f"Kubernetes 1.{minor} has no {kind} in {api_version}", "correct `apiVersion` or `kind`")
    return NoSchema(
        f"nothing is known of {kind} in {api_version}, so no schema can judge it",
        f"put its CustomResourceDefinition into {_FOLDER}/{group}.yaml, or say --ignore-missing-schemas",
    )
