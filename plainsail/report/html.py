"""HTML as a value: an element of texts and elements. A text is escaped where it enters, so none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias, Union

from plainsail.terminal import printable

Child: TypeAlias = Union[str, int, "Iterable[Child]", None]
"""What stands in an element: `Html` as it is, other texts escaped, nothing for None, the parts of anything else."""
Attribute: TypeAlias = str | int | bool | None

_VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Html:
    r"""A text as a browser shows it as it is; what would turn its direction, or is not to be seen, is written out.

    >>> text('<b title="x">'), text("a\u202eb")
    ('&lt;b title=&quot;x&quot;&gt;', 'a\\u202eb')
    """
    return Html(escape(printable(value)))


def raw(markup: str) -> Html:
    """Markup that is made elsewhere, of values that were escaped there."""
    return Html(markup)


def fragment(*children: Child) -> Html:
    """The children, without an element around them."""
    return Html("".join(map(_child, children)))


def element(tag: str, *children: Child, **attributes: Attribute) -> Html:
    """One element. `class_` and `for_` are `class` and `for`, `data_kind` is `data-kind`; True is an attribute alone.

    >>> element("a", "x < y", href="#a&b", class_="big", hidden=False, data_kind="Job")
    '<a href="#a&amp;b" class="big" data-kind="Job">x &lt; y</a>'
    >>> element("p", "a", None, [element("br"), 1], hidden=True)
    '<p hidden>a<br>1</p>'
    """
    start = "".join(_attribute(name, value) for name, value in attributes.items())
    inner = fragment(*children)
    return Html(f"<{tag}{start}>" if tag in _VOID else f"<{tag}{start}>{inner}</{tag}>")


def _child(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return text(child)
    if child is None:
        return ""
    return str(child) if isinstance(child, int) else fragment(*child)


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    known = name.rstrip("_").replace("_", "-")
    return f" {known}" if value is True else f' {known}="{text(str(value))}"'
