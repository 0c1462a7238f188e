"""Every unit says what its module cannot go without, and nothing that the module does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plainsail.delivery.hcl import read_hcl
from tools.documents import sections

ROOT = Path(__file__).resolve().parents[2]
TERRAGRUNT = ROOT / "deploy/terragrunt"
LIVE = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(TERRAGRUNT.glob("live/*/terragrunt.hcl"))}
SHOWN = {
    f"{section.heading} ({block.path})": block.text
    for section in sections("docs/how-to.md")
    for block in section.blocks
    if block.language == "hcl"
}


def said(text: str) -> dict[tuple[str, ...], Any]:
    """Every value of a text of HCL, by its keys."""
    return {keys: value for keys, value, _ in read_hcl(text).walk()}


def variables(module: str) -> dict[str, bool]:
    """The variables of a module: whether each must be said."""
    text = (TERRAGRUNT / "modules" / module / "variables.tf").read_text(encoding="utf-8")
    known = said(text)
    names = {keys[1] for keys in known if keys[0] == "variable"}
    return {name: ("variable", name, "default") not in known for name in names}


@pytest.mark.parametrize("text", [*LIVE.values(), *SHOWN.values()], ids=[*LIVE, *SHOWN])
def test_inputs_fit_the_module(text: str) -> None:
    values = said(text)
    inputs = {keys[1] for keys in values if keys[0] == "inputs" and len(keys) > 1}
    known = variables(values["terraform", "source"].rpartition("/")[2])

    assert {name for name, needed in known.items() if needed} <= inputs
    assert inputs <= set(known)


def test_the_documents_show_one() -> None:
    assert SHOWN
