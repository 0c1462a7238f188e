"""What `.plainsail/` keeps of `dist/` is what would be read and judged anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from plainsail.findings import known as module
from plainsail.findings.known import Known
from plainsail.schemas import Problem
from plainsail.yaml_reader import YamlDocument, read

FILE = "staging/backend/ConfigMap.backend.yaml"
TEXT = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: backend\ndata:\n  a: 'yes'\n  n: '1'\n"
BROKEN = "a: [\n"
Judged = Callable[[dict[str, Any], str], tuple[dict[str, Any], Sequence[Problem]]]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read as YAML."""
    texts: list[str] = []

    def noting(text: str) -> Any:
        texts.append(text)
        return read(text)

    monkeypatch.setattr(module, "read", noting)
    return texts


def contents(known: Known, text: str = TEXT) -> list[dict[str, Any]]:
    return [result.content for result in known.read(FILE, text) if isinstance(result, YamlDocument)]


def judge(known: Known, text: str = TEXT, problems: Sequence[Problem] = ()) -> int:
    """How often an object is judged that such a text holds."""
    asked: list[str] = []

    def judged(document: dict[str, Any], version: str) -> tuple[dict[str, Any], Sequence[Problem]]:
        asked.append(version)
        return document, problems

    documents = contents(known, text)
    for document in documents:
        assert known.judging(documents, judged)(document, "1.35") == (document, problems if asked else ())
    known.keep()
    return len(asked)


def test_a_file_is_read_and_judged_once(tmp_path: Path, reads: list[str]) -> None:
    first, second = Known(tmp_path, []), Known(tmp_path, [])

    assert (judge(first), judge(second)) == (1, 0)
    assert contents(second) == contents(Known(tmp_path / "other", []))
    assert second.read(FILE, TEXT) == list(read(TEXT))
    assert reads == [TEXT, TEXT]


def test_another_text_is_read_and_judged(tmp_path: Path, reads: list[str]) -> None:
    judge(Known(tmp_path, []))
    other = TEXT.replace("'1'", "'2'")

    assert judge(Known(tmp_path, []), other) == 1
    assert reads == [TEXT, other]


def test_another_version_judges_anew(tmp_path: Path) -> None:
    judge(Known(tmp_path, []))
    known, asked = Known(tmp_path, []), []
    documents = contents(known)

    def judged(document: dict[str, Any], version: str) -> tuple[dict[str, Any], Sequence[Problem]]:
        asked.append(version)
        return document, ()

    for version in ("1.35", "1.36", "1.36"):
        known.judging(documents, judged)(documents[0], version)

    assert asked == ["1.36"]


def test_what_has_a_problem_is_judged_again(tmp_path: Path) -> None:
    problem = Problem("data", "is wrong")

    assert [judge(Known(tmp_path, []), problems=[problem]) for _ in range(2)] == [1, 1]


def test_other_definitions_make_everything_unknown(tmp_path: Path, reads: list[str]) -> None:
    definitions = tmp_path / "crds"
    definitions.mkdir()
    judge(Known(tmp_path / "kept", [definitions]))
    (definitions / "a.yaml").write_text("a: 1\n")

    assert judge(Known(tmp_path / "kept", [definitions])) == 1
    assert reads == [TEXT, TEXT]


def test_a_definition_among_the_objects_lets_all_be_judged(tmp_path: Path) -> None:
    judge(Known(tmp_path, []))
    known = Known(tmp_path, [])
    [document] = contents(known)

    def never(*_: Any) -> Any:
        raise AssertionError

    assert known.judging([document], never) is not never
    assert known.judging([document, {"kind": "CustomResourceDefinition"}], never) is never


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"key": 1}', '{"key": "x", "files": {"y": [1]}}'])
def test_a_file_that_holds_something_else_is_not_believed(tmp_path: Path, kept: str) -> None:
    judge(Known(tmp_path, []))
    [file] = tmp_path.rglob("*.json")
    file.write_text(kept)

    assert contents(Known(tmp_path, [])) == [
        result.content for result in read(TEXT) if isinstance(result, YamlDocument)
    ]


def test_what_is_no_yaml_is_told_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        known = Known(tmp_path, [])
        assert [type(result) for result in known.read(FILE, BROKEN)] == [type(result) for result in read(BROKEN)]
        known.keep()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert [judge(Known(tmp_path / "file" / "below", [])) for _ in range(2)] == [1, 1]
