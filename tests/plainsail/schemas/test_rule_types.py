"""The file that says which module of the rules is about which type."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from plainsail.schemas import rules
from tools import rule_types


def test_the_file_says_which_module_is_about_which_type() -> None:
    assert rule_types.PATH.read_text(encoding="utf-8") == rule_types.text(), "run `make tables`"


def test_no_module_that_says_something_is_forgotten() -> None:
    folder = Path(rules.__file__).parent
    modules = {file.stem: import_module(f"{rules.__name__}.{file.stem}") for file in folder.glob("[a-z]*.py")}

    assert {name for name, module in modules.items() if set(rule_types.NAMES) & vars(module).keys()} == {*rules.GROUPS}
