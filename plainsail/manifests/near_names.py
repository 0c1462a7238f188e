"""Objects whose name is one slip away from a name that somebody refers to.

Two names that mean two things are often alike (`shop`, `shop-db`; `cache-1`, `cache-2`; `eu-web`, `us-web`), so only a
slip within a word counts: a letter too much, too few, wrong, or two swapped, and not the first one of the word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.slips import is_slip

KINDS = (
    "ConfigMap",
    "Deployment",
    "PersistentVolumeClaim",
    "Role",
    "Secret",
    "Service",
    "ServiceAccount",
    "StatefulSet",
)
"""The kinds that others refer to by name."""
_SHORTEST, _LONGER = 4, 5
"""A word of four letters has many neighbours that mean something else; one of the two must have five."""
_WORDS = re.compile(r"[-.]")


class NearNames:
    """The names of rendered objects, to be asked for one that is nearly another."""

    def __init__(self, manifests: Manifests) -> None:
        self._names: Neighbours[tuple[Resource, str]] = Neighbours()
        self._known: set[tuple[str | None, str, str]] = set()
        for resource in (*manifests.resources, *manifests.unsound):
            for kind, name in _names(resource):
                self._known.add((resource.environment, kind, name))
                self._names.add(resource, ((kind, key) for key in _keys(name)), (resource, name))

    def near(self, asking: Resource, kind: str, name: str) -> tuple[Resource, str] | None:
        """The object of a kind beside another that a name nearly names; None where some object has the name itself."""
        if (asking.environment, kind, name) in self._known:
            return None
        found = self._names.of(asking, *((kind, key) for key in _keys(name)))
        return next(((resource, other) for resource, other in found if is_misspelt(name, other)), None)


@lru_cache(maxsize=2)
def near_names(manifests: Manifests) -> NearNames:
    """The names of a run."""
    return NearNames(manifests)


def misspelt(manifests: Manifests, by: Resource, kind: str, name: str) -> tuple[Resource, str] | None:
    """What other people's YAML means by a name that nothing in it has: an object, and its name; None if nobody knows.

    Of a project's own tree, nothing need be guessed: what it does not render is not there.
    """
    if by.environment is not None:
        return None
    found = near_names(manifests).near(by, kind, name)
    return None if found is None or providers(manifests).mentioning(by, kind, name) else found


def is_misspelt(name: str, other: str) -> bool:
    """Whether a name is another one with a slip in one of its words.

    >>> is_misspelt("shopp", "shop"), is_misspelt("shop-config", "shop-confg"), is_misspelt("web-1", "web-2")
    (True, True, False)
    >>> is_misspelt("eu-web", "us-web"), is_misspelt("shop-prod", "shop-prom"), is_misspelt("secrets", "secret")
    (False, False, False)
    """
    if not is_slip(name, other):
        return False
    words, others = _WORDS.split(name), _WORDS.split(other)
    if len(words) != len(others):
        return min(len(name), len(other)) > _LONGER  # `shopconfig` for `shop-config`
    [(word, right)] = [(one, two) for one, two in zip(words, others, strict=True) if one != two] or [("", "")]
    if min(len(word), len(right)) < _SHORTEST or max(len(word), len(right)) < _LONGER or word[0] != right[0]:
        return False
    plural = {f"{word}s", f"{right}s"} & {word, right}
    return not plural and not any(character.isdigit() for character in {*word} ^ {*right})


def _names(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.kind in KINDS and resource.is_a(resource.kind):
        yield resource.kind, resource.name
    elif resource.is_a("ExternalSecret") and (name := made_secret(resource)):
        yield "Secret", name


def _keys(name: str) -> Iterator[str]:
    """A name, and what is left of it without one letter: two names that are a slip apart share one of these."""
    yield name
    for index in range(len(name)):
        yield name[:index] + name[index + 1 :]
