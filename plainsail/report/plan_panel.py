"""The panel of the plan: what the settings do to the cluster, against a ref or a folder."""

from __future__ import annotations

from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.findings.finding import SEVERITIES
from plainsail.findings.report import Result
from plainsail.plan.planned import Planned, planned
from plainsail.plan.report import for_people
from plainsail.plan.trees import against
from plainsail.report import capacity, changes_picture, timeline
from plainsail.report.facts import Facts
from plainsail.report.html import Html, element, fragment
from plainsail.report.instant import EPOCH, instant_of
from plainsail.report.parts import prose
from plainsail.terminal import many

title = "Plan"
anchor = "plan"


def html(facts: Facts) -> Html | None:
    """What a reviewer has to know, the gravest first; None where nothing is compared."""
    if facts.against is None:
        return None
    try:
        now = instant_of(facts)
        if now is None:
            raise ProjectError(f"there is no commit whose date the next runs could be counted from; set {EPOCH}")
        return content(planned(facts.project, against(facts.project, facts.against, Path.cwd()), now))
    except ProjectError as error:
        return element("p", f"No plan: {error}.", class_="problem")


def content(made: Planned) -> Html:
    """The plan of two trees."""
    comparison = made.comparison
    head = fragment(
        element("p", made.plan.report.about, "."),
        (element("p", "Not rendered: ", prose(words), ".", class_="problem") for words in made.left_out),
    )
    if not made.plan.entries:
        return head
    whole = changes_picture.whole_apps(comparison.before, comparison.after)
    jobs = list(timeline.jobs(comparison.before, comparison.after, comparison.now))
    return fragment(
        head,
        _first([result for result in for_people(made.plan.report).results if result.severity != SEVERITIES[-1]]),
        element("h3", "Objects"),
        changes_picture.html(changes_picture.picture(made.plan, whole)),
        element("h3", "Capacity"),
        capacity.html(list(capacity.rows(comparison.before, comparison.after))),
        element("h3", "Jobs"),
        timeline.html(jobs, comparison.now),
    )


def _first(grave: list[Result]) -> Html:
    if not grave:
        return element("p", "Nothing fails, nothing is lost, and nobody has to act.")
    return fragment(
        element("h3", f"{many(len(grave), 'thing')} to look at first"),
        element(
            "ul", [element("li", changes_picture.result_html(result, whole=True)) for result in grave], class_="first"
        ),
    )
