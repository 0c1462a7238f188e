"""Settings by environments: what differs stands out, each value has its line, and no credential is among them."""

from __future__ import annotations

import pytest

from constructs_lib.settings import Environment
from plainsail.provenance import leaves
from plainsail.report.facts import Facts
from plainsail.report.matrix import Row, html, rows
from tests.rendered import environment
from tests.samples.values import Least


@pytest.fixture(scope="module")
def by_setting(facts: Facts) -> dict[str, Row]:
    return {row.setting: row for row in rows(facts.apps["backend"])}


@pytest.mark.sample
def test_each_setting_of_each_environment_has_a_row(facts: Facts, by_setting: dict[str, Row]) -> None:
    staging, production = facts.apps["backend"]

    assert len([row for row in by_setting.values() if row.cells[0]]) == len(list(leaves(staging)))
    assert len([row for row in by_setting.values() if row.cells[1]]) == len(list(leaves(production)))


@pytest.mark.sample
def test_what_differs_is_told_with_the_layers_above(by_setting: dict[str, Row]) -> None:
    row = by_setting["hpa.max_replicas"]

    assert row.differs
    assert [cell.value for cell in row.cells if cell] == ["1", "3"]
    [staging, production] = [[(layer[0], layer[1]) for layer in cell.layers] for cell in row.cells if cell]
    assert staging == [("Staging", "envs/backend/staging.py"), ("Base", "envs/backend/base.py")]
    assert production == [("Base", "envs/backend/base.py")]


@pytest.mark.sample
def test_what_is_alike_is_one_cell(facts: Facts) -> None:
    page = html("backend", facts.apps["backend"])

    row = page.partition("<code>port</code>")[2].partition("</tr>")[0]
    assert 'colspan="2"' in row
    assert row.count("<td") == 1


def test_settings_that_nobody_says_are_counted_and_not_shown() -> None:
    page = html("backend", [environment(Least)])

    assert "stay as the library has them" in page
    assert "progress_deadline_seconds" not in page


def test_what_one_environment_alone_says_differs() -> None:
    with_more = environment(Least, env={"A": "b"})

    [row] = [row for row in rows([environment(Least), with_more]) if row.setting == "env.A"]

    assert row.cells[0] is None
    assert row.differs


@pytest.mark.parametrize("name", ["DB_PASSWORD", "API_TOKEN"])
def test_no_credential_is_shown(name: str) -> None:
    leaking: Environment = environment(Least, env={name: "swordfish", "URL": "pg://app:swordfish-1@db/app"})

    page = html("backend", [leaking])

    assert f"env.{name}" in page
    assert "swordfish" not in page
