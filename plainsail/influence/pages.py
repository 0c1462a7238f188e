"""The answers as text for people, and as rows for programs."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from constructs_lib.settings.errors import shorten
from plainsail.provenance import UNKNOWN, Origin
from plainsail.table import table

if TYPE_CHECKING:
    from plainsail.influence.answers import Answer
    from plainsail.influence.model import Effect
    from plainsail.influence.questions import Reply

Row = dict[str, Any]


def page(reply: Reply) -> str:
    """One field with its settings and their layers; or a table of the fields within what was asked about."""
    if not reply.whole:
        return "\n".join([reply.asked, table(_table(reply), indent="  ")])
    [answer] = reply.answers
    lines = [f"{reply.asked} = {written(answer.value)}"]
    lines += [
        setting_page(decider.setting, decider.value, decider.documentation, decider.origins)
        for decider in answer.of("value")
    ]
    if not answer.of("value"):
        lines.append(_no_setting(answer))
    if there := answer.of("presence"):
        lines.append("there because of")
        lines.append(table([(each.setting, *_place(each.origins)) for each in there], indent="  "))
    return "\n".join(lines)


def setting_page(setting: str, value: Any, text: str, found: Sequence[Origin]) -> str:
    """A setting with its value, what it does, and every layer that speaks about it."""
    lines = [f"{setting} = {written(value)}"]
    lines += textwrap.wrap(text, 118, initial_indent="  ", subsequent_indent="  ")
    lines.append(table([(layer(o), f"{o.path}:{o.line}", source(o)) for o in found], indent="  "))
    return "\n".join(lines)


def affects_page(setting: str, affected: Iterable[tuple[Effect, Any]]) -> str:
    """What a setting decides, by object."""
    rows = [(effect.object, effect.field, _effect(effect, value)) for effect, value in affected]
    if not rows:
        return f"{setting} decides no field of the YAML as it is: nobody says it here, or only commands read it"
    return "\n".join([f"{setting} decides", table(rows, indent="  ")])


def rows(answers: Iterable[Answer]) -> list[Row]:
    """A row for each layer of each setting that decides; for a constant, one for each line of the constructs."""
    found: list[Row] = []
    for answer in answers:
        at = {"object": answer.object, "field": answer.field}
        for decider in answer.deciders:
            found += [
                {**at, "decides": decider.how, "setting": decider.setting, **origin_row(origin)}
                for origin in decider.origins
            ]
        found += [
            {**at, "decides": "value", "setting": None, "value": answer.value, "class": None, **vars(constant)}
            for constant in answer.constants
        ]
    return found


def affects_rows(setting: str, affected: Iterable[tuple[Effect, Any]]) -> list[Row]:
    """A row for each field that a setting decides."""
    return [
        {"object": e.object, "field": e.field, "decides": e.how, "setting": setting, "value": value}
        for e, value in affected
    ]


def origin_row(origin: Origin) -> Row:
    """One layer as programs read it."""
    return {
        "value": None if origin.value is UNKNOWN else origin.value,
        "class": origin.class_name,
        "path": origin.path,
        "line": origin.line,
        "source": origin.source,
    }


def layer(origin: Origin) -> str:
    """Who speaks: the class, or the default of the vocabulary."""
    return "default" if origin.kind == "default" else origin.class_name


def source(origin: Origin) -> str:
    """The line, and whether only running it tells the value."""
    return f"{origin.source}  (computed)" if origin.kind == "computed" else origin.source


def written(value: Any) -> str:
    """The value in whole where it is text, cut short where it is large."""
    return repr(value) if isinstance(value, str) else shorten(value)


def _no_setting(answer: Answer) -> str:
    if not answer.constants:
        return "  no setting decides it: the constructs say it, in constructs_lib/ or charts/"
    lines = [(f"{each.path}:{each.line}", each.source) for each in answer.constants]
    return "\n".join(["  no setting decides it: the constructs say it", table(lines, indent="    ")])


def _table(reply: Reply) -> list[Sequence[str]]:
    """What is below the field that was asked about, as seen from there."""
    start = len(reply.asked.partition(" ")[2])
    return [row for answer in reply.answers for row in _rows(answer, answer.field[start:].lstrip("."))]


def _rows(answer: Answer, field: str) -> list[Sequence[str]]:
    """The field, its value, and each setting with the line that decides it."""
    said = [(each.setting, _place(each.origins)[0]) for each in answer.of("value")]
    said = said or [("(constructs)", f"{each.path}:{each.line}") for each in answer.constants[:1]]
    first, *others = said or [("(constructs)", "")]
    return [(field, shorten(answer.value), *first), *(("", "", *other) for other in others)]


def _place(found: Sequence[Origin]) -> tuple[str, str]:
    return (f"{found[0].path}:{found[0].line}", source(found[0])) if found else ("", "")


def _effect(effect: Effect, value: Any) -> str:
    if effect.how == "value":
        return shorten(value)
    if effect.how == "presence":
        return f"{shorten(value)}  (comes and goes)"
    return "(would appear)"


def as_json(settings: Sequence[Row]) -> str:
    """The document that programs read."""
    return json.dumps({"version": 1, "settings": settings}, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else repr(value)
