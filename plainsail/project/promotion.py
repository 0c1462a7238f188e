"""In which order a commit goes from environment to environment, and whose approval each step takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Stage:
    """An environment on the way."""

    environment: str
    ref: str
    """The branch that its Applications follow."""
    follows: str | None
    """The environment that must have run a commit before; None where each push to main moves it."""
    approval: str | None
    """The environment of GitHub whose reviewers are asked."""


def chain(environments: Mapping[str, Environment], name: str) -> list[str]:
    """An environment, what it follows, what that follows, and so on; a circle is gone round once."""
    way: list[str] = []
    following: str | None = name
    while following is not None and following in environments and following not in way:
        way.append(following)
        following = environments[following].follows
    return way


def stages(environments: Sequence[Environment]) -> list[Stage]:
    """All environments, each behind the one that it follows; beside each other by name. No commit goes to previews."""
    first = {environment.env_name: environment for environment in reversed(environments) if not environment.previews}
    order = sorted(first, key=lambda name: (len(chain(first, name)), name))
    return [
        Stage(name, first[name].filled(first[name].revision), first[name].follows, first[name].approval)
        for name in order
    ]


def promotion_json(way: Sequence[Stage]) -> str:
    """What `.github/promotion.json` holds: `{"version": 1, "environments": [...]}`, in the order of promotion.

    Jobs that may move a branch read it instead of running code of the project, so a review sees what it says.
    """
    return json.dumps({"version": 1, "environments": [asdict(stage) for stage in way]}, indent=2)
