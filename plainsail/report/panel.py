"""What a panel of the page is: a module with a title, an anchor, and HTML made of the facts."""

from __future__ import annotations

from typing import Protocol

from plainsail.report.facts import Facts
from plainsail.report.html import Html


class Panel(Protocol):
    """A part of the page with a heading of its own."""

    title: str
    """Its heading, and its link at the top of the page."""
    anchor: str
    """What a link to it ends with: `#findings`."""

    def html(self, facts: Facts) -> Html | None:
        """Its content, without the heading; None where there is nothing to show, not even that there is nothing."""
