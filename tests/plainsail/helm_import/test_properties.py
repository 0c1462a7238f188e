"""Whatever a hierarchy of values says: what is written for it says the same to Helm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from constructs_lib.settings.values import thaw
from plainsail.helm.values import merged, read_values
from plainsail.helm_import.fleet import Fleet
from plainsail.helm_import.write import Import
from plainsail.scaffold.preview import preview
from tests.plainsail.helm_import.charts import chart
from tests.plainsail.projects import copy_of_envs, write

KEYS = st.sampled_from(["a", "b", "image", "on", "12", "a.b", "Größe", 'k"'])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["C"]), max_size=20)
    | st.floats(-1e9, 1e9)
)
VALUES = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    max_size=4,
)
HIERARCHIES = st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=8, max_size=8)
"""Of each environment, the layers behind those that all share."""


@given(defaults=VALUES, shared=VALUES, hierarchies=HIERARCHIES)
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_an_import_says_what_the_files_say(
    defaults: Mapping[str, Any], shared: Mapping[str, Any], hierarchies: list[list[Mapping[str, Any]]]
) -> None:
    with TemporaryDirectory() as scratch:
        root = copy_of_envs(Path(scratch).resolve() / "project")
        write(root, {**chart("chart", _yaml(defaults)), "chart/shared.yaml": _yaml(shared)})
        named = []
        for number, layers in enumerate(hierarchies):
            files = {f"chart/e{number}/{level}.yaml": _yaml(layer) for level, layer in enumerate(layers)}
            write(root, files)
            named.append(f"e{number}={','.join(['chart/shared.yaml', *files])}")
        made = Import(root)
        made.add(Fleet(root).one("other", root / "chart", named=named, start=root))
        made.write()

        found = {each.env_name: each for each in preview(root, {}) if each.app_name == "other"}

        for text in named:
            env, _, files_of = text.partition("=")
            passed = merged(read_values(root / file) for file in files_of.split(","))
            assert repr(_sorted(thaw(getattr(found[env], "values")))) == repr(_sorted(passed))  # noqa: B009


def _yaml(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True)


def _sorted(value: Any) -> Any:
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list():
            return [_sorted(item) for item in value]
    return value
