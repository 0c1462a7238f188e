"""The parameters that environments need: names and paths, never a value. Nobody is asked whether they exist."""

from __future__ import annotations

from plainsail.findings.redaction import without_credentials
from plainsail.report.facts import Facts
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import choice, empty, filters, line_of, scrolled, search
from plainsail.secrets.needs import Need
from plainsail.secrets.reports import parameter_of, variable_of

title = "Secrets"
anchor = "secrets"

_COLUMNS = ("App", "Environment", "Variable", "Parameter", "Store", "Verified", "In")


def html(facts: Facts) -> Html:
    """A table of names and paths."""
    asked = facts.needs
    if isinstance(asked, str):
        return empty(f"Not known: {asked}")
    left_out = [element("p", f"Not looked at: {words}", class_="note") for words in asked.left_out]
    if not asked.needs:
        return fragment(left_out, empty("No ExternalSecret needs a parameter."))
    order = {(env.app_name, env.env_name): number for number, env in enumerate(facts.environments)}
    needs = sorted(asked.needs, key=lambda need: order[need.app, need.environment])
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
            "Secrets",
            element(
                "table",
                element("caption", "What each app reads from its stores", class_="hidden"),
                element("thead", element("tr", (element("th", name, scope="col") for name in _COLUMNS))),
                element("tbody", map(_row, needs), id="secret-list"),
            ),
        ),
    )


def _row(need: Need) -> Html:
    return element(
        "tr",
        element("th", need.app, scope="row"),
        element("td", need.environment),
        element("td", element("code", variable_of(need))),
        element("td", element("code", without_credentials(parameter_of(need)))),
        element("td", need.store, element("div", need.provider, class_="muted")),
        element("td", "not asked" if need.askable else "cannot be asked"),
        element("td", line_of(need.where.path, need.where.line)),
        data_app=need.app,
        data_env=need.environment,
    )
