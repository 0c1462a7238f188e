"""What the checks find, each with why it matters, the fix and the line; filtered by severity, app and environment."""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import SEVERITIES
from plainsail.findings.formats.text import place
from plainsail.findings.report import Result
from plainsail.report.facts import Facts
from plainsail.report.html import Child, Html, element, fragment
from plainsail.report.parts import badge, choice, empty, filters, line_of, prose, rows, search

title = "Findings"
anchor = "findings"


def html(facts: Facts) -> Html:
    """A list, the gravest first."""
    told = element("p", facts.report.summary, class_="note")
    left_out = facts.report.left_out
    more = element("p", f"Not looked at: {'; '.join(left_out)}", class_="note") if left_out else None
    if not facts.report.results:
        return fragment(told, more, empty("The checks have nothing to say."))
    controls = filters(
        "finding-list",
        choice("severity", "Severity", SEVERITIES),
        choice("env", "Environment", facts.order),
        search("app", "App"),
        search("text", "Text"),
    )
    found = [_finding(result) for result in facts.report.results]
    return fragment(told, more, controls, element("ul", found, id="finding-list", class_="findings"))


def _finding(result: Result) -> Html:
    where = place(result)
    return element(
        "li",
        element("h3", badge(result.severity, result.severity), " ", element("code", result.rule.id)),
        element("p", prose(result.message), class_="message"),
        rows(_told(result)),
        data_severity=result.severity,
        data_env=" ".join(result.environments),
        data_app=result.where.app or "",
        data_text=f"{result.rule.id} {where} {result.message}".lower(),
    )


def _told(result: Result) -> Iterator[tuple[str, Child]]:
    where = [", ".join(result.environments), place(result)]
    yield "Where", "  ".join(filter(None, where)) or f"{result.where.path}:{result.where.line}"
    if result.lines:
        lines = [element("li", line_of(line.path, line.line), " ", element("code", line.text)) for line in result.lines]
        yield "Set by", element("ul", lines)
    elif result.where.object:
        yield "In", line_of(result.where.path, result.where.line)
    if result.rule.why:
        yield "Why", prose(result.rule.why)
    if result.fix:
        yield "Fix", prose(result.fix)
