"""The page: one file with all in it, or an index with a page for each app of a fleet. No network, no build step."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from plainsail.graph import STYLE
from plainsail.progress import progress
from plainsail.report import app_section, finding_list, overview, plan_panel, promotion_panel, secret_list
from plainsail.report.facts import Facts
from plainsail.report.field_origins import FieldOrigins
from plainsail.report.html import Child, Html, element, fragment, raw
from plainsail.report.panel import Panel
from plainsail.report.parts import prose
from plainsail.terminal import many

PANELS: tuple[Panel, ...] = (plan_panel, overview, promotion_panel, finding_list, secret_list)
"""In the order of the page."""

MOST_APPS = 50
"""On one page; a fleet of more has an index, and a page for each."""
_PLAIN = 1_000_000
"""Characters of apps that stand in the page as they are; more are packed, and unpacked by the browser one by one."""


def pages(facts: Facts, name: str) -> Mapping[str, str]:
    """Every file, by its path from the folder of the page; `name` is that of the page, without its ending."""
    project = facts.name
    known = FieldOrigins()
    apps = list(facts.apps)
    sections = ((app, app_section.html(facts, app, known)) for app in progress(apps, "drawing apps", len(apps)))
    if len(apps) <= MOST_APPS:
        shown = list(_panels(facts))
        links = [*((panel.anchor, panel.title) for panel, _ in shown), ("apps", "Apps")]
        nav = [(f"#{anchor}", title) for anchor, title in links]
        main = [*(_section(panel.anchor, panel.title, content) for panel, content in shown), _apps(dict(sections))]
        return {f"{name}.html": _document(facts, project, nav, main)}
    facts = replace(facts, pages=name)
    shown = list(_panels(facts))
    nav = [(f"#{panel.anchor}", panel.title) for panel, _ in shown]
    index = _document(facts, project, nav, [_section(panel.anchor, panel.title, html) for panel, html in shown])
    made = {f"{name}.html": index}
    for app, content in sections:
        back = [(f"../{name}.html#{panel.anchor}", panel.title) for panel, _ in shown]
        body = [element("section", element("h2", app), content, id=f"app-{app}", class_="app")]
        made[f"{name}/{app}.html"] = _document(facts, f"{app} \N{MIDDLE DOT} {project}", back, body)
    return made


def _panels(facts: Facts) -> Iterator[tuple[Panel, Html]]:
    for panel in PANELS:
        if (content := panel.html(facts)) is not None:
            yield panel, content


def _section(anchor: str, title: str, content: Html) -> Html:
    heading = element("h2", title, id=f"{anchor}-title")
    return element("section", heading, content, id=anchor, aria_labelledby=f"{anchor}-title")


def _apps(sections: Mapping[str, Html]) -> Html:
    """Each app behind its name."""
    is_large = sum(map(len, sections.values())) > _PLAIN
    folds = [
        element(
            "details",
            element("summary", app),
            _packed(content) if is_large else content,
            id=f"app-{app}",
            class_="app",
        )
        for app, content in sections.items()
    ]
    return _section("apps", "Apps", fragment(element("p", f"{many(len(folds), 'app')}.", class_="note"), folds))


def _packed(content: Html) -> Html:
    """The same in a few bytes; the browser unpacks it when it is looked at."""
    packed = base64.b64encode(gzip.compress(content.encode(), mtime=0)).decode()
    return fragment(
        element("noscript", element("p", "An app of a large project is shown by a script.", class_="empty")),
        element("script", raw(packed), type="text/plain", data_packed=True),
    )


def _document(facts: Facts, title: str, nav: Sequence[tuple[str, str]], main: Sequence[Child]) -> str:
    style, script = _asset("page.css") + _asset("plan.css") + STYLE, _asset("page.js")
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title} \N{MIDDLE DOT} plainsail report"),
        element("style", raw(style)),
    )
    body = element(
        "body",
        element("a", "Skip to the content", href="#main", class_="skip"),
        element(
            "header",
            element("div", element("h1", title), _commit(facts), class_="name"),
            element("nav", (element("a", text, href=href) for href, text in nav), aria_label="Panels"),
            element("button", "Theme", type="button", id="theme", hidden=True),
        ),
        element("main", _provisos(facts), main, id="main", tabindex=-1),
        element("footer", element("p", "Made by ", element("code", "plainsail report"), " from settings and dist/.")),
        element("script", raw(script)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _provisos(facts: Facts) -> Html | None:
    told = [element("p", prose(words)) for words in facts.provisos]
    return element("div", told, class_="problem provisos", role="note") if told else None


def _commit(facts: Facts) -> Html:
    commit = facts.commit
    if commit is None:
        return element("p", "not committed yet", class_="muted")
    day = f"{commit.instant:%Y-%m-%d %H:%M %z}"
    against = f" against {facts.against}" if facts.against else ""
    told = element("code", commit.name[:12])
    return element("p", told, f"{against} \N{MIDDLE DOT} {day} \N{MIDDLE DOT} {commit.subject}", class_="muted")


@cache
def _asset(name: str) -> str:
    return (files("plainsail.report") / "assets" / name).read_text(encoding="utf-8")
