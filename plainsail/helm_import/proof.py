"""The proof of an import: what Helm makes of the files, and of the new classes, is the same, object for object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import key_of
from plainsail.helm.release import Made, Refused, Release, render
from plainsail.helm.values import merged, read_values
from plainsail.helm_import.sources import Source, Target, told
from plainsail.render.released.objects import as_asked

if TYPE_CHECKING:
    from constructs_lib.settings import HelmRelease


@dataclass(frozen=True)
class Proof:
    """What rendering showed."""

    failures: Sequence[str]
    """What keeps the app from being written, a line for each environment; nothing where all is equal."""
    passed_too: Sequence[str]
    """Environments in which the chart's values.yaml, passed with -f as well, makes another release."""


def prove(root: Path, target: Target, environments: Mapping[str, HelmRelease]) -> Proof:
    """Renders every environment from its files and from its class."""
    pairs = [(source, environments[source.env]) for source in target.sources]
    before = [of_files(target.chart, source, environment) for source, environment in pairs]
    after = [as_asked(environment, target.chart) for _, environment in pairs]
    made = render(before)
    # Helm is asked whether its answer follows from the question; so the same question is asked once.
    others = [release for release, first in zip(after, before, strict=True) if not _is_same(release, first)]
    answers = iter(render(others, twice=False))
    again = [
        answer if _is_same(release, first) else next(answers)
        for release, first, answer in zip(after, before, made, strict=True)
    ]
    reasons = (
        (source.env, _why(root, files, classes)) for (source, _), files, classes in zip(pairs, made, again, strict=True)
    )
    failures = [f"{env}: {why}" for env, why in reasons if why]
    return Proof(failures, [] if failures else _passed_too(root, target, before, made))


def _passed_too(
    root: Path, target: Target, releases: Sequence[Release], made: Sequence[Made | Refused]
) -> Sequence[str]:
    file = target.chart / "values.yaml"
    if not file.is_file() or any(layer.where == told(file, root) for layer in target.sources[0].layers):
        return []
    defaults = read_values(file)
    # Without subcharts, and without null, defaults that are passed say what they said before.
    if not (target.chart / "charts").exists() and not any(map(_holds_null, [defaults, *(r.values for r in releases)])):
        return []
    passed = [replace(release, values=merged([defaults, release.values])) for release in releases]
    pairs = zip(target.sources, made, render(passed, twice=False), strict=True)
    return [source.env for source, without, with_ in pairs if _why(root, without, with_)]


def _holds_null(value: Any) -> bool:
    match value:
        case dict():
            return any(map(_holds_null, value.values()))
        case list():
            return any(map(_holds_null, value))
    return value is None


def of_files(chart: Path, source: Source, environment: HelmRelease) -> Release:
    """What Helm is asked for an environment as it is now."""
    return Release(
        chart=chart,
        name=source.release_name or environment.app_name,
        namespace=source.namespace or environment.filled(environment.namespace.name),
        kubernetes_version=environment.kubernetes_version,
        values=source.values,
    )


def _is_same(one: Release, other: Release) -> bool:
    """Whether Helm is asked the same; 1 and true are two values."""
    return (
        _differing(one.values, other.values) is None
        and replace(one, values={}, api_versions=()) == replace(other, values={}, api_versions=())
        and list(one.api_versions) == list(other.api_versions)
    )


def _why(root: Path, before: Made | Refused, after: Made | Refused) -> str:
    if isinstance(before, Refused):
        place = before.template
        return f"{told(Path(place.path), root)}:{place.line}: {before.message}" if place else before.message
    if isinstance(after, Refused):
        return f"the new classes: {after.message}"
    for one, other in zip(before.documents, after.documents, strict=False):
        if (path := _differing(one, other)) is not None:
            return f"{key_of(one)} {path} is not the same from the new classes"
    if len(before.documents) != len(after.documents):
        return f"{len(before.documents)} objects from the files, and {len(after.documents)} from the new classes"
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
