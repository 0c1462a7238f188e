"""Pins are read and written: whole, checked, and heard by somebody."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.images.builds import Drift, built, drift, pin, pinned
from plainsail.project import git
from plainsail.project.pins import pin_path
from plainsail.project.project import Project
from plainsail.scaffold.preview import imported
from tests.plainsail import repositories
from tests.plainsail.clones import edit
from tests.plainsail.projects import copy_of_envs

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
    return pin(Project(root), app, tag=tag, digest=digest, source=source).summary


def test_a_pin_is_what_rendering_reads(root: Path) -> None:
    assert written(root) == f"v1 {DIGEST}; run `plainsail synth`"

    [build] = pinned(Project(root), "backend")
    assert (build.tag, build.digest, build.source) == ("v1", DIGEST, SOURCE)
    assert build.reference.endswith(f"/my-project/backend:v1@{DIGEST}")


def test_the_file_is_sorted_and_ends_with_a_line(root: Path) -> None:
    written(root)

    text = (root / FILE).read_text(encoding="utf-8")
    assert text == json.dumps({"digest": DIGEST, "source": SOURCE, "tag": "v1"}, indent=2) + "\n"


def touched(file: Path) -> tuple[int, ...]:
    """All that writing a file, or its mode, changes. When it was last read says nothing of that."""
    known = file.stat()
    kept = (known.st_ino, known.st_dev, known.st_nlink, known.st_mode, known.st_uid, known.st_gid, known.st_size)
    return *kept, known.st_mtime_ns, known.st_ctime_ns


def test_the_same_pin_again_touches_nothing(root: Path) -> None:
    written(root)
    before = touched(root / FILE)

    assert written(root) == "nothing changed"
    assert touched(root / FILE) == before


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
    edit(root / "envs/backend/base.py", 'my-project/backend",', 'my-project/backend", tag="v7",')

    with pytest.raises(ProjectError, match=r"^backend: its settings name a tag or a digest themselves, "):
        written(root)


def test_a_folder_in_the_file_s_place(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).mkdir()

    with pytest.raises(ProjectError, match=rf"^{FILE}: is a directory; nothing was written$"):
        written(root)
    assert [path.name for path in (root / FILE).parent.iterdir() if path.name.startswith(".")] == []


OTHER = "b" * 40
SOURCES = ("app", "image", ".dockerignore")


def test_what_is_built_here_is_built_once_for_all_apps_that_run_it(root: Path) -> None:
    registry = root / "envs/__init__.py"
    twice = registry.read_text(encoding="utf-8").replace("ENVIRONMENTS: Mapping", "_ALL: Mapping")
    registry.write_text(
        f'{twice}\nENVIRONMENTS = {{"zone": {{"production": production.Production}}, **_ALL}}\n', encoding="utf-8"
    )

    [image] = built(Project(root))

    assert image.apps == ("backend", "zone")
    assert image.targets == ("staging/backend", "production/zone"), "the first environment of each, as it is promoted"
    assert (image.build.sources, image.pin) == (SOURCES, None)
    assert [pin is None for pin in image.pins] == [False, True]
    assert built(Project(root), "zone") == [image]


def test_an_app_whose_settings_name_its_build_has_nothing_built(root: Path) -> None:
    edit(root / "envs/backend/base.py", 'my-project/backend",', 'my-project/backend", tag="v7",')

    assert built(Project(root)) == []


def test_an_image_that_is_built_elsewhere_is_not_built(root: Path) -> None:
    edit(root / "envs/backend/base.py", "        build=Build(", "        build=None and Build(")

    assert built(Project(root)) == []
    assert [image.source for image in pinned(Project(root), None)] != [None]


def test_an_app_that_is_not_there_is_not_built(root: Path) -> None:
    with pytest.raises(ProjectError, match=r"^bakend: there is no such app in envs/__init__.py"):
        built(Project(root), "bakend")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose only commit holds an app, its image, and settings."""
    folder = tmp_path / "origin"
    folder.mkdir()
    repositories.git(folder, "init", "--quiet", "--initial-branch=main")
    repositories.commit(folder, {"app/a.php": "1\n", "image/Dockerfile": "FROM a\n", "envs/b.py": "1\n"})
    return folder


def head(repository: Path) -> str:
    commit = git.commit_of(repository, "HEAD")
    assert commit
    return commit


def test_nothing_differs_from_itself(repository: Path) -> None:
    assert not drift(repository, head(repository), SOURCES)


def test_other_files_do_not_count(repository: Path) -> None:
    built = head(repository)
    repositories.commit(repository, {"envs/b.py": "2\n", "application/a.php": "1\n"})

    assert not drift(repository, built, SOURCES)


@pytest.mark.parametrize("path", ["app/a.php", "app/new.php", "image/Dockerfile", ".dockerignore"])
def test_a_file_that_the_build_sees(repository: Path, path: str) -> None:
    built = head(repository)
    repositories.commit(repository, {path: "2\n"})

    assert drift(repository, built, SOURCES) == Drift(built, (path,))


def test_a_file_that_is_gone_or_renamed(repository: Path) -> None:
    built = head(repository)
    repositories.git(repository, "mv", "app/a.php", "app/b.php")
    repositories.commit(repository, {})

    assert drift(repository, built, SOURCES).paths == ("app/a.php", "app/b.php")


def test_a_change_that_is_taken_back_is_none(repository: Path) -> None:
    built = head(repository)
    repositories.commit(repository, {"app/a.php": "2\n"})
    repositories.commit(repository, {"app/a.php": "1\n"})

    assert not drift(repository, built, SOURCES)


def test_a_commit_of_another_repository(repository: Path) -> None:
    assert drift(repository, OTHER, SOURCES) == Drift(OTHER, unknown=True)


def test_a_project_below_the_top_of_its_repository(repository: Path) -> None:
    built = head(repository)
    repositories.commit(repository, {"deploy/app/a.php": "1\n", "app/a.php": "2\n"})

    assert drift(repository / "deploy", built, SOURCES).paths == ("app/a.php",)


def test_a_shallow_clone_cannot_tell(repository: Path, tmp_path: Path) -> None:
    built = head(repository)
    repositories.commit(repository, {"app/a.php": "2\n"})
    shallow = ["git", "clone", "--quiet", "--depth=1", f"file://{repository}", str(tmp_path / "shallow")]
    subprocess.run(shallow, check=True, capture_output=True)

    with pytest.raises(ProjectError, match=r"^[0-9a-f]{40}: this clone is shallow and may lack it; .*fetch-depth: 0"):
        drift(tmp_path / "shallow", built, SOURCES)


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r": Git cannot tell what a build was made from: not a git repository"):
        drift(tmp_path, OTHER, SOURCES)
