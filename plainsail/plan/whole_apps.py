"""Apps that come or go as a whole: behind all that is rendered of one stands its entry in the registry.

No setting needs to be tried for that, however many objects an app has.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping

from constructs_lib.kubernetes.paths import Item, parse_path
from plainsail.findings.finding import Cause, DecidingLine
from plainsail.location import Location
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison
from plainsail.plan.pruning import bringing

LineOf = Callable[[Cause], DecidingLine | None]
"""Finds the line behind one change."""

Home = tuple[str, str]
"""Environment and app, as the folders of `dist/` name them."""


def with_registry(
    comparison: Comparison,
    behind: Callable[[Cause, Collection[str]], DecidingLine | None],
    entry: Callable[[str, str], DecidingLine | None],
) -> LineOf:
    """Finds the line behind a change: the registry's where a whole app comes or goes, else that of a setting.

    `behind` asks apps for what they share: those that change. `entry` finds the line that registers an app in an
    environment, or did.
    """
    apps = WholeApps(comparison)
    changed: dict[str | None, set[str]] = defaultdict(set)
    for change in comparison.changes:
        if app := change.resource.app:
            changed[change.resource.environment].add(app)

    def line(cause: Cause) -> DecidingLine | None:
        home = apps.behind(cause.where)
        return entry(*home) if home else behind(cause, changed[cause.where.environment])

    return line


class WholeApps:
    """The apps in environments that only one side of a comparison has."""

    def __init__(self, comparison: Comparison) -> None:
        before, after = (_by_home(side) for side in (comparison.before, comparison.after))
        sides = ((comparison.before, before, after), (comparison.after, after, before))
        self._homes: set[Home] = before.keys() ^ after.keys()
        self._environments: dict[str, Home] = {}
        """Those of which every app comes, or goes, with one of them."""
        self._files: dict[str, Home] = {}
        """The files of the Applications that bring an app that comes or goes."""
        self._names: dict[tuple[str, str], Home] = {}
        """An environment and what is called so in an app that comes or goes, and in none that stays."""
        kept = {(home[0], name) for home in before.keys() & after.keys() for name in _names(before[home], after[home])}
        for side, homes, others in sides:
            known = {environment for environment, _ in others}
            for home in sorted(homes.keys() - others.keys()):
                if home[0] not in known:
                    self._environments.setdefault(home[0], home)
                self._files |= {application.path: home for application in bringing(side, homes[home][0])}
                self._names |= {(home[0], name): home for name in _names(homes[home]) if (home[0], name) not in kept}

    def behind(self, where: Location) -> Home | None:
        """The app that brings or takes along what stands there, where one does."""
        environment = where.environment or ""
        if where.app is not None:
            return home if (home := (environment, where.app)) in self._homes else None
        if not where.field:
            return self._files.get(where.path) or self._environments.get(environment)
        items = [part.name for part in parse_path(where.field) if isinstance(part, Item)]
        return self._names.get((environment, items[-1].rpartition("/")[2])) if items else None


def _by_home(side: Manifests) -> Mapping[Home, list[Resource]]:
    homes: dict[Home, list[Resource]] = defaultdict(list)
    for resource in side.resources:
        if resource.environment and resource.app:
            homes[resource.environment, resource.app].append(resource)
    return homes


def _names(*sides: list[Resource]) -> Iterator[str]:
    """What an AppProject calls an app by: its namespaces, its kinds, and its objects that have no namespace."""
    for resource in (resource for side in sides for resource in side):
        yield resource.kind
        if resource.namespace:
            yield resource.namespace
        if not is_namespaced(resource.key):
            yield resource.key.name
