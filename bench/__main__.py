"""`python -m bench`: measures the suites in turn, prints their tables, and keeps the data in `.plainsail/bench/`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import click

from bench import document, figures, report
from bench import where as profile
from bench.machine import machine, versions
from bench.measure import NotMeasured, gathered, rounds
from bench.programs import ROOT, Programs, programs
from bench.suites import SUITES, Suite
from plainsail.progress import progress

RESULTS = ROOT / ".plainsail" / "bench"
SIZES = (50, 250, 500, 2000)


@click.command()
@click.argument("names", metavar="[SUITE]...", nargs=-1, type=click.Choice([*SUITES]))
@click.option("--fleets", is_flag=True, help="Measure the fleets, too.")
@click.option(
    "--apps", multiple=True, type=click.IntRange(min=1), default=SIZES, help="A size of the fleets; may be repeated."
)
@click.option("--rounds", "count", type=click.IntRange(min=1), default=5, help="How often each way is measured.")
@click.option("--warm-up", type=click.IntRange(min=1), default=1, help="Rounds before those that count.")
@click.option("--only", metavar="WORD", default="", help="Only ways whose key holds this; nothing is kept.")
@click.option("--where", metavar="KEY", help="Measure nothing; show where the time of this way goes, by a profile.")
@click.option("--markdown", is_flag=True, help="Print the tables as Markdown.")
@click.option("--docs", is_flag=True, help="Write the last figures into docs/performance.md; alone, measure nothing.")
@click.pass_context
def main(
    context: click.Context,
    *,
    names: Sequence[str],
    fleets: bool,
    apps: Sequence[int],
    count: int,
    warm_up: int,
    only: str,
    where: str | None,
    markdown: bool,
    docs: bool,
) -> None:
    """Measure Plainsail beside cdk8s-plus, Helm and kustomize, on the same objects, in one run.

    Without a suite, those that take minutes; with --fleets, the long ones as well.
    """
    chosen = [name for name in SUITES if name in names or (not names and (fleets or not SUITES[name].is_long))]
    form = report.FORMS["markdown" if markdown else "text"]
    try:
        if where:
            _profile(chosen, where, sizes=apps, form=form)
        elif names or fleets or not docs:
            _measure(chosen, sizes=apps, count=count, warm_up=warm_up, only=only, form=form)
        if docs:
            document.write(RESULTS)
    except NotMeasured as error:
        click.echo(str(error), err=True)
        context.exit(2)


def _measure(
    names: Sequence[str], *, sizes: Sequence[int], count: int, warm_up: int, only: str, form: report.Form
) -> None:
    known = programs()
    for words in known.missing():
        click.echo(f"not measured: {words}", err=True)
    about = {"machine": machine(), "versions": versions(known)}
    click.echo("\n".join(f"{name}: {text}" for part in about.values() for name, text in part.items()))
    for name in names:
        start = monotonic()
        rows = _measured(SUITES[name], known, sizes=sizes, count=count, warm_up=warm_up, only=only)
        data = {**about, "rounds": count, "minutes": (monotonic() - start) / 60, "rows": rows}
        tables = report.tables(name, data, SUITES[name].beside, form)
        click.echo("\n" + "\n\n".join((SUITES[name].title, *tables)))
        if not only:
            _keep(name, data)


def _profile(names: Sequence[str], key: str, *, sizes: Sequence[int], form: report.Form) -> None:
    known = programs()
    for name in names:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            for way in SUITES[name].lay(Path(folder), known, sizes):
                if way.key == key:
                    for look in (profile.imports, profile.code):
                        way.before()
                        click.echo(f"\n{form(look(way))}")
                    return
    raise NotMeasured(f"no way of {', '.join(names)} has the key {key!r}")


def _measured(
    suite: Suite, known: Programs, *, sizes: Sequence[int], count: int, warm_up: int, only: str
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ways = [way for way in suite.lay(Path(folder), known, sizes) if only in way.key]
        if not ways:
            raise NotMeasured(f"no way of {suite.title!r} has {only!r} in its key")
        steps = rounds(ways, count, warm_up)
        return figures.rows_of(gathered(ways, progress(steps, "measuring", len(ways) * (count + warm_up))))


def _keep(name: str, data: dict[str, Any]) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
