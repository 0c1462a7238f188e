"""Terragrunt or the workflows know other environments than are registered.

Why: an environment without roles, or that no pipeline moves, is rendered in vain;
one without manifests is paid for in vain.
Fix: name the same environments in `envs/`, `deploy/terragrunt/live/`, `clusters` of `root.hcl`, `monitoring` and the
workflows; `plainsail new env` writes the folder.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from plainsail.delivery import HclFile, Workflow
from plainsail.delivery.files import SHARED, Entry, live_folder
from plainsail.delivery.places import TERRAGRUNT
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_LIST_KEYS = ("env", "environment", "environments")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_COMMAND = re.compile(
    r"plainsail secrets (?:verify|policy) ([a-z0-9][a-z0-9-]*)(?![\w$/-])"
    r"|\b(?:run-args|smoke-test \S+) ([a-z0-9][a-z0-9-]*)/[a-z0-9]"
)
_RATHER_LIKE = 0.85
_LISTS = re.compile(r"plainsail list|fromJSON|promotion")
"""A workflow that asks for the environments instead of naming them."""
_MOVES = re.compile(r"plainsail|git push")
"""A workflow that may move environments; what others call staging is their own."""


def check(manifests: Manifests) -> Iterator[Finding]:
    # An environment all of whose apps wait for their first build has nothing in dist/ yet.
    environments = {*manifests.environments, *(one.environment for one in manifests.delivery.registered)}
    if environments:
        yield from _of_terragrunt(manifests.delivery.hcl, environments)
        yield from _of_live_folders(manifests.delivery.hcl, environments)
        yield from _of_workflows(manifests.delivery.workflows, environments)


def _of_terragrunt(files: tuple[HclFile, ...], environments: set[str]) -> Iterator[Finding]:
    for file in files:
        for entry in file.entries():
            monitors = entry.keys[-2:] == ("monitoring", "environments")
            if entry.keys == ("locals", "clusters") and isinstance(entry.value, dict):
                yield from _compared(file.path, entry, set(entry.value), environments, "error", extra="warning")
            elif (entry.key == "deployable_to" or monitors) and isinstance(entry.value, list | dict):
                named = {name for name in entry.value if isinstance(name, str)}
                if len(named) == len(entry.value):
                    # Not to be watched may be meant; to be deployed by nobody cannot.
                    yield from _compared(file.path, entry, named, environments, "warning" if monitors else "error")


def _compared(
    path: str,
    entry: Entry,
    named: set[str],
    environments: set[str],
    missing: Severity,
    *,
    extra: Severity = "error",
) -> Iterator[Finding]:
    where = Location(path, entry.line)
    for name in sorted(named - environments):
        yield Finding(where, f"{entry.name} names {name}, {_absent(environments)}", severity=extra)
    for name in sorted(environments - named):
        message = f"{entry.name} leaves out {name}, which is an environment"
        yield Finding(where, message, severity=missing)


def _of_live_folders(files: tuple[HclFile, ...], environments: set[str]) -> Iterator[Finding]:
    folders = {name: file for file in files if (name := live_folder(file.path))}
    folders = {name: file for name, file in folders.items() if name not in SHARED and not name.startswith("_")}
    for name in sorted(set(folders) - environments):
        yield Finding(Location(folders[name].path, 1), f"is for {name}, {_absent(environments)}")
    for file in files:
        folder = live_folder(file.path)
        for entry in file.entries() if folder in environments else ():
            if entry.key in ("env", "environment") and isinstance(entry.value, str) and entry.value != folder:
                message = f"{entry.name} is {entry.value}, in the folder of {folder}"
                yield Finding(Location(file.path, entry.line), message)
    for name in sorted(environments - set(folders)) if folders else ():
        where = Location(next(iter(folders.values())).path, 1)
        yield Finding(where, f"{TERRAGRUNT}/live/ has no folder {name}, which is an environment")


def _of_workflows(files: tuple[Workflow, ...], environments: set[str]) -> Iterator[Finding]:
    for file in files:
        told: set[str] = set()
        for entry in file.entries():
            for name in (*_named(entry), *_misspelt(entry, environments)):
                if name not in environments and name not in told:
                    told.add(name)
                    yield Finding(
                        Location(file.path, entry.line), f"{entry.name} names {name}, {_absent(environments)}"
                    )
    moving = [file for file in files if _MOVES.search(file.text)]
    texts = "\n".join(file.text for file in moving)
    moved = {name for name in environments if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", texts)}
    # Where none is named, people move them, or another pipeline.
    for name in sorted(environments - moved) if moved and not _LISTS.search(texts) else ():
        yield Finding(Location(moving[0].path, 1), f"no workflow names {name}, which is an environment")


def _named(entry: Entry) -> Iterator[str]:
    """Environments that a value of a workflow certainly means."""
    if isinstance(entry.value, list) and entry.key in _LIST_KEYS and {"matrix", "options"} & set(entry.keys[:-1]):
        yield from (name for name in entry.value if isinstance(name, str) and _NAME.fullmatch(name))
    if isinstance(entry.value, list) and entry.key == "options" and entry.keys[-2] in _LIST_KEYS:
        yield from (name for name in entry.value if isinstance(name, str))
    if entry.key == "run" and isinstance(entry.value, str):
        yield from (match[1] or match[2] for match in _COMMAND.finditer(entry.value))


def _misspelt(entry: Entry, environments: set[str]) -> Iterator[str]:
    """A job's environment, which may be any of GitHub's, where it is nearly one of ours: `prod`, `stagging`."""
    if entry.name == "environment" or entry.keys[-2:] == ("environment", "name"):
        for name in environments if isinstance(entry.value, str) else ():
            if name.startswith(entry.value) or SequenceMatcher(None, name, entry.value).ratio() >= _RATHER_LIKE:
                yield entry.value


def _absent(environments: set[str]) -> str:
    return f"which is no environment; there are {', '.join(sorted(environments))}"
