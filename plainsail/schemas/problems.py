"""What is wrong with the shape of one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from plainsail.findings.finding import Finding

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests

Concern = Literal["object", "name", "label", "quantity", "port", "image", "key"]
"""Which check tells a problem: `object` is the schema itself, the others are rules of the API server beyond it."""

CONCERN = "x-plainsail-concern"
"""The key of a schema under which its concern stands."""
WORDS = "x-plainsail-words"
"""The key of a schema under which stands what is said where a value does not fit it."""


@dataclass(frozen=True)
class Problem:
    """One thing that the API server would refuse."""

    field: str
    """`spec.template.spec.containers[app].image`; empty for the whole object."""
    message: str
    """What is so, in lower case, without the field."""
    unknown_field: bool = False
    """Whether it is a field that does not exist there: all else of the object can be read."""
    readable: bool = False
    """Whether types and required fields hold all the same, so that other checks may read the object."""
    concern: Concern = "object"


def told(manifests: Manifests, concern: Concern) -> Iterator[Finding]:
    """A finding for each problem of one concern."""
    for resource, problems in manifests.problems.items():
        for problem in problems:
            if problem.concern == concern:
                yield Finding(where=resource.where(problem.field), message=problem.message)


def shown(document: Mapping[str, Any], path: list[str | int]) -> str:
    """A path into a document as people write it.

    >>> shown({"containers": [{"name": "app"}], "args": ["a"]}, ["containers", 0, "image"])
    'containers[app].image'
    >>> shown({"labels": {"a.b/c": "d"}}, ["labels", "a.b/c"])
    'labels[a.b/c]'
    """
    text = ""
    value: Any = document
    for part in path:
        if isinstance(part, int):
            text += f"[{_item(value, part)}]"
        else:
            plain = part.replace("_", "").replace("-", "").isalnum()
            text += (f".{part}" if text else part) if plain else f"[{part}]"
        value = _below(value, part)
    return text


def _item(items: Any, index: int) -> str:
    """The name of a list's item where it has one of its own, and its index otherwise."""
    names = [item.get("name") if isinstance(item, dict) else None for item in items]
    name = names[index]
    return name if name and isinstance(name, str) and names.count(name) == 1 else str(index)


def _below(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
