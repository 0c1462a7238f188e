"""Terragrunt lets the secret store read other parameters than dist/ asks for.

Why: the store is denied, the Secret is never made, and no pod that needs it starts.
Fix: let `fleet.json`, which `plainsail new fleet` writes, and the policies and prefixes in HCL name the paths of
`external_secrets`; `plainsail secrets policy ENV` prints them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainsail.delivery import HclFile
from plainsail.delivery.files import SHARED, live_folder
from plainsail.delivery.hcl import Unknown
from plainsail.delivery.places import TERRAGRUNT
from plainsail.delivery.registry import Generated
from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.external_secrets import reads_parameter_store, remotes
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ARN = re.compile(r":parameter(/[^\s\"]*|\$\{[^\s\"]*)")
_PREFIX = re.compile(r"(ssm|secrets?|parameters?)_(path_)?(prefix|path)$")


class Grant(NamedTuple):
    """Parameters that a line of HCL means."""

    text: str
    pattern: re.Pattern[str]
    where: Location
    environment: str | None
    """The environment whose folder the file is in; None where it is shared."""


def check(manifests: Manifests) -> Iterator[Finding]:
    grants = [grant for file in manifests.delivery.hcl for grant in _grants(file)]
    grants += [grant for file in manifests.delivery.generated for grant in _folders(file)]
    for environment in manifests.environments if grants else ():
        ours = [grant for grant in grants if grant.environment in (None, environment)]
        paths = dict(_paths(manifests, environment))
        for path, where in paths.items():
            if ours and not any(grant.pattern.match(path) for grant in ours):
                message = f"no policy or prefix in {TERRAGRUNT} covers {path}"
                yield Finding(where, message)
        for grant in ours:
            if paths and grant.environment and not any(grant.pattern.match(path) for path in paths):
                message = f"{grant.text} covers no parameter that dist/ reads in {environment}"
                yield Finding(grant.where, message, causes=(Cause(next(iter(paths.values()))),))


def _paths(manifests: Manifests, environment: str) -> Iterator[tuple[str, Location]]:
    for external in manifests.of("ExternalSecret"):
        if external.environment == environment:
            for remote in remotes(external):
                if reads_parameter_store(manifests, external, remote):
                    yield remote.path, external.where(remote.field)


def _grants(file: HclFile) -> Iterator[Grant]:
    folder = live_folder(file.path)
    environment = folder if folder not in SHARED else None
    for entry in file.entries():
        for value in entry.value if isinstance(entry.value, list) else [entry.value]:
            text = value.text if isinstance(value, Unknown) and value.template else value
            if not isinstance(text, str):
                continue
            match = _ARN.search(text)
            path = match[1] if match else f"{text}*" if _PREFIX.search(entry.key) and text.startswith("/") else ""
            if path and not path.startswith("/aws/"):
                yield Grant(text, _pattern(path), Location(file.path, entry.line), environment)


def _folders(file: Generated) -> Iterator[Grant]:
    """The folders that a list of apps gives to environments."""
    for row in file.readable_rows:
        path, environment = row.values.get("parameters"), row.values.get("environment")
        if isinstance(path, str) and isinstance(environment, str):
            yield Grant(path, _pattern(f"{path}/*"), Location(file.path, row.line_of("parameters")), environment)


def _pattern(path: str) -> re.Pattern[str]:
    """A path of IAM's as a pattern: what only Terraform knows may be anything."""
    parts = re.split(r"\$\{[^}]*\}|\*", path)
    return re.compile(".*".join(map(re.escape, parts)) + "$")
