"""Environments side by side: what each app is in each of them, and what differs from one to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from plainsail.findings.finding import SEVERITIES
from plainsail.findings.report import Result
from plainsail.report.facts import Facts
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import badge, choice, filters, scrolled, search
from plainsail.report.summary import COLUMNS, Lines, summary
from plainsail.terminal import many

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

title = "Environments"
anchor = "environments"


def html(facts: Facts) -> Html:
    """One table: a group of rows an app, a row an environment."""
    columns = ("App", "Environment", "Findings", *(heading for _, heading in _columns()))
    head = element("tr", (element("th", name, scope="col") for name in columns))
    return fragment(
        element(
            "p",
            "Each app in the order in which a change reaches its environments. ",
            element("span", "What differs", class_="differs"),
            " within an app is underlined. CPU and memory: request / limit of a pod.",
            class_="note",
        ),
        filters(
            "overview",
            search("app", "App"),
            choice("env", "Environment", facts.order),
            choice("health", "Findings", SEVERITIES, every="with and without"),
        ),
        scrolled(
            "Environments side by side",
            element(
                "table",
                element("caption", "Every app in every environment", class_="hidden"),
                element("thead", head),
                (_group(facts, app, environments) for app, environments in facts.apps.items()),
                id="overview",
                class_="overview",
            ),
        ),
    )


def _columns() -> list[tuple[str, str]]:
    return [(name, COLUMNS[name]) for name in ("version", "replicas", "cpu", "memory", "host", "schedule")]


def _group(facts: Facts, app: str, environments: Sequence[Environment]) -> Html:
    rows = [asdict(summary(env, facts.objects(env), facts.manifests)) for env in environments]
    differing = {name for name, _ in _columns() if len({row[name] for row in rows}) > 1}
    return element("tbody", (_row(facts, app, *row, differing) for row in zip(environments, rows, strict=True)))


def _row(facts: Facts, app: str, env: Environment, row: dict[str, Lines], differing: set[str]) -> Html:
    findings = facts.findings(env)
    unbuilt = env in facts.project.unbuilt
    return element(
        "tr",
        element("th", element("a", app, href=facts.link(app)), scope="row"),
        element("td", env.env_name, element("span", " not built yet", class_="muted") if unbuilt else None),
        element("td", _health(findings, app, env.env_name) if findings else element("span", "none", class_="muted")),
        (element("td", _cell(row[name], differs=name in differing)) for name, _ in _columns()),
        data_app=app,
        data_env=env.env_name,
        data_health=" ".join(dict.fromkeys(result.severity for result in findings)),
    )


def _cell(lines: Lines, *, differs: bool) -> Html:
    if not lines:
        return element("span", "\N{EM DASH}", class_="muted", title="none")
    return fragment(element("div", element("span", line, class_="differs" if differs else None)) for line in lines)


def _health(findings: Sequence[Result], app: str, env: str) -> Html:
    """How many there are of each severity; a link to them alone."""
    counts = Counter(result.severity for result in findings)
    told = [(severity, counts[severity]) for severity in SEVERITIES if counts[severity]]
    badges = [badge(severity, f"{n} info" if severity == "info" else many(n, severity)) for severity, n in told]
    return element("a", badges, href="#findings", data_show_app=app, data_show_env=env)
