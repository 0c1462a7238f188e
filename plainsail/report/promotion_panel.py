"""The panel of promotions: what an environment runs that the one behind it does not yet, commit by commit."""

from __future__ import annotations

from collections.abc import Sequence

from plainsail.errors import ProjectError
from plainsail.project.commits import Logged
from plainsail.report import changes_picture
from plainsail.report.facts import Facts
from plainsail.report.html import Html, element, fragment
from plainsail.report.instant import EPOCH, instant_of
from plainsail.report.parts import prose, scrolled
from plainsail.report.promotions import DELIVERY, Branch, Promotion, Waiting, promotions
from plainsail.terminal import many

title = "Promotion"
anchor = "promotion"

_MOST = 200
"""Commits that are listed; an environment that is further behind is told so."""


def html(facts: Facts) -> Html:
    """Each step of the way."""
    try:
        now = instant_of(facts)
        if now is None:
            return element("p", f"There is no commit here, and {EPOCH} is not set: no promotion can be told.")
        steps = list(promotions(facts.project, now))
    except ProjectError as error:
        return element("p", f"No promotion can be told: {error}.", class_="problem")
    if not steps:
        return element("p", "No environment follows another (the setting ", element("code", "follows"), ").")
    return fragment(map(step_html, steps))


def step_html(step: Promotion) -> Html:
    """One step: a sentence, the commits, and what the whole of it does."""
    return element(
        "section",
        element("h3", f"{step.source} → {step.target}"),
        element("p", _sentence(step)),
        (element("p", prose(words), ".", class_="problem") for words in step.missing),
        _back(step),
        _commits(step),
        _whole(step),
        data_env=step.target,
    )


def _sentence(step: Promotion) -> Html:
    before, after = step.before, step.after
    if before is None or after is None:
        return fragment(f"What {step.source} runs and {step.target} does not, nobody can say here.")
    if before.name == after.name:
        return fragment(f"Both follow {after.name}: what one gets, the other gets at once.")
    if before.commit == after.commit:
        return fragment(f"Nothing to promote: {step.target} runs what {step.source} runs, ", _branch(after), ".")
    runs = fragment(f"{step.source} runs ", _branch(after), f"; {step.target} runs ", _branch(before), ".")
    if not step.waiting:
        return runs
    asked = f" Reviewers of {step.approval} are asked." if step.approval else " Nobody is asked."
    return fragment(runs, f" {many(len(step.waiting), 'commit')} to promote.{asked}")


def _branch(branch: Branch) -> Html:
    return fragment(element("code", branch.commit[:12]), f" (the branch {branch.name})")


def _back(step: Promotion) -> Html | None:
    if not step.back:
        return None
    words = f"{step.target} runs {many(len(step.back), 'commit')} that {step.source} does not; to promote takes back:"
    return fragment(
        element("p", words, class_="problem"),
        _list([(commit, None) for commit in step.back], f"taken back from {step.target}"),
    )


def _commits(step: Promotion) -> Html | None:
    if not step.waiting:
        return None
    touching = [each for each in step.waiting if each.apps]
    others = [each for each in step.waiting if not each.apps]
    told = f"{many(len(others), 'commit')} that {_touch(others)} nothing of dist/ that {step.target} runs"
    return fragment(
        _list([(each.commit, each) for each in touching], f"for {step.target}")
        if touching
        else element("p", f"None of them touches what {step.target} runs."),
        element(
            "details",
            element("summary", told),
            _list([(each.commit, each) for each in others], f"beside what {step.target} runs"),
        )
        if others
        else None,
    )


def _touch(others: Sequence[Waiting]) -> str:
    return "touches" if len(others) == 1 else "touch"


def _list(commits: Sequence[tuple[Logged, Waiting | None]], name: str) -> Html:
    head = [element("th", title, scope="col") for title in ("Commit", "Written", "Subject", "Apps")]
    more = len(commits) - _MOST
    rows = (_commit(*each) for each in commits[:_MOST])
    table = element("table", element("thead", element("tr", head)), element("tbody", rows), class_="commits")
    return fragment(
        scrolled(f"Commits: {name}", table),
        element("p", f"and {many(more, 'older commit')}") if more > 0 else None,
    )


def _commit(commit: Logged, waiting: Waiting | None) -> Html:
    apps = [_app(app) for app in waiting.apps] if waiting else []
    return element(
        "tr",
        element("td", element("code", commit.name[:12])),
        element("td", element("time", f"{commit.authored:%Y-%m-%d %H:%M}", datetime=commit.authored.isoformat())),
        element("th", commit.subject or "(no subject)", scope="row"),
        element("td", ", ".join(apps)),
    )


def _app(app: str) -> str:
    return "which apps there are" if app == DELIVERY else app


def _whole(step: Promotion) -> Html | None:
    if step.plan is None:
        return None
    if not step.plan.entries:
        return element("p", f"All of them together change nothing of what {step.target} runs.")
    return fragment(
        element("h4", f"All of them together, in {step.target}"),
        element("p", step.plan.report.about, "."),
        changes_picture.html(changes_picture.picture(step.plan, step.whole), has_lines=False),
    )
