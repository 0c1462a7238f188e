"""The house as `docs/architecture.md` describes it: no circles, and every room says what it must never do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("charts", "constructs_lib", "envs", "plainsail")
ROOMS = sorted(
    file.parent
    for package in PACKAGES
    for file in (ROOT / package).rglob("__init__.py")
    if file.parent.name != "sample"
)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_itself_through_others(package: str) -> None:
    """Not even for types: a circle of imports is one idea in two places."""
    graph = grimp.build_graph(package, cache_dir=None)

    circles = [
        (module, chain)
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if (chain := graph.find_shortest_chain(importer=imported, imported=module))
    ]

    assert not circles


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_says_what_it_must_never_do(room: Path) -> None:
    text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""

    assert re.search(r"\b([Nn]ever|Nothing)\b", text)


def test_the_document_has_a_row_for_each_room_with_all_columns() -> None:
    rows = re.findall(r"^\|.*\|$", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    tables = [row for row in rows if "`" in row]
    rooms = [room.relative_to(ROOT / "plainsail") for room in ROOMS if room.parent == ROOT / "plainsail"]

    assert [str(room) for room in rooms if not any(row.startswith(f"| `{room}/` |") for row in tables)] == []
    header = next(row for row in rows if row.startswith("| room |"))
    for row in rows[rows.index(header) :]:
        if row.startswith(("| `", "| room")) and row.count("|") != header.count("|"):
            break  # the next table
        assert all(cell.strip() for cell in row.strip("|").split("|")), row
