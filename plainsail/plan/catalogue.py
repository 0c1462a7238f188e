"""The consequences by name, with the first line of what each module says of itself."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from plainsail.plan.consequences import CONSEQUENCES
from plainsail.table import table


def consequence_ids() -> tuple[str, ...]:
    """The names of all consequences, as `--fail-on` takes them."""
    return tuple(name.replace("_", "-") for name in CONSEQUENCES)


def modules() -> dict[str, ModuleType]:
    """The modules by name, in order."""
    return {
        id: import_module(f"plainsail.plan.consequences.{name}")
        for id, name in zip(consequence_ids(), CONSEQUENCES, strict=True)
    }


def listing() -> str:
    """A line for each: its name, how grave it is, and what happens."""
    return table([(id, module.SEVERITY, (module.__doc__ or "").splitlines()[0]) for id, module in modules().items()])
