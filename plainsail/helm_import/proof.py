"""The proof of an import: what Helm makes of the files, and of the new classes, is the same, object for object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainsail.helm.release import Made, Refused, Release, render
from plainsail.helm.values import merged, read_values
from plainsail.helm_import.sources import Source, Target, told

if TYPE_CHECKING:
    from constructs_lib.settings import HelmRelease


def failures(root: Path, target: Target, environments: Mapping[str, HelmRelease]) -> list[str]:
    """What keeps the app from being written, a line for each environment; nothing where all is equal."""
    pairs = [(source, environments[source.env]) for source in target.sources]
    releases = [release for source, environment in pairs for release in _both(target.chart, source, environment)]
    made = render(releases)
    lines = []
    for (source, _), before, after in zip(pairs, made[::2], made[1::2], strict=True):
        if why := _why(root, before, after):
            lines.append(f"{source.env}: {why}")
    return lines


def passed_too(root: Path, target: Target, environments: Mapping[str, HelmRelease]) -> list[str]:
    """The environments in which the chart's values.yaml, passed with -f as well, makes something else of the chart."""
    file = target.chart / "values.yaml"
    if not file.is_file() or any(layer.where == told(file, root) for layer in target.sources[0].layers):
        return []
    defaults = read_values(file)
    plain = [_of_files(target.chart, source, environments[source.env]) for source in target.sources]
    passed = [replace(release, values=merged([defaults, release.values])) for release in plain]
    made = render([*plain, *passed], twice=False)
    pairs = zip(target.sources, made[: len(plain)], made[len(plain) :], strict=True)
    return [source.env for source, without, with_ in pairs if _why(root, without, with_)]


def _both(chart: Path, source: Source, environment: HelmRelease) -> tuple[Release, Release]:
    return _of_files(chart, source, environment), _of_classes(chart, environment)


def _of_files(chart: Path, source: Source, environment: HelmRelease) -> Release:
    return Release(
        chart=chart,
        name=source.release_name or environment.app_name,
        namespace=source.namespace or environment.filled(environment.namespace.name),
        kubernetes_version=environment.kubernetes_version,
        values=source.values,
    )


def _of_classes(chart: Path, environment: HelmRelease) -> Release:
    return Release(
        chart=chart,
        name=environment.filled(environment.release_name),
        namespace=environment.filled(environment.namespace.name),
        kubernetes_version=environment.kubernetes_version,
        values=environment.values,
        defaults=environment.defaults,
        api_versions=environment.api_versions,
        crds=environment.crds,
    )


def _why(root: Path, before: Made | Refused, after: Made | Refused) -> str:
    if isinstance(before, Refused):
        place = before.template
        return f"{told(Path(place.path), root)}:{place.line}: {before.message}" if place else before.message
    if isinstance(after, Refused):
        return f"the new classes: {after.message}"
    return _difference(before.documents, after.documents)


def _difference(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> str:
    for one, other in zip(before, after, strict=False):
        if (path := _differing(one, other)) is not None:
            return f"{_name(one)} {path} is not the same from the new classes"
    if len(before) != len(after):
        return f"{len(before)} objects from the files, and {len(after)} from the new classes"
    return ""


def _differing(one: Any, other: Any, path: str = "") -> str | None:
    """Where two values first differ; 1, 1.0 and true are three values."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys([*one, *other]):
            if key not in one or key not in other:
                return f"{path}.{key}".lstrip(".")
            if (found := _differing(one[key], other[key], f"{path}.{key}")) is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            if (found := _differing(left, right, f"{path}[{index}]")) is not None:
                return found
        return None
    return None if type(one) is type(other) and one == other else path.lstrip(".")


def _name(document: Mapping[str, Any]) -> str:
    return f"{document.get('kind')}/{(document.get('metadata') or {}).get('name')}"
