"""All apps are written together, and few that changed since beside them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest

from plainsail.render.kept.record import Record, Row, Whole, load, store, store_part

_LABELS = [f"staging/app-{number}" for number in range(16)]
_WHOLE = Whole("registry", _LABELS, ["envs.a:A"] * 16, "together", {"argocd/staging": "output"})


def row(text: str) -> Row:
    return Row("envs.a:A", ["envs/a.py"], text, "output", [["", "Service", "a", "a"]], "asked", [])


def rows(text: str = "after", *changed: int) -> dict[str, Row]:
    return {label: row(text if number in changed else "before") for number, label in enumerate(_LABELS)}


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".plainsail/kept").iterdir())


def kept(root: Path) -> Mapping[str, set[str]]:
    """What an app may have been made of, of those of which it is not what all were at first."""
    found = {label: {row.made_of for row in several} for label, several in load(root).rows.items()}
    return {label: made_of for label, made_of in found.items() if made_of != {"before"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    store(tmp_path, rows(), _WHOLE, Record({}, None, {}))
    return tmp_path


def change(root: Path, *changed: int, whole: Whole | None = None) -> None:
    before = load(root)
    store(root, rows("after", *changed), whole or before.whole, before)


def test_what_was_written_comes_back(root: Path) -> None:
    record = load(root)

    assert record == ({label: (own,) for label, own in rows().items()}, _WHOLE, rows())


def test_few_that_change_are_written_alone(root: Path) -> None:
    before = (root / ".plainsail/kept/all.json").read_bytes()
    change(root, 3)

    assert names(root) == ["all.json", "later.json"]
    assert (root / ".plainsail/kept/all.json").read_bytes() == before
    assert len((root / ".plainsail/kept/later.json").read_bytes()) < len(before) / 8
    assert kept(root) == {"staging/app-3": {"before", "after"}}


def test_they_are_gathered_until_they_are_many(root: Path) -> None:
    change(root, 3)
    change(root, 3, 5)
    assert kept(root).keys() == {"staging/app-3", "staging/app-5"}

    change(root, 3, 5, 7)

    assert names(root) == ["all.json"]
    assert kept(root) == {f"staging/app-{number}": {"after"} for number in (3, 5, 7)}


def test_all_are_written_where_what_holds_together_changes(root: Path) -> None:
    change(root, 3)
    change(root, 3, whole=_WHOLE._replace(together="otherwise"))

    assert names(root) == ["all.json"]
    assert load(root).whole == _WHOLE._replace(together="otherwise")


def test_whoever_writes_all_takes_over_what_parts_hold(root: Path) -> None:
    store_part(root, {"staging/app-1": row("part")}, "1-of-2")
    assert kept(root) == {"staging/app-1": {"before", "part"}}

    change(root, 1, whole=_WHOLE._replace(together="otherwise"))

    assert names(root) == ["all.json"]


@pytest.mark.parametrize("gone", ["all.json", "later.json"])
@pytest.mark.parametrize("damage", ["missing", "cut off", "of another project"])
def test_one_file_that_is_broken_takes_nothing_from_the_other(gone: str, damage: str, root: Path) -> None:
    change(root, 3)
    file = root / ".plainsail/kept" / gone
    match damage:
        case "missing":
            file.unlink()
        case "cut off":
            file.write_bytes(file.read_bytes()[:-1])
        case _:
            file.write_text('{"rows": {}}')

    record = load(root)

    assert (record.whole, len(record.rows)) == ((None, 1) if gone == "all.json" else (_WHOLE, 16))


def test_of_two_runs_at_once_each_leaves_what_is_true_of_some(root: Path) -> None:
    """Whatever the order in which they write: rows are true by themselves, and what holds together stands with all."""
    one, other, whole = rows("one", 3), rows("other", 5), _WHOLE._replace(together="otherwise")
    for order in itertools.permutations([(one, None), (other, None), (other, whole)]):
        store(root, rows(), _WHOLE, Record({}, None, {}))
        before = load(root)
        for known, agreed in order:
            store(root, known, agreed or before.whole, before)

        record = load(root)

        assert record.whole in (_WHOLE, whole)
        assert record.rows.keys() == {*_LABELS}
        assert {own.made_of for several in record.rows.values() for own in several} <= {"before", "one", "other"}
