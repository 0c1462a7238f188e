"""Environments to plain Kubernetes objects, without Node where it would compute nothing."""

from __future__ import annotations

import importlib
import runpy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import Manifests, SettingsError
from constructs_lib.settings.layers import vocabulary_of
from constructs_lib.settings.values import thaw
from plainsail.errors import ProjectError
from plainsail.library import LIBRARY
from plainsail.render.kernel import local_kernel
from plainsail.render.patches import apply_patches

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Rendered:
    """The objects of one app in one environment, as they go into `dist/`."""

    environment: Environment
    documents: list[Document]


def render(environments: Iterable[Environment]) -> list[Rendered]:
    """The objects of each environment. Raises `SettingsError` where the settings ask for what cannot be."""
    _prepare_node()
    with local_kernel():
        charts = _charts()
        return [_rendered(charts, environment) for environment in environments]


def _charts() -> Mapping[Any, Any]:
    """The chart of each vocabulary: those that the project registers, then the library's."""
    charts, library = importlib.import_module("charts"), LIBRARY / "charts" / "__init__.py"
    own: Mapping[Any, Any] = charts.CHARTS
    if charts.__file__ and Path(charts.__file__).samefile(library):
        return own
    return {**runpy.run_path(str(library))["CHARTS"], **own}  # its name means the project's here


def _rendered(charts: Mapping[Any, Any], environment: Environment) -> Rendered:
    import cdk8s

    # An app of its own: what one chart needs Node for, it needs for itself alone.
    shape = _chart_of(charts, environment)
    chart = shape(cdk8s.App(), f"{environment.env_name}-{environment.app_name}", environment)
    documents = list(chart.to_json())
    if isinstance(environment, Manifests):
        from plainsail.render.vendored.objects import add_vendored  # which other shapes can do without

        add_vendored(environment, documents)
    documents += _raw(environment)
    _refuse_doubles(environment, documents)
    apply_patches(environment, documents, chart.patches)
    return Rendered(environment, documents)


def render_delivery(apps: Sequence[Environment], keys: Iterable[Key]) -> list[Document]:
    """The Argo CD objects of one environment: `apps` are all of its apps, `keys` all that they render."""
    _prepare_node()
    with local_kernel():
        import cdk8s

        from charts.delivery import Delivery

        chart = Delivery(cdk8s.App(), f"argocd-{apps[0].env_name}", apps=apps, objects=keys)
        return list(chart.to_json())


def _prepare_node() -> None:
    from plainsail.render.node import use_node  # jsii is imported by what renders alone

    use_node()


def _chart_of(charts: Mapping[Any, Any], environment: Environment) -> Any:
    """The chart of the nearest vocabulary that has one."""
    if wrong := next((key for key in charts if not isinstance(key, type)), None):
        raise ProjectError(f"charts/__init__.py:1: CHARTS names charts by vocabulary, and {wrong!r} is none")
    kind = type(environment)
    for layer in kind.__mro__:
        if layer in charts:
            return charts[layer]
    message = f"no chart draws {kind.__name__}, which is a {vocabulary_of(kind).__name__}"
    drawn = ", ".join(vocabulary.__name__ for vocabulary in charts)
    remedy = f"derive it from a vocabulary that charts/__init__.py has a chart for ({drawn}), or add one there"
    raise SettingsError(f"{message}; {remedy}", owner=kind)


def _raw(environment: Environment) -> Iterable[Document]:
    """Objects of the user's own, in the app's namespace unless their kind lives outside namespaces."""
    namespace = environment.filled(environment.namespace.name)
    for raw in environment.objects.values():
        document = thaw(raw.manifest)
        if not raw.cluster_scoped:
            document["metadata"]["namespace"] = namespace
        yield document


def _refuse_doubles(environment: Environment, documents: Sequence[Document]) -> None:
    first_raw = len(documents) - len(environment.objects)
    seen: set[Key] = set()
    for index, document in enumerate(documents):
        key = key_of(document)
        if key in seen:
            name = list(environment.objects)[index - first_raw] if index >= first_raw else ""
            path = ("objects", name) if name else ()
            raise SettingsError(f"{key} is rendered twice; rename one of the two", path=path, owner=type(environment))
        seen.add(key)
