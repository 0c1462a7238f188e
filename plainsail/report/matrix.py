"""Settings by environments: what each says, the line that says it, and every layer above that line on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from constructs_lib.settings.errors import shorten
from plainsail.findings.finding import DecidingLine
from plainsail.findings.redaction import masked
from plainsail.provenance import UNKNOWN, Origin, SettingPath, format_setting, leaves, origins
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import empty, filters, line_of, scrolled, search, switch
from plainsail.terminal import many

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Cell:
    """A setting in one environment."""

    value: str
    """As Python writes it, without a credential."""
    layers: tuple[tuple[str, str, int, str], ...]
    """Each layer that speaks of it, the deciding one first: its class, its file, the line, and what stands there."""
    is_default: bool
    """Whether no layer of the project does."""


@dataclass(frozen=True)
class Row:
    """A setting, with its cell in each environment; None where one has no such setting."""

    setting: str
    cells: tuple[Cell | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the value is not the same everywhere."""
        return len({cell.value if cell else None for cell in self.cells}) > 1


def rows(environments: Sequence[Environment]) -> list[Row]:
    """Every setting of an app down to its last parts, in the order in which the vocabulary has them."""
    cells = [{path: _cell(env, path, value) for path, value in leaves(env)} for env in environments]
    order = dict.fromkeys(path for of_env in cells for path in of_env)
    names = list(dict.fromkeys(path[0] for path in order))
    grouped = sorted(order, key=lambda path: names.index(path[0]))
    return [Row(format_setting(path), tuple(of_env.get(path) for of_env in cells)) for path in grouped]


def _cell(environment: Environment, path: SettingPath, value: Any) -> Cell:
    setting, lines = format_setting(path), origins(environment, path)
    told = "not known" if value is UNKNOWN else shorten(value)
    return Cell(
        value=_hidden(setting, told),
        layers=tuple((_name(o), o.path, o.line, _hidden(setting, o.source)) for o in lines),
        is_default=not lines or lines[0].kind == "default",
    )


def _hidden(setting: str, words: str) -> str:
    """The words without a credential that somebody wrote into the setting."""
    return masked(DecidingLine(setting, "", 1, words)).text


def _name(origin: Origin) -> str:
    return "default" if origin.kind == "default" else origin.class_name


def html(app: str, environments: Sequence[Environment]) -> Html:
    """The table; settings that stay as the library has them everywhere are counted, and not shown."""
    every = rows(environments)
    told = [row for row in every if row.differs or any(cell and not cell.is_default for cell in row.cells)]
    if not told:
        return empty("No class says a setting: all is as the library has it.")
    name = f"settings-{app}"
    differing = sum(row.differs for row in told)
    head = element(
        "tr", (element("th", each, scope="col") for each in ("Setting", *(e.env_name for e in environments)))
    )
    return fragment(
        element(
            "p",
            f"{many(len(told), 'setting')} {'is' if len(told) == 1 else 'are'} set, {differing} of them not the same "
            f"everywhere; {len(every) - len(told)} stay as the library has them.",
            class_="note",
        ),
        filters(name, search("text", "Setting or value"), switch("differs", "Only what differs")),
        scrolled(
            f"Settings of {app} by environment",
            element(
                "table",
                element("caption", f"Settings of {app} by environment", class_="hidden"),
                element("thead", head),
                element("tbody", map(_row, told), id=name),
                class_="matrix",
            ),
        ),
    )


def _row(row: Row) -> Html:
    text = f"{row.setting} {' '.join(cell.value for cell in row.cells if cell)}".lower()
    return element(
        "tr",
        element("th", element("code", row.setting), _mark() if row.differs else None, scope="row"),
        _cells(row),
        class_="differing" if row.differs else None,
        data_text=text,
        data_differs=row.differs,
    )


def _mark() -> Html:
    return element("span", "\N{NOT EQUAL TO}", element("span", " differs", class_="hidden"), class_="unlike")


def _cells(row: Row) -> Iterator[Html]:
    """A cell an environment; those that stand side by side and are alike, down to the line, are one."""
    start = 0
    while start < len(row.cells):
        end = start + 1
        while end < len(row.cells) and row.cells[end] == row.cells[start]:
            end += 1
        yield element("td", _content(row.cells[start]), colspan=end - start if end - start > 1 else None)
        start = end


def _content(cell: Cell | None) -> Html:
    if cell is None:
        return element("span", "no such setting", class_="muted")
    value = element("code", cell.value)
    if not cell.layers:
        return value
    (name, path, line, source), *above = cell.layers
    if not above:
        return fragment(value, element("span", line_of(path, line), " ", name, class_="by", title=source))
    layers = [
        element("li", element("b", layer), " ", line_of(file, number), element("div", element("code", text)))
        for layer, file, number, text in cell.layers
    ]
    summary = element(
        "summary", value, element("span", line_of(path, line), f" {name}, over {len(above)}", class_="by")
    )
    return element("details", summary, element("ol", layers), class_="layers")
