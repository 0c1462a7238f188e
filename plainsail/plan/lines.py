"""The line of `envs/` behind a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from plainsail.findings.engine import Source
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.resource import Resource
from plainsail.plan.effects import Cause
from plainsail.project.rules import label

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

Locate = Callable[[Cause], Source | None]

_SETTINGS = "envs/"
_REGISTRY = "envs/__init__.py"


def locator(environments: Sequence[Environment]) -> Locate:
    """Finds the line that decides; None where nobody in `envs/` speaks of it."""
    by_label = {label(environment): environment for environment in environments}

    @cache
    def line_of(name: str, setting: str) -> Source | None:
        from plainsail.provenance import UnknownSetting, origins, parse_setting

        environment = by_label[name]
        try:
            found = origins(environment, parse_setting(setting, environment))
        except UnknownSetting:
            return None
        if found and found[0].path.startswith(_SETTINGS):
            return Source(setting, found[0].path, found[0].line, found[0].source)
        return None

    def locate(cause: Cause) -> Source | None:
        names = _labels(cause.resource, by_label)
        for setting in cause.settings:
            for name in names:
                for said in _own(by_label[name], cause.resource, setting):
                    found = line_of(name, said)
                    if found:
                        return found
        return None if names else _registry(environments)

    return locate


def _labels(resource: Resource, known: Mapping[str, Environment]) -> list[str]:
    """The apps of the environment that an object belongs to."""
    app = resource.app
    if resource.kind == "Application":
        paths = [text(each, "path") for each in mappings({"sources": [resource.spec.get("source")]}, "sources")]
        app = next((path.strip("/").rpartition("/")[2] for path in paths), None)
    exact = f"{resource.environment}/{app}"
    if exact in known:
        return [exact]
    if resource.app:
        return []
    return sorted(name for name in known if name.startswith(f"{resource.environment}/"))


def _own(environment: Environment, resource: Resource, setting: str) -> Iterator[str]:
    """The setting; of patches and raw objects those that mean the object."""
    from plainsail.manifests.references import keyed

    if setting == "patches":
        wanted = str(resource.key)
        yield from (keyed("patches", name) for name, patch in environment.patches.items() if patch.target == wanted)
    elif setting == "objects":
        for name, said in environment.objects.items():
            metadata = said.manifest.get("metadata")
            if said.manifest.get("kind") == resource.kind and text(metadata, "name") == resource.name:
                yield keyed("objects", name)
    else:
        yield setting


def _registry(environments: Sequence[Environment]) -> Source | None:
    """The registry, of whose apps and environments an object is none: there it was taken out."""
    import sys
    from pathlib import Path

    for environment in environments:
        package = sys.modules.get(type(environment).__module__.split(".", maxsplit=1)[0])
        file = getattr(package, "__file__", None)
        if file:
            for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), 1):
                if line.startswith("ENVIRONMENTS"):
                    return Source("ENVIRONMENTS", _REGISTRY, number, line.strip())
    return None
