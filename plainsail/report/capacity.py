"""What apps ask of their cluster, before and after a change: pods, requests and limits as numbers and as bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from constructs_lib.kubernetes.quantities import in_bytes, in_cores
from plainsail.manifests.admitted import BOUNDS, admitted_containers, asked, asked_by_pod
from plainsail.manifests.fields import at, mapping, number
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.plan.consequences.capacity import pods_of
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import empty, scrolled

PODS = "pods"
MEASURES = (PODS, *(f"{resource} {bound}" for resource, bound in product(("cpu", "memory"), BOUNDS)))
ALWAYS = ""
"""The unit of what is there all the time; of others it says for what an amount stands once."""


@dataclass(frozen=True)
class Span:
    """The least and the most of something."""

    least: Decimal
    most: Decimal
    is_open: bool = False
    """Whether a container says nothing, so that there may be more."""

    def __add__(self, other: Span) -> Span:
        return Span(self.least + other.least, self.most + other.most, self.is_open or other.is_open)


Demand = dict[str, Span]
"""What is asked for, by measure."""


@dataclass(frozen=True)
class Row:
    """What one app asks for, or all apps of an environment, where none is named."""

    environments: tuple[str, ...]
    """Those in which it is so."""
    app: str
    unit: str
    """Empty for all of its pods together, else `DaemonSet/agent, on each node`."""
    before: Demand
    after: Demand

    @property
    def is_changed(self) -> bool:
        """Whether something else is asked for."""
        return self.before != self.after


_Place = tuple[str, str, str]


def rows(before: Manifests, after: Manifests) -> Iterator[Row]:
    """Each environment of several apps, each app, and what of it runs on each node or for each run.

    What is so in several environments is one row.
    """
    sides = [demands(side) for side in (before, after)]
    places = sorted({*sides[0], *sides[1]})
    apps = Counter(environment for environment, app, unit in places if app and unit == ALWAYS)
    alike: dict[tuple[object, ...], Row] = {}
    for environment, app, unit in places:
        if app or unit or apps[environment] > 1:
            old, new = (side.get((environment, app, unit), {}) for side in sides)
            key = (app, unit, *map(tuple, map(dict.items, (old, new))))
            others = alike[key].environments if key in alike else ()
            alike[key] = Row((*others, environment), app, unit, old, new)
    yield from alike.values()


def demands(side: Manifests) -> dict[_Place, Demand]:
    """What is asked for, by environment, app and unit; that of an environment as a whole stands without an app."""
    sums: dict[_Place, dict[str, Span]] = defaultdict(dict)
    for pod in side.pods():
        workload = pod.resource
        environment, app = workload.environment or "", workload.app or ""
        if workload.is_a(*SCALED):
            demand = _demand(side, pod, *pods_of(side, workload))
            places = {(environment, app, ALWAYS), (environment, "", ALWAYS)}
        else:
            count = Decimal(number(_job(workload), "parallelism", default=1)) if pod.ends else Decimal(1)
            demand = _demand(side, pod, count, count)
            places = {(environment, app, f"{workload.key}, {_each(pod)}")}
        for place in places:
            into = sums[place]
            into |= {measure: into[measure] + span if measure in into else span for measure, span in demand.items()}
    return sums


def _each(pod: Pod) -> str:
    if pod.resource.is_a("DaemonSet"):
        return "on each node"
    return "for each run" if pod.ends else "for each pod"


def _job(workload: Resource) -> dict[str, Any]:
    return mapping(workload.spec, "jobTemplate", "spec") if workload.is_a("CronJob") else workload.spec


def _demand(side: Manifests, pod: Pod, least: Decimal, most: Decimal) -> Demand:
    demand = {PODS: Span(least, most)}
    for bound in BOUNDS:
        one = asked_by_pod(side, pod, bound)
        for resource in ("cpu", "memory"):
            whole = at(pod.spec, "resources", bound, resource) is not None
            is_open = not whole and any(
                resource not in asked(side, container, bound) for container in admitted_containers(pod)
            )
            amount = one.get(resource, Decimal(0))
            demand[f"{resource} {bound}"] = Span(amount * least, amount * most, is_open and most > 0)
    return demand


def _write(measure: str) -> Callable[[Decimal], str]:
    if measure == PODS:
        return lambda amount: f"{amount:f}"
    return in_cores if measure.startswith("cpu") else in_bytes


def words(measure: str, span: Span | None) -> str:
    """A span as people write it; `none` for what is not there, or where no container says anything.

    >>> words("memory limits", Span(Decimal(2**26), Decimal(2**27))), words("pods", Span(Decimal(2), Decimal(2)))
    ('64Mi to 128Mi', '2')
    >>> words("cpu limits", Span(Decimal(1), Decimal(1), True)), words("cpu limits", Span(Decimal(0), Decimal(0), True))
    ('1 and more, as a container says none', 'none said')
    """
    if span is None:
        return "none"
    if span.is_open and not span.most:
        return "none said"
    told = " to ".join(dict.fromkeys(map(_write(measure), (span.least, span.most))))
    return f"{told} and more, as a container says none" if span.is_open else told


def difference(measure: str, before: Span | None, after: Span | None) -> str:
    """How much more or less: of the most, and of the least where that is another amount.

    >>> one, two = Span(Decimal(1), Decimal(3)), Span(Decimal(1), Decimal(6))
    >>> difference("pods", one, two), difference("pods", two, one), difference("pods", one, one)
    ('+3 at most', '-3 at most', '')
    """
    old, new = ((span.least, span.most) if span else (Decimal(0), Decimal(0)) for span in (before, after))
    least, most = (late - early for early, late in zip(old, new, strict=True))
    if least == most:
        return _signed(measure, least)
    told = ((least, "at least"), (most, "at most"))
    return ", ".join(f"{_signed(measure, amount)} {which}" for amount, which in told if amount)


def _signed(measure: str, amount: Decimal) -> str:
    return f"{'+' if amount > 0 else '-'}{_write(measure)(abs(amount))}" if amount else ""


def html(all_rows: Sequence[Row]) -> Html:
    """What is asked for by environments and apps that change; the others are counted."""
    changed = [row for row in all_rows if row.is_changed]
    same = sum(len(row.environments) for row in all_rows if not row.is_changed and row.app and not row.unit)
    about = (
        "The upper bar is before, the lower one after: full up to what is always asked for, pale up to what an "
        "autoscaler may make of it. "
        "Init containers that restart run beside the others, and count with them; other init containers count where "
        "they ask for more than all that follows. What runs on each node or for each run is counted once, apart."
    )
    if not changed:
        return empty(f"Nothing else is asked of a cluster. {_stay(same)}")
    return fragment(
        element("p", about, class_="note"),
        [_figure(row) for row in changed],
        element("p", _stay(same), class_="note") if same else None,
    )


def _stay(count: int) -> str:
    return f"Apps that ask for the same as before: {count}, each environment counted." if count else ""


def _figure(row: Row) -> Html:
    title = " · ".join(filter(None, (", ".join(row.environments), row.app or "all apps", row.unit)))
    state = " (new)" if not row.before else " (gone)" if not row.after else ""
    if state and row.unit:
        # One side alone, once for each run or node: there is nothing to hold it against.
        told = ", ".join(f"{measure} {words(measure, span)}" for measure, span in (row.after or row.before).items())
        caption = element("figcaption", title, state)
        return element("figure", caption, element("p", f"{told}.", class_="note"), **_about(row))
    names = ("Measure", "Before and after", "Bars", "Difference")
    head = element("tr", (element("th", name, scope="col") for name in names))
    differing = [measure for measure in MEASURES if row.before.get(measure) != row.after.get(measure)]
    same = [f"{measure} {words(measure, row.after[measure])}" for measure in MEASURES if measure not in differing]
    table = element("table", element("thead", head), element("tbody", (_measure(row, each) for each in differing)))
    return element(
        "figure",
        element("figcaption", title, state),
        scrolled(f"Capacity of {title}", table),
        element("p", f"As before: {', '.join(same)}.", class_="note") if same else None,
        **_about(row),
    )


def _about(row: Row) -> dict[str, str | None]:
    return {"class_": "capacity", "data_env": " ".join(row.environments), "data_app": row.app or None}


def _measure(row: Row, measure: str) -> Html:
    old, new = row.before.get(measure), row.after.get(measure)
    return element(
        "tr",
        element("th", measure, scope="row"),
        element("td", f"{words(measure, old)} → {words(measure, new)}"),
        element("td", bars(old, new)),
        element("td", difference(measure, old, new)),
    )


def bars(old: Span | None, new: Span | None) -> Html:
    """Two bars, what was above what will be. The numbers stand beside them, so they are for the eyes alone."""
    top = max([span.most for span in (old, new) if span] or [Decimal(0)])
    sides = ((old, 1, "var(--muted, #667)"), (new, 13, "var(--accent, #0550ae)"))
    drawn = (_bar(span, top, y, colour) for span, y, colour in sides if span and top)
    return element("svg", drawn, aria_hidden="true", width="100%", height=24)


def _bar(span: Span, top: Decimal, y: int, colour: str) -> Html:
    least, most = (f"{amount * 100 / top:.2f}%" for amount in (span.least, span.most))
    paint: dict[str, str | int] = {"y": y, "height": 10, "stroke": colour, "fill": colour}
    frame = element("rect", x=0, width=most, fill_opacity="0.2", stroke_dasharray=3, **paint)
    return fragment(frame if most != least else None, element("rect", x=0, width=least, **paint))
