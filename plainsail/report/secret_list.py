"""The parameters that environments need: names and paths, never a value. Nobody is asked whether they exist."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from plainsail.findings.redaction import without_credentials
from plainsail.provenance import UnknownSetting, lines_of, parse_setting
from plainsail.report.facts import Facts
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import choice, empty, filters, line_of, scrolled, search
from plainsail.secrets.needs import Need
from plainsail.secrets.reports import parameter_of, variable_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

title = "Secrets"
anchor = "secrets"

_COLUMNS = ("App", "Environment", "Variable", "Parameter", "Store", "Verified", "Set by")


def html(facts: Facts) -> Html:
    """A table of names and paths."""
    asked = facts.needs
    if isinstance(asked, str):
        return empty(f"Not known: {asked}")
    left_out = [element("p", f"Not looked at: {words}", class_="note") for words in asked.left_out]
    if not asked.needs:
        return fragment(left_out, empty("No ExternalSecret needs a parameter."))
    by_place: dict[tuple[str, str], list[Need]] = defaultdict(list)
    for need in asked.needs:
        by_place[need.app, need.environment].append(need)
    rows = [_row(env, need) for env in facts.environments for need in by_place[env.app_name, env.env_name]]
    return fragment(
        element(
            "p",
            "Names and paths; no value is read by any command. Making this page asked no store: ",
            element("code", "plainsail secrets verify ENV"),
            " asks AWS whether they exist.",
            class_="note",
        ),
        left_out,
        filters("secret-list", search("app", "App"), choice("env", "Environment", facts.order)),
        scrolled(
            "What each app reads from its stores",
            element(
                "table",
                element("caption", "What each app reads from its stores", class_="hidden"),
                element("thead", element("tr", (element("th", name, scope="col") for name in _COLUMNS))),
                element("tbody", rows, id="secret-list"),
            ),
        ),
    )


def _row(environment: Environment, need: Need) -> Html:
    return element(
        "tr",
        element("th", need.app, scope="row"),
        element("td", need.environment),
        element("td", element("code", variable_of(need))),
        element("td", element("code", without_credentials(parameter_of(need)))),
        element("td", need.store, element("div", need.provider, class_="muted")),
        element("td", "not asked" if need.askable else "cannot be asked"),
        element("td", _line(environment, need)),
        data_app=need.app,
        data_env=need.environment,
    )


def _line(environment: Environment, need: Need) -> Html:
    """The line of the settings that names the parameter; where another setting brings it, that of the object."""
    with suppress(UnknownSetting):
        for line in lines_of(environment, parse_setting(f"external_secrets.params.{need.variable}", environment))[:1]:
            return line_of(line.path, line.line)
    return line_of(need.where.path, need.where.line)
