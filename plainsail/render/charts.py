"""Environments to plain Kubernetes objects, without Node where it would compute nothing."""

from __future__ import annotations

import importlib
import runpy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import ArgoCd, Flux, HelmRelease, Manifests, SettingsError
from constructs_lib.settings.layers import gives_values, layers, settings_of, vocabulary_of
from constructs_lib.settings.values import thaw
from plainsail.errors import ProjectError
from plainsail.library import LIBRARY
from plainsail.provenance.origins import line_of_entry
from plainsail.render import previews
from plainsail.render.kernel import local_kernel, made
from plainsail.render.kernel.local import Running
from plainsail.render.patches import apply_patches
from plainsail.render.places import apart

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Rendered:
    """The objects of one app in one environment, as they go into `dist/`."""

    environment: Environment
    documents: list[Document]
    made: Mapping[Key, Running] = field(default_factory=dict)
    """What was running when an object was made, as far as that is known."""
    left_out: Sequence[str] = ()
    """Objects that somebody else wrote and nothing would run, in words."""


def render(environments: Iterable[Environment]) -> list[Rendered]:
    """The objects of each environment. Raises `SettingsError` where the settings ask for what cannot be."""
    _prepare_node()
    with local_kernel():
        charts = _charts()
        return [_rendered(charts, environment) for environment in environments]


def _charts() -> Mapping[Any, Any]:
    """The chart of each vocabulary: those that the project registers, then the library's."""
    charts, library = importlib.import_module("charts"), LIBRARY / "charts" / "__init__.py"
    own = _checked(getattr(charts, "CHARTS", None))
    if charts.__file__ and Path(charts.__file__).samefile(library):
        return own
    return {**_of_library(charts), **own}


@lru_cache(1)
def _of_library(_own: ModuleType) -> Mapping[Any, Any]:
    """The charts of the library, beside those of a project: `charts` means the project's there, too."""
    charts: Mapping[Any, Any] = runpy.run_path(str(LIBRARY / "charts" / "__init__.py"))["CHARTS"]
    return charts


def _checked(charts: Any) -> Mapping[Any, Any]:
    from charts.shape import Shape

    form = "write CHARTS = {Vocabulary: ItsChart}"
    if not isinstance(charts, Mapping):
        raise _mistake((), f"CHARTS {'is missing' if charts is None else 'is no mapping'}; {form}")
    for vocabulary, chart in charts.items():
        if not isinstance(vocabulary, type):
            raise _mistake((vocabulary,), f"CHARTS names charts by vocabulary, and {vocabulary!r} is none; {form}")
        if not (isinstance(chart, type) and issubclass(chart, Shape)):
            shown = getattr(chart, "__name__", repr(chart))
            raise _mistake((vocabulary,), f"{shown} is no chart; name a class that derives from charts.shape.Shape")
    return charts


def _mistake(entry: tuple[Any, ...], message: str) -> ProjectError:
    return ProjectError(f"charts/__init__.py:{line_of_entry('charts', 'CHARTS', entry)}: {message}")


def _rendered(charts: Mapping[Any, Any], environment: Environment) -> Rendered:
    import cdk8s

    # An app of its own: what one chart needs Node for, it needs for itself alone.
    shape = _chart_of(charts, environment)
    chart = shape(cdk8s.App(), f"{environment.env_name}-{environment.app_name}", environment)
    documents = list(chart.to_json())
    running = made(chart)
    by_key = dict(zip(map(key_of, documents), running, strict=False))
    if isinstance(environment, Manifests):
        from plainsail.render.vendored.objects import add_vendored  # which other shapes can do without

        add_vendored(environment, documents)
    left_out: Sequence[str] = ()
    if isinstance(environment, HelmRelease):
        from plainsail.render.released.objects import add_released

        left_out = add_released(environment, documents)
    documents += _raw(environment)
    _refuse_doubles(environment, documents, running)
    if environment.previews:
        previews.let_go(documents)
    apply_patches(environment, documents, chart.patches, chart=shape)
    if environment.previews:
        previews.check(environment, documents)
    return Rendered(environment, documents, by_key, left_out)


def render_delivery(apps: Sequence[Environment], keys: Iterable[Key]) -> list[Document]:
    """What brings one environment to its cluster: `apps` are all of its apps, `keys` all that they render."""
    _prepare_node()
    with local_kernel():
        import cdk8s

        id = f"delivery-{apps[0].env_name}"
        match apps[0].delivery:
            case ArgoCd() as argocd:
                from charts.delivery import Delivery

                return list(Delivery(cdk8s.App(), id, argocd=argocd, apps=apps, objects=keys).to_json())
            case Flux() as flux:
                from charts.flux_delivery import FluxDelivery

                return list(FluxDelivery(cdk8s.App(), id, flux=flux, apps=apps).to_json())
            case None:
                return []


def _prepare_node() -> None:
    from plainsail.render.deferred_node import prepare_node  # jsii is imported by what renders alone

    prepare_node()


def _chart_of(charts: Mapping[Any, Any], environment: Environment) -> Any:
    """The chart of the nearest vocabulary that has one."""
    kind = type(environment)
    for layer in kind.__mro__:
        if layer in charts:
            _refuse_undrawn(kind, layer)
            return charts[layer]
    message = f"no chart draws {kind.__name__}, which is a {vocabulary_of(kind).__name__}"
    drawn = ", ".join(vocabulary.__name__ for vocabulary in charts)
    remedy = f"derive it from a vocabulary that charts/__init__.py has a chart for ({drawn}), or add one there"
    raise SettingsError(f"{message}; {remedy}", owner=kind)


def _refuse_undrawn(kind: type, drawn: type) -> None:
    """A setting that a nearer vocabulary declares would be lost: the chart of a farther one does not know it."""
    nearest = vocabulary_of(kind)
    for name in sorted(settings_of(nearest).keys() - settings_of(drawn).keys()):
        if any(gives_values(layer) for layer, _ in layers(kind, name)):
            message = f"{name} is a setting of {nearest.__name__}, and the chart of {drawn.__name__} does not know it"
            remedy = f"add {nearest.__name__} to CHARTS in charts/__init__.py"
            raise SettingsError(f"{message}; {remedy}", path=(name,), owner=kind)


def _raw(environment: Environment) -> Iterable[Document]:
    """Objects of the user's own, in the app's namespace unless their kind lives outside namespaces."""
    namespace = environment.filled(environment.namespace.name)
    for raw in environment.objects.values():
        document = thaw(raw.manifest)
        if not raw.cluster_scoped:
            document["metadata"]["namespace"] = namespace
        yield document


def _refuse_doubles(environment: Environment, documents: Sequence[Document], running: Sequence[Running]) -> None:
    first_raw = len(documents) - len(environment.objects)
    seen: dict[Key, int] = {}
    for index, document in enumerate(documents):
        key = key_of(document)
        if (first := seen.setdefault(key, index)) != index:
            both = apart(running[index], running[first]) if index < len(running) else None
            if both and both[0].is_own:
                raise ProjectError(f"{both[0]}: {key} is rendered twice, here and at {both[1]}; rename one of the two")
            name = list(environment.objects)[index - first_raw] if index >= first_raw else ""
            path = ("objects", name) if name else ()
            raise SettingsError(f"{key} is rendered twice; rename one of the two", path=path, owner=type(environment))
