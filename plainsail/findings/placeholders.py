"""Sets aside what rules find at fields whose value is still to come: nothing is known of it but that."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from constructs_lib.kubernetes.paths import steps
from plainsail.findings.engine import Match
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.placeholders import Placeholder, is_free_text, words_in
from plainsail.manifests.resource import Resource

_Place = tuple[str, int, str, str | None]
_SHAPE = "invalid-"
"""How the ids of the rules begin that say what a value has to look like."""


def set_aside(
    matches: Iterable[Match], manifests: Manifests, at_field: Callable[[Location], Location]
) -> tuple[list[Match], tuple[Placeholder, ...]]:
    """What is found elsewhere, and the placeholders, file by file in the order of their lines.

    A placeholder is one where a rule has something against the shape of the value, or calls it an error. In `dist/`
    nobody replaces anything, so there it stays what the rules say of it.
    """
    every = list(matches)
    resources: Mapping[_Place, Resource] | None = None
    held: dict[Location, tuple[str, ...]] = {}
    for rule, finding in every:
        where = finding.where
        is_grave = rule.id.startswith(_SHAPE) or rule.severity_of(finding) == "error"
        if not is_grave or where.environment is not None or not (where.object and where.field) or where in held:
            continue
        resources = _by_place(manifests) if resources is None else resources
        resource = resources.get((where.path, where.line, where.object, where.namespace))
        if resource and (words := _words(resource.document, where.field)):
            held[where] = words
    placeholders = [Placeholder(at_field(where), words) for where, words in held.items()]
    kept = [(rule, finding) for rule, finding in every if finding.where not in held] if held else every
    return kept, tuple(sorted(placeholders, key=lambda held: (held.where.path, held.where.line)))


def _by_place(manifests: Manifests) -> Mapping[_Place, Resource]:
    return {
        (resource.path, resource.line, str(resource.key), resource.namespace): resource
        for resource in (*manifests.unsound, *manifests.resources)
        if resource.environment is None
    }


def _words(document: Any, field: str) -> tuple[str, ...]:
    """The placeholders in the value of a field, or in the key that it is."""
    if is_free_text(field):
        return ()
    try:
        way = list(steps(document, field))
    except ValueError:
        return ()
    if not way:
        return ()
    container, key = way[-1]
    value = container[key]
    words = words_in(value) if isinstance(value, str) else ()
    return words or (words_in(key) if isinstance(key, str) else ())
