"""How far a sync gets: the order in which Argo CD, or Flux, applies and prunes, and what a refusal holds back.

Everything of one wave is tried, whatever fails in it; a wave after a failure is not begun, and each retry ends there
as well. After gitops-engine's `pkg/sync/sync_context.go`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from plainsail.manifests.argocd import HELM_HOOK, hooks, is_hook, options_of, runs_before_the_sync, wave
from plainsail.manifests.fields import listed
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.flux import brought_by, order_by_flux
from plainsail.plan.immutable import refused
from plainsail.plan.pruning import bringing, is_remade, stays

Order = tuple[int, int]
"""Phase and wave."""

_PRE_SYNC, _SYNC, _POST_SYNC = range(3)
_PRUNE_LAST = "PruneLast=true"


def fails(change: ObjectChange) -> bool:
    """Whether the API server refuses a change of an object that Argo CD does not make anew anyway."""
    return change.action == "changed" and not is_remade(change.resource) and bool(refused(change))


def reached(comparison: Comparison) -> Comparison:
    """The part of a change that is tried: without what is refused, and what comes after that."""
    held = {id(change): change for change in comparison.changes if fails(change)}
    held |= {id(change): change for each in list(held.values()) for change in held_back(comparison, each)}
    return _without(comparison, list(held.values()))


def settled(comparison: Comparison) -> Comparison:
    """What is true once the sync is over: what leaves Git and stays has not changed."""
    return _without(comparison, [change for change in comparison.changes if stays(comparison, change)])


def _without(comparison: Comparison, undone: Sequence[ObjectChange]) -> Comparison:
    """A comparison in which some changes do not happen."""
    if not undone:
        return comparison
    as_it_was = {id(change.new): change.old for change in undone if change.new}
    after = [as_it_was.get(id(resource), resource) for resource in comparison.after.resources]
    after += [change.old for change in undone if change.new is None]
    left_out = set(map(id, undone))
    return replace(
        comparison,
        after=Manifests(resource for resource in after if resource),
        changes=tuple(change for change in comparison.changes if id(change) not in left_out),
        whole=comparison.whole or comparison,
    )


def held_back(comparison: Comparison, failing: ObjectChange) -> list[ObjectChange]:
    """The changes that the same sync would make after one that fails."""
    orders = _orders(comparison)
    here = orders[id(failing)]
    return [change for change in _together(comparison, failing) if orders[id(change)] > here and not fails(change)]


def waiting_for(comparison: Comparison, asked: ObjectChange) -> list[ObjectChange]:
    """The changes that wait until somebody confirms that an object is pruned: those of its wave, and of later ones."""
    orders = _orders(comparison)
    here = orders[id(asked)]
    return [each for each in _together(comparison, asked) if orders[id(each)] >= here and each is not asked]


def goes_first(comparison: Comparison, one: ObjectChange, other: ObjectChange) -> bool:
    """Whether a wave with one change is over before the other change begins."""
    orders = _orders(comparison)
    return _together(comparison, one) is _together(comparison, other) and orders[id(one)] < orders[id(other)]


def _together(comparison: Comparison, change: ObjectChange) -> Sequence[ObjectChange]:
    """The changes that one sync makes: those that the same Application brings; alone, where none is known."""
    return _syncs(comparison)[id(change)]


@lru_cache(maxsize=2)
def _syncs(comparison: Comparison) -> Mapping[int, Sequence[ObjectChange]]:
    """For each change, all that the same sync makes."""
    syncs: dict[object, list[ObjectChange]] = defaultdict(list)
    for change in comparison.changes:
        syncs[_application(comparison, change) or id(change)].append(change)
    return {id(change): sync for sync in syncs.values() for change in sync}


def _application(comparison: Comparison, change: ObjectChange) -> object:
    for side in (comparison.after, comparison.before):
        for bringer in (*brought_by(side, change.resource), *bringing(side, change.resource)):
            return bringer.environment, bringer.key
    return None


@lru_cache(maxsize=2)
def _orders(comparison: Comparison) -> Mapping[int, Order]:
    """Phase and wave of every change, within its sync."""
    syncs = {id(sync): sync for sync in _syncs(comparison).values()}
    return {change: order for sync in syncs.values() for change, order in _orders_of(comparison, sync).items()}


def _orders_of(comparison: Comparison, together: Sequence[ObjectChange]) -> Mapping[int, Order]:
    """Phase and wave of all changes that one sync makes.

    Prunes go backwards: what came in the first wave is pruned in the last of those in which something is pruned.
    """
    if any(brought_by(side, together[0].resource) for side in (comparison.after, comparison.before)):
        return {id(change): order_by_flux(change, fails=fails(change)) for change in together}
    prunes = [change for change in together if change.new is None and not is_hook(change.resource)]
    waves = sorted({wave(change.resource) for change in prunes})
    orders = {id(change): _order(change.resource) for change in together}
    for change in prunes:
        orders[id(change)] = _SYNC, waves[len(waves) - 1 - waves.index(wave(change.resource))]
    last = max([0, *(number for phase, number in orders.values() if phase == _SYNC)]) + 1
    is_last = any(_PRUNE_LAST in options for options in _options(comparison, together[0]))
    for change in prunes:
        if is_last or _PRUNE_LAST in options_of(change.resource):
            orders[id(change)] = _SYNC, last
    return orders


def _options(comparison: Comparison, change: ObjectChange) -> Iterator[Sequence[object]]:
    for application in bringing(comparison.after, change.resource):
        yield listed(application.spec, "syncPolicy", "syncOptions")


def _order(resource: Resource) -> Order:
    names = hooks(resource) or {part.strip() for part in resource.annotations.get(HELM_HOOK, "").split(",")}
    if runs_before_the_sync(resource) or "pre-upgrade" in names:
        return _PRE_SYNC, wave(resource)
    is_late = is_hook(resource) and "Sync" not in names and names & {"PostSync", "post-install", "post-upgrade"}
    return (_POST_SYNC if is_late else _SYNC), wave(resource)
