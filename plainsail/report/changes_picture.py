"""What is added, removed and changed, what restarts and will fail: a row for each object, by app, with consequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import SEVERITIES, DecidingLine
from plainsail.findings.report import Result
from plainsail.manifests.manifests import Manifests
from plainsail.plan.formats.words import UNFELT, mark_of, name_of, one_line, several_lines
from plainsail.plan.report import Entry, Plan, Row
from plainsail.plan.values import as_text, of_item
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import badge, empty, fold, line_of, prose, scrolled
from plainsail.terminal import many, shortened

_NONE: Mapping[str | None, str] = MappingProxyType({})
Mark = Literal["added", "removed", "changed", "restarts", "fails"]

MARKS: Mapping[Mark, tuple[str, str]] = {
    "added": ("+", "added"),
    "removed": ("\N{MINUS SIGN}", "removed"),
    "changed": ("~", "changed"),
    "restarts": ("↻", "restarts"),
    "fails": ("\N{MULTIPLICATION X}", "will fail"),
}
"""The symbol and the words of each: never a colour alone."""

_RULES: Mapping[str, Mark] = {"pods-restart": "restarts", "will-fail": "fails"}
_COLOURS: Mapping[Mark, str] = {
    "added": "var(--accent, #0550ae)",
    "removed": "var(--bad, #b3261e)",
    "changed": "var(--ink, #111)",
    "restarts": "var(--warn, #8a5300)",
    "fails": "var(--bad, #b3261e)",
}
_LONG = 400
"""Characters of a value that are shown before it is cut."""
_FEW = 3
"""Fields that are shown at once."""


@dataclass(frozen=True)
class Subject:
    """An object that differs, and what follows from it."""

    entry: Entry
    results: tuple[Result, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What happens to it, first what is done to the object, then what comes of that."""
        follows = [_RULES[result.rule.id] for result in self.results if result.rule.id in _RULES]
        return (self.entry.action, *dict.fromkeys(follows))

    def environments(self, mark: Mark) -> set[str]:
        """Where that happens to it."""
        follows = [result for result in self.results if _RULES.get(result.rule.id) == mark]
        return {env for result in follows for env in result.environments} or {*self.entry.environments}

    @property
    def is_felt(self) -> bool:
        """Whether the cluster notices."""
        return self.entry.action != "changed" or any(row.is_felt for row in self.entry.rows)


@dataclass(frozen=True)
class Group:
    """The objects of one app that differ; what brings apps to their clusters is of no app."""

    app: str | None
    subjects: tuple[Subject, ...]
    whole: str = ""
    """That the app comes or goes, in words."""

    @property
    def environments(self) -> tuple[str, ...]:
        """Those in which one of them differs."""
        return tuple(sorted({env for subject in self.subjects for env in subject.entry.environments}))


