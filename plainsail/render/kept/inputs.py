"""The files that one app in one environment is made of, beside the code that all are made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.settings import HelmRelease, Manifests
from plainsail.project.observed import REGISTERING
from plainsail.project.pins import pin_path

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.project.observed import Observed


def inputs_of(environment: Environment, observed: Observed) -> set[str] | None:
    """Their paths, with all that is read by nobody in particular; None where they cannot be told.

    A module counts for whoever imports it, and so does what it reads. What the registry reads counts for all.
    """
    layers = {layer.__module__ for layer in type(environment).__mro__ if observed.holds(layer.__module__)}
    modules = observed.closure(layers)
    if modules is None:
        return None
    files = {observed.file_of(module) for module in modules}
    read = [observed.reads.get(module, set()) for module in (*modules, None, REGISTERING)]
    return files.union(*read, _vendored(environment, observed.root), (pin_path(environment.app_name),))


def _vendored(environment: Environment, root: Path) -> Iterable[str]:
    """What somebody else wrote, and the tool reads."""
    if isinstance(environment, Manifests):
        path = environment.filled(environment.source)
    elif isinstance(environment, HelmRelease):
        path = environment.filled(environment.chart)
    else:
        return ()
    return (f"{path.rstrip('/')}/" if (root / path).is_dir() else path,)
