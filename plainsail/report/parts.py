"""Parts that several panels are made of: badges, lines of files, filters, tables that scroll by themselves."""

from __future__ import annotations

from collections.abc import Iterable

from plainsail.report.html import Child, Html, element, fragment, text

_MARKS = {"error": "\N{MULTIPLICATION X}", "warning": "!", "info": "i"}


def badge(severity: str, words: str) -> Html:
    """A severity in words, with a mark beside the colour, which not everybody sees."""
    mark = element("span", _MARKS[severity], class_="mark", aria_hidden="true")
    return element("span", mark, words, class_=f"badge {severity}")


def line_of(path: str, line: int) -> Html:
    """A line of a file."""
    return element("span", f"{path}:{line}", class_="at")


def prose(words: str) -> Html:
    """A sentence, with what stands between backticks as code.

    >>> prose("set `a=<1>` there")
    'set <code>a=&lt;1&gt;</code> there'
    """
    parts = words.split("`")
    if len(parts) % 2 == 0:  # one that is alone quotes nothing
        return text(words)
    return fragment(element("code", part) if number % 2 else part for number, part in enumerate(parts))


def scrolled(label: str, *children: Child) -> Html:
    """What may be wider than the page: it scrolls by itself, by keyboard as well."""
    return element("div", children, class_="scroll", role="group", aria_label=label, tabindex=0)


def filters(target: str, *controls: Html) -> Html:
    """Controls that show a part of what has the id `target`; there is nothing to see of them without a script."""
    count = element("output", class_="count", aria_live="polite")
    return element("form", controls, count, class_="filters", data_for=target, hidden=True)


def search(name: str, label: str) -> Html:
    """A field: what has a text in its `data-<name>` stays."""
    field = element("input", type="search", name=name, autocomplete="off", spellcheck="false")
    return element("label", f"{label} ", field)


def choice(name: str, label: str, options: Iterable[str], *, every: str = "all") -> Html:
    """A list: what has the word in its `data-<name>` stays."""
    shown = [element("option", every, value=""), *(element("option", option, value=option) for option in options)]
    return element("label", f"{label} ", element("select", shown, name=name))


def switch(name: str, label: str, *, is_on: bool = False) -> Html:
    """A box: while it is ticked, only what has the attribute `data-<name>` stays."""
    return element("label", element("input", type="checkbox", name=name, checked=is_on), f" {label}")


def fold(summary: Child, *content: Child, **attributes: str | bool | None) -> Html:
    """What is shown on demand."""
    return element("details", element("summary", summary), content, **attributes)


def empty(words: str) -> Html:
    """That there is nothing to show, and why."""
    return element("p", words, class_="empty")


def rows(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Terms and what they are."""
    return element("dl", (fragment(element("dt", term), element("dd", told)) for term, told in pairs))
