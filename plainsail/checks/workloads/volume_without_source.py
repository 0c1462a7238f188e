"""A volume shows a Secret, ConfigMap or claim that nothing renders, or a key that it does not have.

What is made elsewhere may well be there; what a project's own tree does not render is a warning, to be waived with the
name of who makes it. A key that a rendered object lacks is an error, and so is a `subPath` that names none.

Why: in a new namespace the pod waits in ContainerCreating for ever; a `subPath` without its key mounts an empty folder
where a file should be.
Fix: add the object, or correct the name or the key.
In settings: render the object (`config_maps`, `external_secrets`, `objects`), or correct the name or the key.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.providers import Provider, Providers, providers
from plainsail.manifests.references import Reference, references

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.way == "volume" and not reference.optional and not reference.always_there:
                yield from _of_volume(manifests, reference, known.of(pod.resource, reference.kind, reference.name))
        for container in pod.containers:
            yield from _of_sub_paths(container, known)


def _of_volume(manifests: Manifests, reference: Reference, makers: list[Provider]) -> Iterator[Finding]:
    name = f"{reference.kind}/{reference.name}"
    if reference.key is None:
        if not makers:
            message = f"nothing renders {name}; where nobody else makes it, the pod does not start"
            yield from absence(manifests, reference.pod.resource, reference.where, message, what=name)
    elif makers and all(provider.keys is not None and reference.key not in provider.keys for provider in makers):
        message = f"{name} has no key {reference.key}"
        yield Finding(reference.where, message, severity="error")


def _of_sub_paths(container: Container, known: Providers) -> Iterator[Finding]:
    volumes = {volume["name"]: volume for volume in container.pod.spec.get("volumes", [])}
    for index, mount in enumerate(container.spec.get("volumeMounts", [])):
        path, volume = mount.get("subPath"), volumes.get(mount["name"], {})
        for kind, part, field in (("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")):
            source = volume.get(part, {})
            if not path or not source.get(field) or source.get("optional"):
                continue
            shown = {item["path"] for item in source.get("items", [])}
            makers = known.of(container.resource, kind, source[field])
            files = [shown or provider.keys for provider in makers]
            if files and not any(keys is None or _is_there(path, keys) for keys in files):
                yield Finding(
                    container.where(f"volumeMounts[{index}].subPath"),
                    f"{kind}/{source[field]} shows no file {path}; an empty folder is mounted instead",
                    severity="error",
                )


def _is_there(path: str, files: frozenset[str] | set[str]) -> bool:
    wanted = path.strip("/").removeprefix("./")
    return any(name == wanted or name.startswith(f"{wanted}/") for name in files)
