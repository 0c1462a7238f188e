"""The image pin: what it gives to the settings, and every way in which its file can be broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from constructs_lib.settings import Pin, SettingsError
from plainsail.project.pins import check_pinned, pin_path, read_pin
from plainsail.project.registry import load
from plainsail.provenance.diagnostics import diagnose
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import complaint, copy_of_envs

TAG, DIGEST, SOURCE = '"tag": "v1"', f'"digest": "sha256:{"a" * 64}"', f'"source": "{"b" * 40}"'
FORM = '{"tag": "...", "digest": "sha256:...", "source": "<commit>"}'

BROKEN = {
    # Each: what the file holds, the line that is blamed, what is said.
    "nothing": ("", 1, f"is not JSON (expecting value); write {FORM}"),
    "a merge conflict": (
        f"{{\n<<<<<<< HEAD\n{TAG}\n=======\n>>>>>>> x\n}}",
        2,
        "merge-conflict markers: settle the conflict",
    ),
    "no JSON": (f"{{\n{TAG}\n{DIGEST}}}", 3, f"is not JSON (expecting ',' delimiter); write {FORM}"),
    "a list": ("[]", 1, f"is no image pin; write {FORM}"),
    "a word": ('"v1"', 1, f"is no image pin; write {FORM}"),
    "no source": (f"{{{TAG}, {DIGEST}}}", 1, "source is missing; Pin needs it"),
    "an unknown key": (
        f'{{{TAG}, {DIGEST},\n{SOURCE}, "tagg": "v2"}}',
        2,
        "tagg is not a field of Pin; did you mean 'tag'?",
    ),
    "a number for the tag": (f'{{\n"tag": 1,\n{DIGEST}, {SOURCE}}}', 2, "tag=1 is not text; put it in quotes"),
    "half a digest": (
        f'{{{TAG},\n"digest": "sha256:abc",\n{SOURCE}}}',
        2,
        "digest='sha256:abc' is not an image digest; write 'sha256:' and 64 hexadecimal digits",
    ),
    "a branch for the source": (
        f'{{{TAG}, {DIGEST},\n"source": "main"}}',
        2,
        "source='main' is not a commit; write its 40 hexadecimal digits",
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pin(text: str, line: int, message: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    (root / pin_path("backend")).write_text(text, encoding="utf-8")

    assert complaint(root) == f"envs/backend/image.json:{line}: {message}"


def test_a_pin_that_is_no_text(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    (root / pin_path("backend")).write_bytes(b"\xff\xfe")

    assert complaint(root) == f"envs/backend/image.json:1: is not UTF-8; write {FORM}"


def test_a_pin_that_may_not_be_read(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    (root / pin_path("backend")).unlink()
    (root / pin_path("backend")).mkdir()

    assert complaint(root) == f"envs/backend/image.json: is a directory; make it a file of {FORM}"


def test_a_pin_is_read(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    said = {"tag": "v1", "digest": "sha256:" + "a" * 64, "source": "b" * 40}
    (root / pin_path("backend")).write_text(json.dumps(said), encoding="utf-8")

    assert read_pin(root, "backend") == Pin(**said)


def test_an_app_without_a_pin_has_none(tmp_path: Path) -> None:
    assert read_pin(tmp_path, "backend") is None


def unpinned(root: Path) -> str:
    """What is said of the project's images."""
    (root / pin_path("backend")).unlink()
    with imported(root):
        try:
            check_pinned(load(root))
        except SettingsError as error:
            return diagnose(error, root)
    return ""


def test_an_image_that_nothing_pins_is_told_where_it_is_said(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    lines = (root / "envs/backend/base.py").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "image = Image(" in text)

    assert unpinned(root) == (
        f"envs/backend/base.py:{line}: image='123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend' has "
        "neither tag nor digest; say tag=... or digest=... there, or pin it for all environments: "
        "`plainsail image pin backend`"
    )


@pytest.mark.parametrize("said", ['tag="v1"', f'digest="sha256:{"a" * 64}"'])
def test_an_image_that_says_its_own_needs_no_pin(said: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    base = root / "envs/backend/base.py"
    base.write_text(
        base.read_text(encoding="utf-8").replace('backend",\n', f'backend", {said},\n', 1), encoding="utf-8"
    )

    assert unpinned(root) == ""
