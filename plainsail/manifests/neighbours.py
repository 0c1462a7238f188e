"""What lives beside an object, by name or label, without a look at everything else in its namespace."""

from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

from plainsail.manifests.resource import Resource

T = TypeVar("T")

_ANY = object()
"""Every namespace of an environment."""
_Place = tuple[str | None, object]
"""An environment and a namespace of it."""


class Neighbours(Generic[T]):
    """Values of objects under keys, to be asked for those that live beside another object.

    Objects live beside each other in one environment and one namespace. One that names no namespace lands in the one
    that it is applied to, which may be that of any other.
    """

    def __init__(self) -> None:
        self._places: dict[_Place, dict[Hashable, list[tuple[int, T]]]] = {}
        self._count = 0

    def add(self, owner: Resource, keys: Iterable[Hashable], value: T) -> None:
        """Keeps a value of an object under each of the keys."""
        self._count += 1
        entry = (self._count, value)
        own = self._places.setdefault((owner.environment, owner.namespace), {})
        every = self._places.setdefault((owner.environment, _ANY), {})
        for key in dict.fromkeys(keys):
            own.setdefault(key, []).append(entry)
            every.setdefault(key, []).append(entry)

    def of(self, asking: Resource, *keys: Hashable) -> Iterator[T]:
        """The values under any of the keys, of objects beside the asking one: each once, in the order of adding."""
        lists = [place[key] for place in self._beside(asking) for key in keys if key in place]
        if not lists:
            return iter(())
        entries = lists[0] if len(lists) == 1 else sorted(dict(chain.from_iterable(lists)).items())
        return (value for _, value in entries)

    def rarest(self, asking: Resource, choices: Iterable[Collection[Hashable]]) -> Collection[Hashable]:
        """The choice of keys under which the fewest values are kept."""
        beside = self._beside(asking)
        return min(choices, key=lambda keys: sum(len(place.get(key, ())) for key in keys for place in beside))

    def _beside(self, asking: Resource) -> list[dict[Hashable, list[tuple[int, T]]]]:
        """What is kept for each place that may be the asking object's."""
        spaces = (_ANY,) if asking.namespace is None else (asking.namespace, None)
        places = (self._places.get((asking.environment, space)) for space in spaces)
        return [place for place in places if place]


def by_name(resources: Iterable[Resource]) -> Neighbours[Resource]:
    """Objects by their name."""
    neighbours: Neighbours[Resource] = Neighbours()
    for resource in resources:
        neighbours.add(resource, [resource.name], resource)
    return neighbours


def surely_beside(one: Resource, other: Resource) -> bool:
    """Whether two objects of one namespace surely meet there.

    In other people's YAML, files of one folder may be alternatives, or go to different namespaces: what surely meets
    stands in one file, or names one namespace.
    """
    named = one.namespace is not None and one.namespace == other.namespace
    return one.environment is not None or one.path == other.path or named
