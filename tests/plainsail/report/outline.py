"""A page as those have it who do not see it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = {"br", "hr", "input", "link", "meta"}


class Outline(HTMLParser):
    """What of a page matters to those who do not see it: elements that are open, ids, links, headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        if "id" in known:
            self.ids.append(known["id"] or "")
        if tag == "a":
            self.links.append(known.get("href") or "")
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
