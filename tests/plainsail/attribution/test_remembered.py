"""An answer is remembered for as long as nothing changes that it follows from."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.settings import Environment, WebService
from plainsail.attribution.remembered import Remembered
from plainsail.provenance import SettingPath
from tests.rendered import environment
from tests.samples.shapes import SAMPLES

KIND = SAMPLES[WebService][0]
FILE = "staging/backend/Deployment.backend.yaml"
ANSWER: SettingPath = ("workers", "mail", "replicas", 0)


class Asking:
    """Asks as a run does, and counts what had to be found."""

    def __init__(self, root: Path, answer: SettingPath | None = ANSWER) -> None:
        self._root, self._answer = root, answer
        self.found = 0

    def __call__(self, settings: Environment, file: str = FILE, *question: str | None) -> SettingPath | None:
        remembered = Remembered(self._root)
        answer = remembered.setting(
            settings, file, question or ("Deployment/backend", "spec.replicas", None), self._find
        )
        remembered.keep()
        return answer

    def _find(self) -> SettingPath | None:
        self.found += 1
        return self._answer


@pytest.mark.parametrize("answer", [ANSWER, None])
def test_an_answer_is_found_once(tmp_path: Path, answer: SettingPath | None) -> None:
    asking = Asking(tmp_path, answer)

    assert [asking(environment(KIND)) for _ in range(3)] == [answer] * 3
    assert asking.found == 1


def test_other_settings_and_other_questions_are_asked_anew(tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    asking(environment(KIND))

    asking(environment(KIND, port=8099))
    asking(environment(KIND), FILE, "Deployment/backend", "spec.paused", None)
    asking(environment(KIND), FILE, "Deployment/backend", "spec.replicas", "before")
    asking(environment(KIND), "staging/backend/Service.backend.yaml")

    assert asking.found == 5


def test_another_pin_or_another_rendering_is_asked_about_anew(tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    for path in (f"dist/{FILE}", "envs/backend/image.json"):
        asking(environment(KIND))
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("{}")

    asking(environment(KIND))

    assert asking.found == 3


@pytest.mark.parametrize("kept", ["", "[", "[]", '{"a": 1}', '{"a": [{}]}'])
def test_a_file_that_holds_something_else_is_not_believed(tmp_path: Path, kept: str) -> None:
    asking = Asking(tmp_path)
    asking(environment(KIND))
    [file] = tmp_path.rglob("*.json")
    file.write_text(kept)

    assert asking(environment(KIND)) == ANSWER
    assert asking.found == 2


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / ".plainsail").write_text("")
    asking = Asking(tmp_path)

    assert [asking(environment(KIND)) for _ in range(2)] == [ANSWER, ANSWER]


def test_what_another_process_found_is_known_and_kept(tmp_path: Path) -> None:
    elsewhere, here = Remembered(tmp_path), Remembered(tmp_path)
    settings, question = environment(KIND), ("Deployment/backend", "spec.replicas", None)
    elsewhere.setting(settings, FILE, question, lambda: ANSWER)

    here.learn(elsewhere.answers)
    here.keep()

    asking = Asking(tmp_path)
    assert here.setting(settings, FILE, question, lambda: None) == ANSWER
    assert (asking(settings), asking.found) == (ANSWER, 0)
