"""A folder becomes exactly the given files, and what stays the same is not touched."""

import os
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainsail.render import exchange
from plainsail.render.leaves import leaves, replacer
from plainsail.render.publish import Changes, compare
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


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    """Which files they are, and when they were last written."""
    found = {str(path.relative_to(folder)): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def test_the_first_run_makes_the_folder(tmp_path: Path) -> None:
    changes = publish(OLD, tmp_path / "new" / "dist")

    assert changes == Changes(added=tuple(sorted(OLD)))
    assert tree(tmp_path / "new" / "dist") == OLD


def test_what_changed_is_told_and_done(dist: Path) -> None:
    """Files of nobody's are removed, and so are folders that are left empty."""
    (dist / "notes.txt").write_text("by hand")
    new = {
        "production/backend/Service.x.yaml": "---\na: 2\n",
        "staging/api/Job.y.yaml": "---\n",
        "a/New.yaml": "---\né 😀\n",
    }

    changes = publish(new, dist)

    assert changes == Changes(
        added=("a/New.yaml",),
        changed=("production/backend/Service.x.yaml",),
        removed=("notes.txt", "staging/backend/Job.x.yaml"),
    )
    assert tree(dist) == new
    assert not (dist / "staging" / "backend").exists()


def test_compare_says_what_publish_would_do(dist: Path) -> None:
    """It writes nothing."""
    new = {"a": "b"}
    foreseen = compare(new, dist)

    assert tree(dist) == OLD
    assert foreseen == publish(new, dist)


def test_compare_with_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert compare({"a": "b"}, tmp_path / "dist") == Changes(added=("a",))


def test_no_difference_is_false(dist: Path) -> None:
    assert not compare(OLD, dist)


def test_nothing_is_touched_when_nothing_changes(dist: Path) -> None:
    """Watchers and git see no change, and a place that cannot be written is no obstacle."""
    before = inodes(dist), dist.stat()

    with mock.patch.object(exchange, "alone", side_effect=AssertionError("nothing to lock for")):
        changes = publish(OLD, dist)

    assert not changes
    assert (inodes(dist), dist.stat()) == before


def test_unchanged_files_stay_the_same_files(dist: Path) -> None:
    """Hard links: their time does not move."""
    before = inodes(dist)

    publish(OLD | {"staging/api/Job.y.yaml": "---\nnew: 1\n"}, dist)

    after = inodes(dist)
    assert [path for path in OLD if after[path] != before[path]] == ["staging/api/Job.y.yaml"]


def test_only_the_named_folders_are_replaced(dist: Path) -> None:
    """The others stay, with whatever lies in them."""
    (dist / "staging" / "api" / "mine").write_text("kept")
    (dist / "staging" / "api" / "link").symlink_to("mine")
    (dist / "staging" / "backend" / "mine").write_text("removed")

    changes = publish({"staging/backend/Job.z.yaml": "---\n"}, dist, folders=["staging/backend"])

    removed = ("staging/backend/Job.x.yaml", "staging/backend/mine")
    assert changes == Changes(added=("staging/backend/Job.z.yaml",), removed=removed)
    assert (dist / "staging" / "api" / "link").readlink() == Path("mine")
    kept = {path: text for path, text in OLD.items() if path != "staging/backend/Job.x.yaml"}
    assert tree(dist) == kept | {
        "staging/api/link": "kept",
        "staging/api/mine": "kept",
        "staging/backend/Job.z.yaml": "---\n",
    }


def test_a_named_folder_without_files_goes(dist: Path) -> None:
    publish({}, dist, folders=["staging/backend"])

    assert sorted(path.name for path in (dist / "staging").iterdir()) == ["api"]


def test_no_folders_is_nothing_to_do(dist: Path) -> None:
    """Not the same as all of them."""
    assert not publish({}, dist, folders=[])


@pytest.mark.parametrize(
    ("path", "replaced"),
    [
        ("staging/backend/x.yaml", True),
        ("staging/backend/deeper/x.yaml", True),
        ("staging/backend", True),
        ("staging", True),
        ("staging/backend2/x.yaml", False),
        ("staging/x.yaml", False),
        ("backend/x.yaml", False),
    ],
)
def test_the_scope_of_one_folder(path: str, replaced: bool) -> None:
    """A file may lie where the folder, or one above it, must be: it goes too."""
    assert replacer(["staging/backend"])(path) == replaced


def test_folders_may_lie_in_each_other() -> None:
    assert replacer(["staging", "staging/backend"])("staging/api/x.yaml")


def test_links_are_leaves(tmp_path: Path) -> None:
    """Whatever they point at is not in the tree."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch()
    (tmp_path / "tree" / "a").mkdir(parents=True)
    (tmp_path / "tree" / "a" / "link").symlink_to(tmp_path / "elsewhere")

    assert list(dict(leaves(tmp_path / "tree"))) == ["a/link"]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_files_are_plain_and_the_umask_counts(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        publish({"a/b": ""}, tmp_path / "dist")
    finally:
        os.umask(before)

    assert (tmp_path / "dist/a/b").stat().st_mode & 0o777 == mode
    assert (tmp_path / "dist").stat().st_mode & 0o777 == 0o777 & ~umask


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    publish({"a": "x\ny\r\n"}, tmp_path / "dist")

    assert (tmp_path / "dist/a").read_bytes() == b"x\ny\r\n"


NAMES = st.sampled_from(["a", "b", "c.yaml", "d"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(PATHS, st.sampled_from(["", "x", "y", "long\n" * 99])).filter(
    lambda files: not any(other.startswith(f"{path}/") for path in files for other in files)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, min_size=1, max_size=4))
def test_any_tree_follows_any_other(tmp_path: Path, trees: list[dict[str, str]]) -> None:
    """Property: from whatever the example before left; files become folders and folders files, as foreseen."""
    for files in trees:
        foreseen = compare(files, tmp_path / "dist")

        assert publish(files, tmp_path / "dist") == foreseen
        assert not (tmp_path / "dist").exists() or tree(tmp_path / "dist") == files
        assert not compare(files, tmp_path / "dist")
