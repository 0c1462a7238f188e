"""Answers as text for people, and as rows for programs."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.paths import format_path
from constructs_lib.settings.errors import shorten
from plainsail.provenance import UNKNOWN, Origin
from plainsail.table import table

if TYPE_CHECKING:
    from plainsail.attribution.answers import Answer
    from plainsail.attribution.experiment import Effect
    from plainsail.attribution.questions import Reply

Row = dict[str, Any]


def reply_page(reply: Reply) -> str:
    """One field with its settings and their layers; or a table of the fields within what was asked about."""
    if not reply.whole:
        start = len(reply.asked.partition(" ")[2])  # the fields are shown as seen from what was asked about
        cells = [row for answer in reply.answers for row in _cells(answer, answer.field[start:].lstrip("."))]
        return "\n".join([reply.asked, table(cells, indent="  ")])
    [answer] = reply.answers
    deciders, lines = answer.of("value"), [f"{reply.asked} = {_in_full(answer.value)}"]
    lines += [setting_page(d.setting, d.value, d.documentation, d.origins) for d in deciders]
    if not deciders and not answer.constants:
        lines.append("  no setting decides it: the constructs say it, in constructs_lib/ or charts/")
    elif not deciders:
        lines.append("  no setting decides it: the constructs say it")
        lines.append(table([(f"{line.path}:{line.line}", line.source) for line in answer.constants], indent="    "))
    if present := answer.of("presence"):
        lines.append("there because of")
        rows = [(d.setting, *(_line(d.origins[0]) if d.origins else ("", ""))) for d in present]
        lines.append(table(rows, indent="  "))
    return "\n".join(lines)


def setting_page(setting: str, value: Any, text: str, origins: Sequence[Origin]) -> str:
    """A setting with its value, what it does, and every line that takes part in its value."""
    lines = [f"{setting} = {_in_full(value)}"]
    lines += textwrap.wrap(text, 118, initial_indent="  ", subsequent_indent="  ")
    lines.append(table([(layer(origin), *_line(origin)) for origin in origins], indent="  "))
    return "\n".join(lines)


def affects_page(setting: str, effects: Iterable[tuple[Effect, Any]]) -> str:
    """What a setting decides, by object."""
    rows = [(effect.object, format_path(effect.field), _effect(effect, value)) for effect, value in effects]
    if not rows:
        why = "nobody says it here, no construct reads it, or it is for commands alone"
        return f"{setting} decides no field of the YAML as it is: {why}"
    return "\n".join([f"{setting} decides", table(rows, indent="  ")])


def reply_rows(answers: Iterable[Answer]) -> list[Row]:
    """A row for each layer of each setting that decides; for a constant, one for each line of the constructs."""
    rows: list[Row] = []
    for answer in answers:
        at = {"object": answer.object, "field": answer.field}
        for decider in answer.deciders:
            setting = {**at, "decides": decider.how, "setting": decider.setting}
            rows += [{**setting, **origin_row(origin)} for origin in decider.origins]
        constant = {**at, "decides": "value", "setting": None, "value": answer.value, "class": None}
        rows += [{**constant, **vars(line)} for line in answer.constants]
    return rows


def affects_rows(setting: str, effects: Iterable[tuple[Effect, Any]]) -> list[Row]:
    """A row for each field that a setting decides."""
    return [
        {"object": e.object, "field": format_path(e.field), "decides": e.how, "setting": setting, "value": value}
        for e, value in effects
    ]


def origin_row(origin: Origin | None) -> Row:
    """One line as programs read it; nothing but its keys where there is none."""
    if origin is None:
        return dict.fromkeys(("value", "class", "path", "line", "source"))
    return {
        "value": None if origin.value is UNKNOWN else origin.value,
        "class": origin.class_name,
        "path": origin.path,
        "line": origin.line,
        "source": origin.source,
    }


def layer(origin: Origin) -> str:
    """The class that gives the value, or that it is a default."""
    return "default" if origin.kind == "default" else origin.class_name


def as_json(settings: Sequence[Row]) -> str:
    """The document that programs read."""
    return json.dumps({"version": 1, "settings": settings}, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else repr(value)


def _in_full(value: Any) -> str:
    """The value in whole where it is text, cut short where it is large."""
    return repr(value) if isinstance(value, str) else shorten(value)


def _line(origin: Origin) -> tuple[str, str]:
    """Where the line is, and what stands there; with a word where only running it tells the value."""
    source = f"{origin.source}  (computed)" if origin.kind == "computed" else origin.source
    return f"{origin.path}:{origin.line}", source


def _cells(answer: Answer, field: str) -> list[Sequence[str]]:
    """The field, its value, and each setting with the line that decides it."""
    decided = [(d.setting, _line(d.origins[0])[0] if d.origins else "") for d in answer.of("value")]
    by_constructs = [("(constructs)", f"{line.path}:{line.line}") for line in answer.constants[:1]]
    first, *others = decided or by_constructs or [("(constructs)", "")]
    return [(field, shorten(answer.value), *first), *(("", "", *other) for other in others)]


def _effect(effect: Effect, value: Any) -> str:
    if effect.how == "appears":
        return "(would appear)"
    return f"{shorten(value)}  (comes and goes)" if effect.how == "presence" else shorten(value)
