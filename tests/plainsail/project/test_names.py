"""The names in a registry that spells them out, without running it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.project.names import written
from plainsail.project.root import REGISTRY
from tests.plainsail.projects import write

SPELT = {
    "plain": 'ENVIRONMENTS = {"a": {"x": 1, "y": 2}, "b": {"x": 3}}\n',
    "with a type": 'ENVIRONMENTS: dict[str, object] = {"a": {"x": 1, "y": 2}, "b": {"x": 3}}\n',
}
COMPUTED = {
    "a call": 'ENVIRONMENTS = dict(a={"x": 1})\n',
    "a key": 'ENVIRONMENTS = {NAME: {"x": 1}}\n',
    "an unpacked mapping": 'ENVIRONMENTS = {**OTHERS, "a": {"x": 1}}\n',
    "environments": 'ENVIRONMENTS = {"a": both()}\n',
    "a later addition": 'ENVIRONMENTS = {"a": {"x": 1}}\nENVIRONMENTS["b"] = {"x": 1}\n',
    "a condition": 'if True:\n    ENVIRONMENTS = {"a": {"x": 1}}\n',
    "nothing": "",
}


@pytest.mark.parametrize("text", SPELT.values(), ids=SPELT)
def test_names_that_stand_there(text: str, tmp_path: Path) -> None:
    assert written(write(tmp_path, {REGISTRY: text})) == [("a", "x"), ("a", "y"), ("b", "x")]


@pytest.mark.parametrize("text", COMPUTED.values(), ids=COMPUTED)
def test_names_that_only_running_it_tells(text: str, tmp_path: Path) -> None:
    assert written(write(tmp_path, {REGISTRY: text})) is None
