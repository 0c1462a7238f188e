"""Code that stays in memory between rounds, and settings that do not: the next round would find them as they were."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

from plainsail.project.observed import Observed
from plainsail.project.project import use_code_of
from plainsail.render.kernel import local_kernel

_RENDERS = "plainsail.render.charts"


def import_code(root: Path, names: Sequence[str]) -> None:
    """Imports these modules, as rendering does: none of them starts Node."""
    missing = [name for name in names if name not in sys.modules]
    if not missing:
        return
    use_code_of(root)
    with _rendering() if _RENDERS in names else nullcontext():
        for name in missing:
            with suppress(Exception):  # made by the round itself, or for it alone
                import_module(name)
    let_settings_go(root)


def _rendering() -> AbstractContextManager[None]:
    from plainsail.render.deferred_node import prepare_node

    prepare_node()
    return local_kernel()


def let_settings_go(root: Path) -> None:
    """Takes settings out of memory; with them the project's charts, where these hold classes or modules of settings."""
    project = Observed(root)
    settings = project.modules()
    charts = {name: module for name, module in [*sys.modules.items()] if name.partition(".")[0] == "charts"}
    if any(_holds(value, settings) for module in charts.values() for value in vars(module).values()):
        settings |= {name for name, module in charts.items() if project.is_own(module.__file__)}
    for name in settings:
        del sys.modules[name]


def _holds(value: object, settings: Collection[str]) -> bool:
    return (value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)) in settings
