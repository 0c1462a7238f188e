"""The objects of a chart of Helm, as they go into `dist/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import SettingsError
from constructs_lib.settings.errors import Path as SettingPath
from constructs_lib.settings.values import thaw
from plainsail.helm.release import Made, Refused, Release, render
from plainsail.location import Location
from plainsail.render.released.hooks import NoHooks, in_words_of, is_never_run, not_run
from plainsail.render.vendored.delivered import add, noted, refuse_unknown, root_of, why_no_secret, with_metadata
from plainsail.render.vendored.scopes import Scopes

if TYPE_CHECKING:
    from constructs_lib.settings import HelmRelease

_VALUE = re.compile(r"\.Values((?:\.\w+)+)|refuses (\S+):|; (\S+): ")
"""How Helm names a value in what it says."""


@dataclass(frozen=True, eq=False)
class ReleasedObject:
    """An object of a release, as it is delivered."""

    document: Document
    template: Location
    """The file of the chart that it is made from."""

    @cached_property
    def key(self) -> Key:
        """Group, kind, namespace and name."""
        return key_of(self.document)


@dataclass(frozen=True)
class Released:
    """What a release becomes."""

    objects: Sequence[ReleasedObject] = ()
    left_out: Sequence[str] = ()
    """What nothing would ever run, in words."""


def release_of(environment: HelmRelease, root: Path) -> Release:
    """What Helm is asked for. Raises `SettingsError` where there is no such chart."""
    chart = environment.filled(environment.chart)
    path = root / chart
    if not path.exists():
        message = f"chart={chart!r} is not there; name a folder or an archive in the repository"
        raise SettingsError(message, path=("chart",), owner=type(environment))
    if path.is_dir() and not (path / "Chart.yaml").is_file():
        message = f"chart={chart!r} is no chart: it holds no Chart.yaml"
        raise SettingsError(message, path=("chart",), owner=type(environment))
    for file in (path, *path.rglob("*")):
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            message = f"{file.relative_to(root)}: leads out of the project, so it is no part of the commit"
            raise SettingsError(f"{message}; put the file itself there", path=("chart",), owner=type(environment))
    return as_asked(environment, path)


def as_asked(environment: HelmRelease, chart: Path) -> Release:
    """What Helm is asked to make of a chart, wherever it lies."""
    return Release(
        chart=chart,
        name=environment.filled(environment.release_name),
        namespace=environment.filled(environment.namespace.name),
        kubernetes_version=environment.kubernetes_version,
        values=thaw(environment.values),
        defaults=thaw(environment.defaults),
        api_versions=environment.api_versions,
        without=environment.without,
        crds=environment.crds,
    )


def released(environment: HelmRelease, root: Path | None = None) -> Released:
    """The release of an app. `root` is the project's folder, without one that of the environment's class.

    Raises `SettingsError` for what the settings ask, and for what Helm or the chart refuse.
    """
    if not environment.chart:  # an experiment asks what is there without it
        return Released()
    root = (root or root_of(environment)).resolve()
    [made] = render([release_of(environment, root)])
    if isinstance(made, Refused):
        raise _mistake(environment, _shown(made, root), _setting_behind(environment, made.message))
    return from_made(environment, made, root)


def from_made(environment: HelmRelease, made: Made, root: Path) -> Released:
    """What Helm rendered, as it is delivered."""
    found = list(_without(environment, made))
    scopes = Scopes(root, [document for document, _ in found])
    objects = []
    for document, template in found:
        key = key_of(document)
        if readable := why_no_secret(key):
            raise _mistake(environment, f"{_place(template, root)}: {readable}", ("chart",))
        if is_never_run(document):
            continue
        try:
            here = placed(document, environment.filled(environment.namespace.name), scopes, environment.cluster_scoped)
            delivered = in_words_of(environment.tool, here)
        except NoHooks as error:
            message = f'{_place(template, root)}: {key} {error}; leave it out: without = ["{key}"]'
            raise _mistake(environment, message, ("chart",)) from None
        objects.append(ReleasedObject(noted(environment, delivered), template))
    return Released(objects, not_run(made.tests, [document for document, _ in found]))


def add_released(environment: HelmRelease, documents: list[Document]) -> Sequence[str]:
    """Adds the objects of the release to those of the chart; returns what is left out, in words."""
    release = released(environment)
    add(environment, documents, [each.document for each in release.objects])
    return release.left_out


def _without(environment: HelmRelease, made: Made) -> Iterator[tuple[Document, Location]]:
    refuse_unknown(environment, environment.without, map(key_of, made.documents), "the release")
    for document, template in zip(made.documents, made.places, strict=True):
        if str(key_of(document)) not in environment.without:
            yield document, template


def placed(document: Document, namespace: str, scopes: Scopes, cluster_scoped: Sequence[str] = ()) -> Document:
    """The object in the namespace that it names, or in the release's; in none where it lives in none.

    Kinds of `cluster_scoped` are said to live in none, where nothing else tells.
    """
    known = scopes.known(document)
    if known is False or (known is None and document["kind"] in cluster_scoped):
        return with_metadata(document, namespace=None)
    if document["metadata"].get("namespace"):
        return document
    return with_metadata(document, namespace=namespace)


def _setting_behind(environment: HelmRelease, message: str) -> SettingPath:
    """The value that Helm's words are about, or the nearest that the settings give; else the chart."""
    for match in _VALUE.finditer(message):
        path = next(filter(None, match.groups())).strip(".").split(".")
        known: SettingPath = ()
        value: Any = environment.values
        while path and isinstance(value, dict) and path[0] in value:
            value = value[path[0]]
            known = (*known, path.pop(0))
        if known:
            return ("values", *known)
    return ("values",) if environment.values and re.search(r"\bvalues?\b|set |required", message) else ("chart",)


def _shown(refused: Refused, root: Path) -> str:
    return f"{_place(refused.template, root)}: {refused.message}" if refused.template else refused.message


def _place(template: Location, root: Path) -> str:
    return f"{Path(template.path).relative_to(root)}:{template.line}"


def _mistake(environment: HelmRelease, message: str, path: SettingPath) -> SettingsError:
    return SettingsError(message, path=path, owner=type(environment))
