"""Which apps are asked about a place of `dist/`, and whose answer is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from plainsail.manifests.deliveries import DELIVERIES

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

T = TypeVar("T")


def own_first(environments: Iterable[Environment], file: str) -> list[Environment]:
    """The apps in the order in which they are asked about a file of Argo CD, which all of an environment share."""
    return sorted(environments, key=lambda env: not is_of(env, file))


def is_of(environment: Environment, file: str) -> bool:
    """Whether a file of Argo CD is the app's own Application."""
    return is_named_after(environment.app_name, environment.env_name, file)


def is_named_after(app: str, env: str, file: str) -> bool:
    """The same by the names of the app and of its environment."""
    return f".{app}-{env}." in file


def preferred(answers: Iterable[T], path: Callable[[T], str | None]) -> T | None:
    """Of what several apps answer: the first with a line of the settings, else with one of a default, else any.

    >>> preferred(["", "constructs_lib/a.py", "envs/b.py", "envs/c.py"], lambda answer: answer or None)
    'envs/b.py'
    """
    kept: list[tuple[bool, T]] = []
    for answer in answers:
        at = path(answer)
        if at is not None and at.startswith("envs/"):
            return answer
        kept.append((at is None, answer))
    return min(kept, key=lambda one: one[0], default=(True, None))[1]


def is_alone(environment: Environment, file: str) -> bool:
    """Whether an app alone decides a file, without the others of its environment."""
    return bool(file) and (file.partition("/")[0] not in DELIVERIES or is_of(environment, file))
