"""Whatever lies in the way and whatever fails, nothing is lost: links, pipes, full disks, interrupts, other runs."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from plainsail.errors import ProjectError
from plainsail.render import publish as module
from plainsail.render.leaves import leaves as real
from plainsail.render.publish import Changes, checked_folder, compare, errors_of
from tests.plainsail.render.publishing import publish

OLD = {
    "production/backend/Service.x.yaml": "---\na: 1\n",
    "staging/backend/Job.x.yaml": "---\n",
    "staging/api/Job.y.yaml": "---\n",
}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder that was published once."""
    publish(OLD, tmp_path / "dist")
    return tmp_path / "dist"


def tree(folder: Path) -> dict[str, str]:
    """All that lies in a folder, read without the code under test."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if not path.is_dir()}


def beside(dist: Path) -> list[str]:
    """What publishing left beside the target."""
    return sorted(path.name for path in dist.parent.iterdir() if path.name not in ("dist", ".plainsail"))


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """A disk that is nearly full, as far as one file can tell."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_is_written_through_a_link(dist: Path, tmp_path: Path) -> None:
    """Somebody's other name for an old file keeps the old text."""
    (tmp_path / "mine").hardlink_to(dist / "staging/api/Job.y.yaml")

    publish(OLD | {"staging/api/Job.y.yaml": "---\nnew: 1\n"}, dist)

    assert (tmp_path / "mine").read_text() == "---\n"


def test_without_hard_links_files_are_copied(dist: Path) -> None:
    """Some file systems have none."""
    with mock.patch.object(os, "link", side_effect=PermissionError):
        publish(OLD | {"more": "x"}, dist)

    assert tree(dist) == OLD | {"more": "x"}


def test_a_link_in_the_way_is_replaced_and_not_followed(dist: Path, tmp_path: Path) -> None:
    """What it points at stays."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "backend").mkdir(parents=True)
    (elsewhere / "backend" / "Job.x.yaml").write_text("mine")
    (dist / "staging/backend/Job.x.yaml").unlink()
    (dist / "staging/backend").rmdir()
    (dist / "staging/backend").symlink_to(elsewhere / "backend")

    changes = publish({"staging/backend/Job.x.yaml": "---\n"}, dist, folders=["staging/backend"])

    assert changes == Changes(added=("staging/backend/Job.x.yaml",), removed=("staging/backend",))
    assert not (dist / "staging/backend").is_symlink()
    assert tree(elsewhere) == {"backend/Job.x.yaml": "mine"}


def test_a_link_in_the_place_of_a_file_is_a_change(dist: Path) -> None:
    """Even if it leads to the same text, and is as long."""
    (dist / "twin").write_text("---\n")
    (dist / "staging/api/Job.y.yaml").unlink()
    (dist / "staging/api/Job.y.yaml").symlink_to("twin")

    assert publish(OLD, dist) == Changes(changed=("staging/api/Job.y.yaml",), removed=("twin",))
    assert not (dist / "staging/api/Job.y.yaml").is_symlink()


def test_a_pipe_is_not_read(dist: Path) -> None:
    """It would never end, although it is as empty as the file."""
    os.mkfifo(dist / "pipe")

    assert publish(OLD | {"pipe": ""}, dist) == Changes(changed=("pipe",))


def test_what_killed_runs_left_goes_although_nothing_changes(dist: Path) -> None:
    """Nobody else would ever look for it."""
    (dist.parent / ".dist.plainsail-new" / "staging").mkdir(parents=True)

    publish(OLD, dist)

    assert beside(dist) == []


def test_a_write_that_fails_leaves_the_old_tree_and_nothing_beside_it(dist: Path) -> None:
    """As on a full disk: the system refuses in the middle of a file."""
    told = r"/dist: file too large; nothing was changed; make it a folder that you may read and replace$"
    with files_no_longer_than(1000), pytest.raises(ProjectError, match=told):
        publish(OLD | {"a": "small", "large": "x" * 5000}, dist)

    assert tree(dist) == OLD
    assert beside(dist) == []


def test_a_first_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with files_no_longer_than(1000), pytest.raises(ProjectError):
        publish({"a": "x" * 5000}, tmp_path / "dist")

    assert not (tmp_path / "dist").exists()
    assert beside(tmp_path / "dist") == []


def test_an_interrupt_leaves_the_old_tree(dist: Path) -> None:
    """Ctrl-C while the new one is being written."""
    with mock.patch.object(module, "_keep", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        publish(OLD | {"a": "b"}, dist)

    assert tree(dist) == OLD
    assert beside(dist) == []


def test_a_folder_that_another_run_exchanges_is_looked_at_again(dist: Path) -> None:
    """Otherwise files of two trees could pass for one."""
    looks: list[Path] = []

    def looking(folder: Path) -> Any:
        looks.append(folder)
        if len(looks) == 1:
            with mock.patch.object(module, "leaves", real):
                publish({"a": "b"}, dist)
        return real(folder)

    with mock.patch.object(module, "leaves", looking):
        changes = compare({"a": "b"}, dist)

    assert (len(looks), changes) == (2, Changes())


def test_a_folder_that_never_rests_is_an_error(dist: Path) -> None:
    with (
        mock.patch.object(module, "leaves", side_effect=FileNotFoundError),
        pytest.raises(ProjectError, match=r"/dist: changes while it is read; stop what writes there, and run again$"),
    ):
        compare(OLD, dist)


def test_a_link_is_no_target(tmp_path: Path) -> None:
    """The exchange would replace the link, and leave alone what people see behind it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(
        ProjectError, match=r"/link: is a symbolic link, which a folder cannot replace; name the folder itself$"
    ):
        checked_folder(tmp_path / "link")


def test_a_file_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ProjectError, match=r"/file: is a file; remove it, or name a folder$"):
        checked_folder(tmp_path / "file")


def test_the_root_is_no_target() -> None:
    with pytest.raises(ProjectError, match=r"^/: is the root of the file system; name a folder below it$"):
        checked_folder(Path("/"))


def test_a_target_below_a_link_is_the_folder_behind_it(tmp_path: Path) -> None:
    """Projects are often reached through a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert checked_folder(tmp_path / "link" / "dist") == tmp_path / "real" / "dist"


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert checked_folder(Path()) == tmp_path


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(28, "No space left on device"),
            "dist: no space left on device; nothing was changed; free some space and run again",
        ),
        (
            OSError(13, "Permission denied", "dist/a"),
            "dist: permission denied (dist/a); nothing was changed; make it a folder that you may read and replace",
        ),
        (
            OSError(30, "Read-only file system", ".dist.plainsail-lock"),
            "dist: read-only file system; nothing was changed; name a folder on a file system that can be written",
        ),
        (
            OSError(16, "Device or resource busy", "dist"),
            (
                "dist: device or resource busy (dist); nothing was changed; "
                "it is a mount point: mount its parent, or name a folder below it"
            ),
        ),
    ],
)
def test_what_the_system_refuses_is_one_line(error: OSError, told: str) -> None:
    with pytest.raises(ProjectError) as caught, errors_of(Path("dist")):
        raise error

    assert str(caught.value) == told
