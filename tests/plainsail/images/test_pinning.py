"""Pins are read and written: whole, checked, and heard by somebody."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.images.pinning import pin, pinned
from plainsail.project.pins import pin_path
from plainsail.project.project import Project
from tests.plainsail import repositories
from tests.plainsail.clones import edit
from tests.plainsail.projects import copy_of_envs, imported

DIGEST = f"sha256:{'a' * 64}"
SOURCE = "b" * 40
FILE = pin_path("backend")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The repository's own settings, imported."""
    folder = copy_of_envs(tmp_path)
    with imported(folder):
        yield folder


def written(root: Path, app: str = "backend", tag: str = "v1", digest: str = DIGEST, source: str = SOURCE) -> str:
    return pin(Project(root), app, tag=tag, digest=digest, source=source).said


def test_a_pin_is_what_rendering_reads(root: Path) -> None:
    assert written(root) == f"v1 {DIGEST}; run `plainsail synth`"

    [build] = pinned(Project(root), "backend")
    assert (build.tag, build.digest, build.source) == ("v1", DIGEST, SOURCE)
    assert build.reference.endswith(f"/my-project/backend:v1@{DIGEST}")


def test_the_file_is_sorted_and_ends_with_a_line(root: Path) -> None:
    written(root)

    text = (root / FILE).read_text(encoding="utf-8")
    assert text == json.dumps({"digest": DIGEST, "source": SOURCE, "tag": "v1"}, indent=2) + "\n"


def test_the_same_pin_again_touches_nothing(root: Path) -> None:
    written(root)
    before = (root / FILE).stat()

    assert written(root) == "nothing changed"
    assert (root / FILE).stat() == before


def test_the_mode_of_the_file_stays(root: Path) -> None:
    (root / FILE).chmod(0o664)

    written(root)

    assert stat.S_IMODE((root / FILE).stat().st_mode) == 0o664


@pytest.mark.parametrize("text", ["", "no JSON", '{"tag": 1}', None])
def test_what_the_file_held_before_does_not_matter(root: Path, text: str | None) -> None:
    if text is None:
        (root / FILE).unlink()
    else:
        (root / FILE).write_text(text, encoding="utf-8")

    written(root)

    assert pinned(Project(root), None)[0].tag == "v1"


REFUSED = {
    "half a digest": (
        {"digest": "sha256:abc"},
        "--digest='sha256:abc' is not an image digest; write 'sha256:' and 64 hexadecimal digits",
    ),
    "a digest in capitals": (
        {"digest": f"sha256:{'A' * 64}"},
        f"--digest='sha256:{'A' * 49}... is not an image digest; write 'sha256:' and 64 hexadecimal digits",
    ),
    "a tag with a slash": (
        {"tag": "a/b"},
        "--tag='a/b' is not an image tag; write at most 128 letters from a to z, digits, '_', '.' and '-'",
    ),
    "a branch outside a repository": (
        {"source": "main"},
        "--source='main' is not a commit; write its 40 hexadecimal digits",
    ),
    "a tag that is no ASCII": (
        {"tag": "é"},
        "--tag='é' is not an image tag; write at most 128 letters from a to z, digits, '_', '.' and '-'",
    ),
    "an app that is not there": (
        {"app": "bakend"},
        "bakend: there is no such app in envs/__init__.py; did you mean 'backend'?",
    ),
    "an app that is like none": ({"app": "../x"}, "../x: there is no such app in envs/__init__.py; there is backend"),
}


@pytest.mark.parametrize(("said", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_pin_is_refused_and_nothing_is_written(root: Path, said: dict[str, str], message: str) -> None:
    before = sorted(root.rglob("*")), (root / FILE).read_bytes()

    with pytest.raises(ProjectError) as caught:
        written(root, **said)

    assert str(caught.value) == message
    assert (sorted(root.rglob("*")), (root / FILE).read_bytes()) == before


def test_a_source_that_git_knows_may_be_said_by_any_name(root: Path) -> None:
    repositories.git(root, "init", "--quiet", "--initial-branch=main")
    repositories.commit(root, {"app/a.php": "1\n"})

    done = pin(Project(root), "backend", tag="v1", digest=DIGEST, source="HEAD")

    assert done.notes == ()
    assert len(pinned(Project(root), "backend")[0].source or "") == 40


def test_a_source_that_git_does_not_know_is_noted(root: Path) -> None:
    done = pin(Project(root), "backend", tag="v1", digest=DIGEST, source=SOURCE)

    assert done.notes == (f"{SOURCE} is no commit that Git knows here",)


def test_an_environment_that_does_not_hear_the_pin_is_noted(root: Path) -> None:
    edit(root / "envs/backend/staging.py", "hpa = change(", 'image = change(tag="v7")\n    hpa = change(')

    done = pin(Project(root), "backend", tag="v1", digest=DIGEST, source=SOURCE)

    assert done.notes[0] == "not heard by staging, whose settings name a tag or a digest themselves"
    assert [(each.environments, each.tag, each.source) for each in pinned(Project(root), None)] == [
        (("production",), "v1", SOURCE),
        (("staging",), "v7", None),
    ]


def test_a_pin_that_nobody_would_hear_is_refused(root: Path) -> None:
    edit(root / "envs/backend/base.py", 'my-project/backend")', 'my-project/backend", tag="v7")')

    with pytest.raises(ProjectError, match=r"^backend: its settings name a tag or a digest themselves, "):
        written(root)


def test_a_folder_in_the_file_s_place(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).mkdir()

    with pytest.raises(ProjectError, match=rf"^{FILE}: is a directory; nothing was written$"):
        written(root)
    assert [path.name for path in (root / FILE).parent.iterdir() if path.name.startswith(".")] == []
