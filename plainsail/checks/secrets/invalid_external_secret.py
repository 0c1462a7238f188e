"""An ExternalSecret contradicts itself, or says a time that is none, and its operator does not take it.

Times are Go's: `1h30m`, `120h`; Go knows no days. Entries of `dataFrom` have one of `extract`, `find` and a generator;
`deletionPolicy: Delete` and `Merge` need a Secret of its own to act on.

Why: the operator's webhook refuses the object; where the webhook is off, the operator fails at it, and fills nothing.
Fix: write times in hours, minutes and seconds, and one source for each entry.
"""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.durations import is_duration
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.external_secrets import reads_parameter_store, remotes
from plainsail.manifests.fields import at, mapping, mappings, text
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_DAYS = re.compile(r"(\d{1,6})\s*(d|day|days|w|week|weeks)", re.ASCII | re.IGNORECASE)
_LONGER = {"d": ("days", 24), "w": ("weeks", 168)}


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        yield from _of_finds(manifests, external)
    for resource in manifests.resources:
        if resource.key.group == GROUPS["ExternalSecret"]:
            for field, message in _of(resource):
                yield Finding(resource.where(field), message)


def _of(resource: Resource) -> Iterator[tuple[str, str]]:
    """What is wrong with an object of the operator, by its kind."""
    spec = resource.spec
    match resource.kind:
        case "ExternalSecret":
            yield from _of_spec(spec, "spec")
        case "ClusterExternalSecret":
            yield from _time(spec, "spec.refreshTime")
            yield from _of_spec(mapping(spec, "externalSecretSpec"), "spec.externalSecretSpec")
        case "PushSecret":
            yield from _time(spec, "spec.refreshInterval")
        case "SecretStore" | "ClusterSecretStore":
            yield from _of_store(spec)


def _time(holder: dict[str, Any], field: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the time that stands at the end of a path."""
    if message := _of_time(holder.get(field.rpartition(".")[2])):
        yield field, message


def _of_spec(spec: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    if not spec:
        return
    yield from _time(spec, f"{place}.refreshInterval")
    for index, window in enumerate(mappings(spec, "syncWindows", "windows")):
        yield from _time(window, f"{place}.syncWindows.windows[{index}].duration")
    if not spec.get("data") and not spec.get("dataFrom"):
        yield place, "has neither data nor dataFrom"
    for index, entry in enumerate(mappings(spec, "dataFrom")):
        for message in _of_entry(entry):
            yield f"{place}.dataFrom[{index}]", message
    for message in _of_policies(mapping(spec, "target")):
        yield f"{place}.target.deletionPolicy", message


def _of_time(value: Any) -> str | None:
    """What is wrong with a time.

    >>> _of_time("1h30m"), _of_time("5d")
    (None, "'5d' is no duration: Go knows no days; write 120h")
    """
    if not isinstance(value, str) or is_duration(value):
        return None
    days = _DAYS.fullmatch(value.strip())
    if days:
        unit = days[2][0].lower()
        longer, hours = _LONGER[unit]
        return f"{value!r} is no duration: Go knows no {longer}; write {int(days[1]) * hours}h"
    if value.isascii() and value.isdigit():
        return f"{value!r} is no duration: it has no unit, such as s, m or h"
    return f"{value!r} is no duration, such as 1h30m"


def _of_entry(entry: dict[str, Any]) -> Iterator[str]:
    generator = at(entry, "sourceRef", "generatorRef") is not None
    said = [name for name in ("extract", "find") if name in entry] + (["a generatorRef"] if generator else [])
    if len(said) > 1:
        yield f"has {' and '.join(said)}; it takes one of them"
    if not {"extract", "find", "sourceRef"} & set(entry):
        yield "has neither extract nor find nor sourceRef"


def _of_policies(target: dict[str, Any]) -> Iterator[str]:
    creation, deletion = text(target, "creationPolicy"), text(target, "deletionPolicy")
    if deletion == "Delete" and creation in ("Merge", "None"):
        yield f"is Delete beside creationPolicy {creation}: it deletes only what it owns"
    if deletion == "Merge" and creation == "None":
        yield "is Merge beside creationPolicy None: there is no Secret to take keys out of"


def _of_finds(manifests: Manifests, external: Resource) -> Iterator[Finding]:
    """Parameter Store searches by name or by tags, below a path; by a path alone it does not."""
    paths = {remote.field: remote for remote in remotes(external)}
    for index, entry in enumerate(mappings(external.spec, "dataFrom")):
        find = entry.get("find")
        field = f"spec.dataFrom[{index}].find"
        if not isinstance(find, dict) or find.get("name") or find.get("tags"):
            continue
        remote = paths.get(field)
        if remote is not None and reads_parameter_store(manifests, external, remote):
            yield Finding(external.where(field), "searches by neither name nor tags, so the store refuses to search")


def _of_store(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    provider = mapping(spec, "provider")
    if len(provider) != 1:
        yield "spec.provider", f"names {len(provider)} providers; a store has one"
    yield from _time(mapping(spec, "retrySettings"), "spec.retrySettings.retryInterval")
    if "aws" in provider:
        aws = mapping(provider, "aws")
        service = aws.get("service")
        if service not in ("SecretsManager", "ParameterStore"):
            yield "spec.provider.aws.service", f"is {service!r}; there is SecretsManager, ParameterStore"
        if not aws.get("region"):
            yield "spec.provider.aws.region", "names no region"
