"""Fleets of the sample's app: how time and memory grow, and what one change costs among many apps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.measure import Way
from bench.programs import Programs, environ
from bench.projects import (
    PEERS,
    app_names,
    chart,
    copied,
    edit_of,
    fleet,
    forget,
    plain,
    rendered,
    sample,
    synth,
    unrender,
)
from bench.suites.commands import DIFFERS
from bench.suites.judges import judges
from bench.suites.sample import helm_ways

PEERS_AT = 250
"""How many apps the peers render, and from which on a field is not explained any more: it is asked once."""
OURS = environ(library=True)
THEIRS = environ(library=False)


def ways(folder: Path, programs: Programs, sizes: Sequence[int]) -> list[Way]:
    """One app for comparison, each fleet, and the peers."""
    one = rendered(sample(folder / "one"), programs.plainsail)
    cold = Way(
        key="cold",
        title="synth, cold, the sample",
        command=(programs.plainsail, "synth"),
        folder=one,
        env=OURS,
        before=partial(unrender, one),
    )
    made = [cold, *helm_ways(folder, programs)]
    for size in sizes:
        made += _of(folder, programs, size)
    if PEERS_AT in sizes:
        made += _peers(folder, programs)
    return made


@dataclass(frozen=True)
class _Fleet:
    """What the ways of one fleet share."""

    size: int
    programs: Programs

    def way(self, what: str, title: str, *words: str | Path, of: Path, **said: object) -> Way:
        """A command of ours in one copy of it."""
        return Way(
            key=f"{what}-{self.size}",
            title=f"{title}, {self.size} apps",
            command=(self.programs.plainsail, *words),
            folder=of,
            env=OURS,
            codes=DIFFERS,
            apps=self.size,
            **said,  # type: ignore[arg-type] # `before`, where there is one
        )


def _of(folder: Path, programs: Programs, size: int) -> list[Way]:
    same = rendered(fleet(folder / f"same-{size}", size), programs.plainsail)
    cold, changed, sharded, judged = (
        copied(same, folder / f"{name}-{size}") for name in ("cold", "changed", "sharded", "judged")
    )
    nothing = folder / "nothing"
    nothing.mkdir(exist_ok=True)
    one = _Fleet(size, programs)
    app = app_names(size)[-1]
    setting = ("explain", f"staging/{app}", "hpa.max_replicas")
    field = ("explain", f"staging/{app}", f"HorizontalPodAutoscaler/{app}", "spec.maxReplicas")
    made = [
        one.way("cold", "synth, cold", "synth", of=cold, before=partial(unrender, cold)),
        one.way("unchanged", "synth, nothing changed", "synth", of=same),
        one.way(
            "changed",
            "synth, one app changed",
            "synth",
            of=changed,
            before=edit_of(changed, app.replace("-", "_")),
        ),
        one.way(
            "shard",
            "synth, one of four shards, cold",
            *("synth", "--shard", "1/4"),
            of=sharded,
            before=partial(unrender, sharded),
        ),
        one.way(
            "check-changed",
            "check, one app changed",
            "check",
            of=judged,
            before=_synthesized(edit_of(judged, app.replace("-", "_")), judged, programs),
        ),
        one.way("check", "check, nothing changed", "check", of=same),
        one.way("plan", "plan, all objects new", "plan", "--against", nothing, of=same),
        one.way("explain-setting", "explain, a setting", *setting, of=same),
        *judges(folder, programs, same / "dist", f"-{size}", size),
    ]
    if size <= PEERS_AT:
        explained = copied(same, folder / f"explained-{size}")
        asked = one.way(
            "explain-field", "explain, a field, first time", *field, of=explained, before=partial(forget, explained)
        )
        unseen = copied(same, folder / f"unseen-{size}")
        made += [asked, one.way("check-first", "check, first time", "check", of=unseen, before=partial(forget, unseen))]
    return made


def _synthesized(edit: Callable[[], None], project: Path, programs: Programs) -> Callable[[], None]:
    """The edit, and what is rendered for it."""

    def made() -> None:
        edit()
        synth(project, programs.plainsail)

    return made


def _peers(folder: Path, programs: Programs) -> list[Way]:
    project = plain(folder / "plain", PEERS_AT)
    chart_of_fleet = chart(folder / "chart-of-fleet", of_fleet=True)
    releases: tuple[str | Path, ...] = (
        chart_of_fleet,
        folder / "helm-releases",
        "staging,production",
        *app_names(PEERS_AT),
    )
    return [
        Way(
            key=f"plain-{PEERS_AT}",
            title=f"cdk8s-plus, cdk8s synth, {PEERS_AT} apps",
            command=(programs.cdk8s, "synth"),
            folder=project,
            env=THEIRS,
            before=partial(unrender, project),
            apps=PEERS_AT,
        ),
        Way(
            key=f"helm-python-{PEERS_AT}",
            title=f"Helm in one process, {PEERS_AT} apps",
            command=(programs.python, PEERS / "helm_releases.py", *releases),
            folder=folder,
            env=THEIRS,
            apps=PEERS_AT,
        ),
    ]
