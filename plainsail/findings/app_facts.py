"""What `check` asks of the settings of one app in one environment: plain data, which may be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from plainsail.delivery.registry import Registered
from plainsail.manifests.waivers import Waiver

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


class AppFacts(NamedTuple):
    """The answers."""

    kubernetes_version: str
    """The version of the cluster that it runs in."""
    is_vendored: bool
    """Whether somebody else wrote it."""
    is_pinned: bool
    """Whether it is known which image it runs, if it runs one at all."""
    registered: Registered
    row: Mapping[str, Any]
    """How lists of apps name it."""
    waivers: tuple[Waiver, ...]
    """What it waives, each with its line."""


def facts_of(environment: Environment) -> AppFacts:
    """Asks an app in an environment."""
    from constructs_lib.settings import HelmRelease, Manifests
    from plainsail.findings.declared_waivers import declared_by
    from plainsail.project.fleet import registered, row
    from plainsail.project.pins import is_pinned

    return AppFacts(
        environment.kubernetes_version,
        isinstance(environment, HelmRelease | Manifests),
        is_pinned(environment),
        registered(environment),
        row(environment),
        tuple(declared_by(environment)),
    )


def to_json(facts: AppFacts) -> list[Any]:
    """The same, as JSON has it."""
    return [*facts[:3], vars(facts.registered), facts.row, [vars(waiver) for waiver in facts.waivers]]


def from_json(fields: Any) -> AppFacts:
    """Back from there. Raises whatever it raises for what is none."""
    version, is_vendored, is_pinned, registered, row, waivers = fields
    return AppFacts(
        version,
        is_vendored,
        is_pinned,
        Registered(**{**registered, "inputs": tuple(registered["inputs"])}),
        row,
        tuple(Waiver(**waiver) for waiver in waivers),
    )
