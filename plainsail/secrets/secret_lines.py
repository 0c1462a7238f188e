"""The line of `envs/` that says which parameter an ExternalSecret reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plainsail.kubernetes.external_secrets import Remote
from plainsail.kubernetes.resource import Resource
from plainsail.secrets.places import secrets_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.provenance import Origin, SettingPath

Line = tuple[str, int, str]
"""File, line, and the text of the line."""


def line_of(external: Resource, remote: Remote, environment: Environment) -> Line:
    """The line that says the parameter; of the rendered object where no setting does."""
    from plainsail.provenance import origins

    for path in _candidates(external, remote, environment):
        for depth in range(len(path), 1, -1):
            if found := _said(origins(environment, path[:depth])):
                return found.path, found.line, found.source
    return external.path, external.line, ""


def _said(origins: list[Origin]) -> Origin | None:
    return next((origin for origin in origins if origin.kind != "default" and not origin.overridden), None)


def _candidates(external: Resource, remote: Remote, environment: Environment) -> Iterator[SettingPath]:
    """The settings that may say it, the likeliest first: a patch comes last, and has the last word."""
    for name, patch in environment.patches.items():
        if patch.target == f"{external.kind}/{external.name}":
            for field, value in patch.set.items():
                if remote.path in _texts(value):
                    yield "patches", name, "set", field
    if external.name == environment.app_name and secrets_of(environment) and remote.variable is not None:
        yield "external_secrets", "params", remote.variable
    for name, said in environment.objects.items():
        if said.manifest["kind"] == external.kind and said.manifest["metadata"]["name"] == external.name:
            yield "objects", name, "manifest", *_within(said.manifest, remote.path)


def _within(value: Any, text: str) -> SettingPath:
    """Where a text stands in a value; an empty path where it does not, or is the value."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else ()
    return next(((key, *_within(item, text)) for key, item in items if text in _texts(item)), ())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ():
        yield from _texts(item)
