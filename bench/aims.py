"""What is aimed at, as ratios of medians of one run, and how far it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.figures import Cells, Row, ratio

COLUMNS: Cells = ("aim", "measured", "limit", "reached")

Value = Callable[[Sequence[Row]], float | None]


@dataclass(frozen=True)
class Aim:
    """A figure that must not be above its limit."""

    title: str
    value: Value
    limit: float
    unit: str = "x"

    def cells(self, rows: Sequence[Row]) -> Cells | None:
        """The aim as columns; None where it was not measured."""
        value = self.value(rows)
        if value is None:
            return None
        reached = "yes" if value <= self.limit else "no"
        return self.title, f"{value:.3g} {self.unit}", f"<= {self.limit:.3g} {self.unit}", reached


def of(key: str, to: str, times: float = 1) -> Value:
    """The ratio of two medians, the second so many times."""

    def value(rows: Sequence[Row]) -> float | None:
        found = ratio(rows, key, to)
        return None if found is None else found / times

    return value


def figure(key: str, name: str, times: float = 1) -> Value:
    """A figure of one way."""

    def value(rows: Sequence[Row]) -> float | None:
        found = [row[name] for row in rows if row["key"] == key and row[name]]
        return float(found[0]) * times if found else None

    return value


def each(key: str, small: int, large: int) -> Value:
    """Milliseconds for one more object, between two sizes of a fleet: what no start-up is part of."""

    def value(rows: Sequence[Row]) -> float | None:
        medians = {row["key"]: float(row["median"]) for row in rows}
        if not {f"{key}-{small}", f"{key}-{large}"} <= medians.keys():
            return None
        return 1000 * (medians[f"{key}-{large}"] - medians[f"{key}-{small}"]) / (objects(large) - objects(small))

    return value


def growth(key: str, small: int, middle: int, large: int) -> Value:
    """What one more object costs among many, as a ratio to what it costs among few: 1 is linear."""

    def value(rows: Sequence[Row]) -> float | None:
        first, then = each(key, small, middle)(rows), each(key, middle, large)(rows)
        return then / first if first and then else None

    return value


def objects(apps: int) -> int:
    """What a fleet renders: eight objects and an Application for each app and environment, and what delivers them."""
    return 2 * 9 * apps + 4


AIMS: Mapping[str, Sequence[Aim]] = {
    "sample": (
        Aim("cold, beside cdk8s-plus under cdk8s synth", of("cold", "plain"), limit=0.3),
        Aim("cold, beside `import cdk8s_plus_27`", of("cold", "import"), limit=0.7),
        Aim("nothing changed, beside one Helm process", of("unchanged", "helm"), limit=1),
        Aim("one setting changed, watched: from the save to the plan", figure("watch", "median", 1000), 150, "ms"),
    ),
    "commands": (
        Aim("check of the sample, beside kubeconform", of("check", "kubeconform"), limit=2),
        Aim("check of the sample, first time, beside kubeconform", of("check-first", "kubeconform"), limit=2),
    ),
    "fleets": (
        Aim("nothing changed, 250 apps, beside one Helm process", of("unchanged-250", "helm"), limit=3),
        Aim("cold, 250 apps, beside cdk8s-plus", of("cold-250", "plain-250"), limit=1 / 6),
        Aim("cold, 250 apps, beside Helm in one process", of("cold-250", "helm-python-250"), limit=1.2),
        Aim("one of 250 apps changed, beside the sample, cold", of("changed-250", "cold"), limit=1),
        Aim("cold, 2,000 apps, beside eight times 250", of("cold-2000", "cold-250", times=8), limit=1.2),
        Aim("memory of the parent, 2,000 apps", figure("cold-2000", "first"), limit=300, unit="MiB"),
        Aim("memory of a worker, 2,000 apps", figure("cold-2000", "largest"), limit=250, unit="MiB"),
        Aim("check, one more object, from 50 to 250 apps", each("check", 50, 250), limit=0.3, unit="ms"),
        Aim("check, one app changed, one more object, from 50 to 250", each("check-changed", 50, 250), 0.3, "ms"),
        Aim("the same among 250 to 500 apps, beside that", growth("check-changed", 50, 250, 500), limit=1.2),
        Aim("explain of a field, first time, 250 apps", figure("explain-field-250", "median"), limit=1, unit="s"),
        Aim("plan of 4,504 objects, all new, beside their first check", of("plan-250", "check-first-250"), limit=1),
    ),
}
"""By suite."""


def cells(suite: str, rows: Sequence[Row]) -> list[Cells]:
    """The aims of a suite that were measured, as columns."""
    return [found for aim in AIMS.get(suite, ()) if (found := aim.cells(rows))]