@dataclass(frozen=True)
class Picture:
    """Everything that a plan says, by app."""

    groups: tuple[Group, ...]
    others: tuple[Result, ...]
    """Consequences of no single object that differs: of an environment as a whole, or of another object."""

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many objects have each mark, one that differs in two environments counted twice, as the plan does."""
        counts = Counter[Mark]()
        for subject in (subject for group in self.groups for subject in group.subjects):
            for mark in subject.marks:
                counts[mark] += max(1, len(subject.environments(mark)))
        return counts


def whole_apps(before: Manifests, after: Manifests) -> Mapping[str | None, str]:
    """The apps that come or go in an environment, in words."""
    old, new = ({(r.app, r.environment) for r in side.resources if r.app and r.environment} for side in (before, after))
    told: dict[str | None, list[str]] = {}
    for words, homes in (("new in", new - old), ("gone from", old - new)):
        for app in sorted({str(app) for app, _ in homes}):
            environments = sorted(str(env) for each, env in homes if each == app)
            told.setdefault(app, []).append(f"{words} {', '.join(environments)}")
    return {app: ", ".join(words) for app, words in told.items()}


def picture(plan: Plan, whole: Mapping[str | None, str] = _NONE) -> Picture:
    """The plan, by app; of an app what is gravest comes first. `whole` says which apps come or go."""
    at_home: set[int] = set()
    groups: dict[str | None, list[Subject]] = {}
    by_object: dict[tuple[str | None, str], list[Result]] = {}
    for result in plan.report.results:
        by_object.setdefault((result.where.app, result.where.object), []).append(result)
    for entry in plan.entries:
        named = (
            result
            for name in dict.fromkeys((entry.object, *entry.names))
            for result in by_object.get((entry.app, name), ())
        )
        own = tuple(result for result in named if _is_there(result, entry))
        at_home |= {id(result) for result in own}
        groups.setdefault(entry.app, []).append(Subject(entry, own))
    order = sorted(groups, key=lambda app: (app is None, app or ""))
    return Picture(
        tuple(Group(app, tuple(sorted(groups[app], key=_gravest)), whole.get(app, "")) for app in order),
        tuple(result for result in plan.report.results if id(result) not in at_home),
    )


def _is_there(result: Result, entry: Entry) -> bool:
    """Whether it is about the object: one that moves is removed from a namespace, and added to another."""
    is_elsewhere = result.where.namespace and result.where.namespace not in entry.namespaces
    is_in_sight = not entry.environments or bool({*result.environments} & {*entry.environments})
    return is_in_sight and not is_elsewhere


def _gravest(subject: Subject) -> tuple[int, int, str, tuple[str, ...]]:
    grave = min((SEVERITIES.index(result.severity) for result in subject.results), default=len(SEVERITIES))
    return grave, ["removed", "changed", "added"].index(subject.entry.action), *_name(subject.entry)


def _name(entry: Entry) -> tuple[str, tuple[str, ...]]:
    return entry.object, entry.environments


def html(shown: Picture, *, has_lines: bool = True) -> Html:
    """The legend with its numbers, the rows of each app, and what is so of environments as a whole.

    Without lines, nobody looked for them.
    """
    if not shown.groups:
        return empty("Nothing differs: the cluster stays as it is.")
    others = [element("li", result_html(result, whole=True)) for result in shown.others]
    return fragment(
        _legend(shown.counts),
        (_group(group, has_lines=has_lines) for group in shown.groups),
        fragment(element("h4", "Of environments as a whole"), element("ul", others)) if others else None,
    )


def _legend(counts: Mapping[Mark, int]) -> Html:
    items = (element("li", glyph(mark), f" {counts.get(mark, 0)} {words}") for mark, (_, words) in MARKS.items())
    return element("ul", items, class_="marks")


_SHAPES: Mapping[Mark, str] = {
    "added": "M2 2h16v16H2z",
    "removed": "M2 2h16v16H2z",
    "changed": "M10 1a9 9 0 0 1 0 18a9 9 0 0 1 0-18z",
    "restarts": "M10 1l9 9l-9 9l-9-9z",
    "fails": "M6 1h8l5 5v8l-5 5H6l-5-5V6z",
}


def glyph(mark: Mark) -> Html:
    """The symbol of a mark in a shape of its own; what is removed is dashed."""
    symbol, words = MARKS[mark]
    colour, dashes = _COLOURS[mark], "3 2" if mark == "removed" else None
    frame = element("path", d=_SHAPES[mark], fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dashes)
    sign = element("text", symbol, x=10, y=14, text_anchor="middle", font_size=13, font_weight="bold", fill=colour)
    return element("svg", frame, sign, aria_hidden="true", width=20, height=20, viewBox="0 0 20 20", data_mark=words)


def _group(group: Group, *, has_lines: bool) -> Html:
    title = " · ".join(filter(None, (group.app or "what brings apps to clusters", ", ".join(group.environments))))
    names = ["What happens", "Object", "What follows", *(["Line behind"] if has_lines else [])]
    head = element("tr", (element("th", name, scope="col") for name in names))
    rows = (_subject(subject, group.environments, has_lines=has_lines) for subject in group.subjects)
    table = element("table", element("thead", head), rows, class_="changes")
    return element(
        "section",
        element("h4", title, f" ({group.whole})" if group.whole else None),
        scrolled(f"{'Plan of' if has_lines else 'To promote:'} {title}", table),
        data_app=group.app,
        data_env=" ".join(group.environments),
    )


def _subject(subject: Subject, among: Sequence[str], *, has_lines: bool) -> Html:
    entry = subject.entry
    marks = (element("div", glyph(mark), " ", MARKS[mark][1], class_="what") for mark in subject.marks)
    follows = [element("p", result_html(result, among=entry.environments)) for result in _alike(subject.results)]
    quiet = element("p", "no consequence of its own" if subject.is_felt else UNFELT, class_="muted")
    found = (line for line in (entry.line, *(row.line for row in entry.rows)) if line)
    lines = {(line.path, line.line): line for line in found}.values()  # one line may say two settings
    none = "no setting says it any more" if entry.action == "removed" else "none was found"
    behind = list(map(line_html, lines)) or element("span", none, class_="muted")
    names = [element("div", name, class_="muted") for name in entry.names if name != entry.object]
    where = element("div", "in ", ", ".join(entry.environments), class_="muted")
    if entry.environments and entry.environments != tuple(among):
        names.append(where)
    row = element(
        "tr",
        element("td", marks),
        element("th", element("code", entry.object), names, scope="row"),
        element("td", follows or quiet),
        element("td", behind) if has_lines else None,
    )
    fields = _fields(entry, has_lines=has_lines)
    more = element("tr", element("td"), element("td", fields, colspan=3 if has_lines else 2)) if fields else None
    return element("tbody", row, more)


def _alike(results: Sequence[Result]) -> Iterator[Result]:
    """Each consequence once: of environments where it has the same words, for all of them."""
    by_words: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        by_words.setdefault((result.rule.id, result.severity, result.message, result.fix), []).append(result)
    for first, *others in by_words.values():
        environments = {env for result in (first, *others) for env in result.environments}
        yield replace(first, environments=tuple(sorted(environments))) if others else first


def result_html(result: Result, *, among: Sequence[str] = (), whole: bool = False) -> Html:
    """A consequence, with where it is so, if that is not `among` all; as a `whole`, with the lines behind it, too."""
    place = result.where.place if whole else ""
    where = " ".join((", ".join(result.environments) if result.environments != among else "", place)).strip()
    return fragment(
        badge(result.severity, f"{result.severity}: {result.rule.id.replace('-', ' ')}"),
        fragment(element("b", where), ": ") if where else None,
        prose(result.message),
        element("div", "What to do: ", prose(result.fix), class_="fix") if result.fix else None,
        map(line_html, result.lines) if whole else None,
    )


def line_html(line: DecidingLine) -> Html:
    """The line behind a change, with what it says."""
    return element("div", line_of(line.path, line.line), " ", element("code", line.text.strip()))


def _fields(entry: Entry, *, has_lines: bool) -> Html | None:
    """The fields of an object that changes, before and after, on demand; at once where they are few."""
    if not entry.rows:
        return None
    names = ["Field", "Before", "After", *(["Line"] if has_lines else [])]
    head = element("tr", (element("th", name, scope="col") for name in names))
    rows = (_field(row, entry, has_lines=has_lines) for row in entry.rows)
    table = element("table", element("thead", head), element("tbody", rows), class_="fields")
    return fold(many(len(entry.rows), "field"), table, open=len(entry.rows) <= _FEW)


def _field(row: Row, entry: Entry, *, has_lines: bool) -> Html:
    felt = None if row.is_felt else element("div", UNFELT, class_="muted")
    line = line_of(row.line.path, row.line.line) if row.line else None
    return element(
        "tr",
        element("th", element("code", name_of(row, entry)), felt, scope="row"),
        (element("td", _value(side)) for side in sides(row)),
        element("td", line) if has_lines else None,
    )


def _value(side: str) -> Html:
    if not side:
        return element("span", "none", class_="muted")
    return element("pre", side) if "\n" in side else element("code", side)


def sides(row: Row) -> tuple[str, str]:
    """A field before and after, in words; empty where there is none."""
    change = row.change
    if row.is_hidden:
        return {"+": ("", "(hidden)"), "-": ("(hidden)", "")}.get(mark_of(row), ("(hidden)", "(hidden, another)"))
    if change.order:
        return ", ".join(change.old), ", ".join(change.new)
    if one_line(row) is None:
        lines = list(several_lines(row, _LONG))
        old, new = ("\n".join(text for sign, text in lines if sign != other) for other in "+-")
        return old, new
    if change.old == change.new and type(change.old) is type(change.new):
        return "(something)", "(something else)"
    return _text(row, change.old), _text(row, change.new)


def _text(row: Row, side: object) -> str:
    return "" if side is ABSENT else shortened(as_text(of_item(row.change.path, side)), _LONG)
