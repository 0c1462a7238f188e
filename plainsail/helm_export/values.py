"""The values of a chart: what each is called, what it is in every environment, and what it is by default."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from constructs_lib.kubernetes.diff import is_same
from constructs_lib.kubernetes.objects import has_nulls
from plainsail.helm_export.nodes import Steps
from plainsail.helm_export.sides import all_same

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = ("global",)
"""What Helm itself means by a value of that name."""
_LARGEST = 2**53
"""Numbers beyond are not exact for Helm."""


@dataclass(frozen=True)
class About:
    """What decides a value, for people."""

    steps: Steps
    """What the value is to be called."""
    setting: str = ""
    documentation: str = ""
    otherwise: Steps = ()
    """What it is called where something else has that name."""


@dataclass
class ChartValue:
    """One value."""

    steps: Steps
    about: About
    held: Mapping[str, Any]
    """What it is in each environment that has it."""
    is_json: bool = False
    default: Any = None
    """What `values.yaml` says of a switch, whatever the environments say."""
    has_default: bool = False
    is_optional: bool = False
    """Whether something is left out where there is no value, so that there is none by default."""

    def written(self, value: Any) -> Any:
        """What stands in the files: JSON, where Helm would change anything else."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if self.is_json else value


@dataclass
class Values:
    """All values of a chart."""

    environments: Sequence[str]
    all: dict[Steps, ChartValue] = field(default_factory=dict)
    _known: dict[tuple[Steps, str], ChartValue] = field(default_factory=dict)
    _groups: dict[tuple[Steps, str], Steps] = field(default_factory=dict)
    _holding: dict[tuple[str, str], list[ChartValue]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self, about: About, held: Mapping[str, Any], *, default: Any = None, is_optional: bool = False
    ) -> ChartValue:
        """The value of that name that holds this: one that is there already, or a new one."""
        named, content = about.steps, repr(sorted(held.items()))
        if known := self._known.get((about.steps, content)):
            known.is_optional |= is_optional
            return known
        steps = next(steps for steps in _names(about) if self._is_free(steps))
        if steps != about.steps:  # it is about something else under that name
            about = replace(about, documentation="")
        is_json = any(map(_is_fragile, held.values()))
        made = ChartValue(steps, about, held, is_json, default, default is not None, is_optional)
        self.all[steps] = self._known[named, content] = made
        for environment, item in held.items():
            self._holding[environment, repr(item)].append(made)
        return made

    def add_all(self, about: About, held: Mapping[str, Mapping[str, Any]]) -> Steps:
        """Where values stand that belong together: the parts of an image."""
        content = repr(sorted((name, sorted(part.items())) for name, part in held.items()))
        if (known := self._groups.get((about.steps, content))) is not None:
            return known
        steps = next(steps for steps in _names(about) if self._is_free(steps))
        for name, part in held.items():
            setting = about.setting and f"{about.setting}.{name}"
            self.add(About((*steps, name), setting), part)
        self._groups[about.steps, content] = steps
        return steps

    def holding(self, content: Mapping[str, Any]) -> list[ChartValue]:
        """Those that are this in these environments."""
        environment, first = next(iter(content.items()))
        return [
            value
            for value in self._holding[environment, repr(first)]
            if all(env in value.held and is_same(value.held[env], item) for env, item in content.items())
        ]

    def differing(self) -> Iterator[ChartValue]:
        """Those that environments say."""
        return (value for value in self.all.values() if not self._is_shared(value))

    def of(self, environment: str) -> dict[str, Any]:
        """`environments/<environment>.yaml`."""
        return _tree({v.steps: v.written(v.held[environment]) for v in self.differing() if environment in v.held})

    def defaults(self) -> dict[str, Any]:
        """`values.yaml`: what the environments share, and for the rest what the first of them says.

        A mapping that differs has no default: Helm would mix its keys into those of an environment.
        """
        found: dict[Steps, Any] = {}
        for steps, value in self.all.items():
            if value.has_default:
                found[steps] = value.default
            elif len(value.held) == len(self.environments) or not value.is_optional:
                first = next(value.held[environment] for environment in self.environments if environment in value.held)
                if self._is_shared(value) or all(is_same(_merged(first, item), item) for item in value.held.values()):
                    found[steps] = value.written(first)
        tree = _tree(found)
        for steps in self.all:  # a template asks for `.Values.a.b`: `a` has to be there
            here = tree
            for step in steps[:-1]:
                here = here.setdefault(step, {})
        return tree

    def _is_shared(self, value: ChartValue) -> bool:
        held = [*value.held.values(), *([value.default] if value.has_default else [])]
        is_everywhere = len(value.held) == len(self.environments) or not value.is_optional
        return is_everywhere and all_same(held)

    def _is_free(self, steps: Steps) -> bool:
        return not any(steps[: len(other)] == other or other[: len(steps)] == steps for other in self.all)


def _names(about: About) -> Iterator[Steps]:
    yield about.steps
    if about.otherwise:
        yield about.otherwise
    *above, last = about.otherwise or about.steps
    number = 2
    while True:
        yield (*above, f"{last}{number}")
        number += 1


def steps_of(*names: object) -> Steps:
    """Names as a template can call them.

    >>> steps_of("hpa", "max_replicas"), steps_of("cron_jobs", "initiate-calls"), steps_of("env", "APP_LOG_LEVEL")
    (('hpa', 'maxReplicas'), ('cronJobs', 'initiateCalls'), ('env', 'APP_LOG_LEVEL'))
    """
    steps = tuple(_step(str(name)) for name in names if not isinstance(name, int)) or ("value",)
    return (f"{steps[0]}s", *steps[1:]) if steps[0] in _RESERVED else steps


def _step(name: str) -> str:
    if _WORD.fullmatch(name) and name.upper() == name:  # a variable
        return name
    first, *others = [word for word in re.split(r"[^A-Za-z0-9]+", name) if word] or ["x"]
    step = "".join((first[:1].lower() + first[1:], *(word[:1].upper() + word[1:] for word in others)))
    return step if _WORD.fullmatch(step) else f"_{step}"


def _is_fragile(value: Any) -> bool:
    """Whether Helm would change it on its way to the template."""
    if isinstance(value, dict):
        return has_nulls(value) or any(map(_is_fragile, value.values()))
    if isinstance(value, list):
        return any(map(_is_fragile, value)) or has_nulls(value)
    return isinstance(value, int) and abs(value) > _LARGEST


def _merged(default: Any, value: Any) -> Any:
    """The value as Helm lays it over a default."""
    if not isinstance(default, dict) or not isinstance(value, dict):
        return value
    both = {key: _merged(default[key], value[key]) if key in default else value[key] for key in value}
    return {**default, **both}


def _tree(values: Mapping[Steps, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for steps, value in values.items():
        here = tree
        for step in steps[:-1]:
            here = here.setdefault(step, {})
        here[steps[-1]] = value
    return tree
