"""Rendered YAML as checks and plans read it: objects, the pods in them, and who is whose sibling.

Checks see only objects whose shape the schema found sound, without nulls (the API server drops them too), so that a
check may rely on types and required fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Key
from plainsail.delivery import Delivery
from plainsail.location import Location
from plainsail.manifests.kinds import group_of
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.placeholders import Placeholder
from plainsail.manifests.pods import Container, Pod, pod_of, template_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.server import ServerAnswers
from plainsail.manifests.waivers import WaiverBook

if TYPE_CHECKING:
    from plainsail.schemas import NoSchema, Problem


@dataclass(frozen=True)
class Broken:
    """Something in a file that is no object of Kubernetes."""

    where: Location
    message: str
    fix: str | None = None


class Manifests:
    """All objects of one run, or of one side of a plan."""

    def __init__(
        self,
        resources: Iterable[Resource],
        *,
        unsound: Iterable[Resource] = (),
        delivery: Delivery | None = None,
        problems: Mapping[Resource, Sequence[Problem]] | None = None,
        unknown: Mapping[Resource, NoSchema] | None = None,
        broken: Sequence[Broken] = (),
        complete: bool = False,
    ) -> None:
        self.complete = complete
        """Whether user-supplied YAML is all there is: what nothing in it provides does not exist."""
        self.problems = problems or {}
        """What the schema says of each object that it finds anything about."""
        self.unknown = unknown or {}
        """Objects of kinds that no schema is known of."""
        self.broken = broken
        """What is no object at all."""
        self.resources = tuple(resources)
        """Objects that the schema found sound; of a plan, all."""
        self.unsound = tuple(unsound)
        """Objects whose shape is broken: they exist, and nothing more can be said of them."""
        self._unsound = frozenset(self.unsound)
        self.delivery = delivery or Delivery()
        """The files around the manifests, as far as they exist."""
        self.waivers = WaiverBook()
        """What is waived; filled once every other check has run, for the check of the waivers themselves."""
        self.server = ServerAnswers()
        """What an API server said of the objects, where one was asked."""
        self.placeholders: tuple[Placeholder, ...] = ()
        """Values that are still to come; filled once every other check has run, for the check that tells them."""
        self.by_key: dict[tuple[str | None, Key], Resource] = {}
        """Every object by environment and key; of two in one place the first."""
        for resource in (*self.resources, *self.unsound):
            self.by_key.setdefault((resource.environment, resource.key), resource)

    @cached_property
    def environments(self) -> tuple[str, ...]:
        """Names of the environments; empty for somebody's plain YAML."""
        return tuple(sorted({resource.environment for resource in self.resources if resource.environment}))

    def is_sound(self, resource: Resource) -> bool:
        """Whether the schema found an object sound."""
        return resource not in self._unsound

    def is_refused(self, resource: Resource, field: str) -> bool:
        """Whether the schema has something against a field of an object, or against what stands within."""
        within = (f"{field}.", f"{field}[")
        problems = self.problems.get(resource, ())
        return any(problem.field == field or problem.field.startswith(within) for problem in problems)

    def is_complete(self, around: Resource) -> bool:
        """Whether all that may stand around an object is here: in a project's own tree, and where somebody said so."""
        return self.complete or around.is_ours

    def of(self, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds, in the groups that they belong to. Raises `TypeError` for others."""
        for kind in kinds:
            yield from self._by_kind.get((group_of(kind), kind), ())

    def custom(self, group: str, *kinds: str) -> Iterator[Resource]:
        """The objects of kinds that an operator brings along: nothing need prove their shape."""
        for kind in kinds:
            yield from self._custom.get((group, kind), ())

    @cached_property
    def _custom(self) -> dict[tuple[str, str], list[Resource]]:
        found = defaultdict(list)
        for resource in (*self.resources, *self.unsound):
            if "." in resource.key.group:
                found[resource.key.group, resource.kind].append(resource)
        return found

    def sibling(self, of: Resource, kind: str, name: str, *, namespace: str | None = None) -> Resource | None:
        """The object of this kind and name that lives beside another: in its environment, and in its namespace.

        `namespace` names another namespace. Objects whose shape is broken are found, too.
        """
        inside = namespace if namespace is not None else of.namespace
        for space in (inside, None):
            resource = self.by_key.get((of.environment, Key(group_of(kind), kind, space, name)))
            if resource is not None:
                return resource
        return None

    def siblings(self, of: Resource, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds in the same environment and namespace."""
        for kind in kinds:
            yield from self._by_place.get((of.environment, group_of(kind), kind), {}).get(of.namespace, ())

    def near(self, of: Resource, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds that may live beside another, as `Neighbours` has it."""
        return self._neighbours.of(of, *((group_of(kind), kind) for kind in kinds))

    @cached_property
    def _neighbours(self) -> Neighbours[Resource]:
        neighbours: Neighbours[Resource] = Neighbours()
        for resource in self.resources:
            neighbours.add(resource, [(resource.key.group, resource.kind)], resource)
        return neighbours

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], Sequence[Resource]]:
        by_kind: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for resource in self.resources:
            by_kind[resource.key.group, resource.kind].append(resource)
        return by_kind

    @cached_property
    def _by_place(self) -> Mapping[tuple[str | None, str, str], Mapping[str | None, Sequence[Resource]]]:
        places: dict[tuple[str | None, str, str], dict[str | None, list[Resource]]] = {}
        for resource in self.resources:
            place = places.setdefault((resource.environment, resource.key.group, resource.kind), {})
            place.setdefault(resource.namespace, []).append(resource)
        return places

    @cached_property
    def _pods(self) -> tuple[Pod, ...]:
        return tuple(pod for resource in self.resources if (pod := pod_of(resource)))

    @cached_property
    def _containers(self) -> tuple[Container, ...]:
        return tuple(container for pod in self._pods for container in pod.containers)

    def index(self) -> None:
        """Finds now what is found when it is first asked for, and serves every check."""
        _ = self._containers, self._by_kind, self._by_place, self._neighbours, self._custom

    def pods(self) -> Iterator[Pod]:
        """The pods that workloads of every kind make, jobs included."""
        return iter(self._pods)

    def pods_and_templates(self) -> Iterator[Pod]:
        """The pods, and those that PodTemplates hold for others: they run nothing, and the API server judges them."""
        yield from self._pods
        yield from filter(None, map(template_of, self.of("PodTemplate")))

    def containers(self) -> Iterator[Container]:
        """The containers of all pods: init containers and sidecars, too."""
        return iter(self._containers)
