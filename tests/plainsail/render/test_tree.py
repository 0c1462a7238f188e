"""Paths that are safe below a folder on every system, and what is found there."""

from pathlib import Path

import pytest

from plainsail.render.tree import PublishError, Scope, UnsafePath, check_paths, errors_of, leaves, target_folder


def refusal(*paths: str) -> str:
    with pytest.raises(UnsafePath) as caught:
        check_paths(paths)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/etc/passwd", "'/etc/passwd': is absolute; make it relative to the folder"),
        ("a/../../b", "'a/../../b': has an empty segment, '.' or '..'; name every folder"),
        ("./a", "'./a': has an empty segment, '.' or '..'; name every folder"),
        ("a//b", "'a//b': has an empty segment, '.' or '..'; name every folder"),
        ("a/", "'a/': has an empty segment, '.' or '..'; name every folder"),
        ("", "'': has an empty segment, '.' or '..'; name every folder"),
        ("a\\b", "'a\\\\b': holds a backslash; separate folders with '/'"),
        ("a\0b", "'a\\x00b': holds a character that cannot be printed; remove it"),
        ("a\nb", "'a\\nb': holds a character that cannot be printed; remove it"),
        ("a\ud800", "'a\\ud800': holds a character that cannot be printed; remove it"),
    ],
)
def test_paths_that_leave_the_folder_or_fit_no_system(path: str, told: str) -> None:
    assert refusal(path) == told


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (
            ["a/Job.x.yaml", "a/job.x.yaml"],
            "a/job.x.yaml: meets a/Job.x.yaml where case does not count; rename one of them",
        ),
        (["API/a", "api/b"], "api/b: meets API where case does not count; rename one of them"),
        (["é", "e\u0301"], "é: meets e\u0301 where case does not count; rename one of them"),
        (["a", "a/b"], "a/b: needs a folder where a is a file; rename one of them"),
    ],
)
def test_paths_that_meet(paths: list[str], told: str) -> None:
    """A tree that is fine on Linux would lose a file on macOS."""
    assert refusal(*paths) == told


def test_ordinary_paths_are_fine() -> None:
    check_paths(
        ["staging/backend/Deployment.backend.yaml", "staging/backend/Service.backend.yaml", "a.b/é x.yaml", "a/b"]
    )


def test_links_are_leaves(tmp_path: Path) -> None:
    """Whatever they point at is not in the tree."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch()
    (tmp_path / "tree" / "a").mkdir(parents=True)
    (tmp_path / "tree" / "a" / "link").symlink_to(tmp_path / "elsewhere")

    assert list(leaves(tmp_path / "tree")) == ["a/link"]


@pytest.mark.parametrize(
    ("path", "holds", "replaces"),
    [
        ("staging/backend/x.yaml", True, True),
        ("staging/backend/deeper/x.yaml", True, True),
        ("staging/backend", False, True),
        ("staging", False, True),
        ("staging/backend2/x.yaml", False, False),
        ("staging/x.yaml", False, False),
        ("backend/x.yaml", False, False),
    ],
)
def test_the_scope_of_one_folder(path: str, holds: bool, replaces: bool) -> None:
    """A file may lie where the folder, or one above it, must be: it goes too."""
    scope = Scope(["staging/backend"])

    assert (scope.holds(path), scope.replaces(path)) == (holds, replaces)


def test_folders_may_lie_in_each_other() -> None:
    assert Scope(["staging", "staging/backend"]).holds("staging/api/x.yaml")


def test_a_folder_that_leaves_the_target_is_refused() -> None:
    with pytest.raises(UnsafePath, match=r"^'\.\./x': has an empty segment"):
        Scope(["../x"])


def test_a_link_is_no_target(tmp_path: Path) -> None:
    """The exchange would replace the link, and leave alone what people see behind it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(
        UnsafePath, match=r"/link: is a symbolic link, which a folder cannot replace; name the folder itself$"
    ):
        target_folder(tmp_path / "link")


def test_a_file_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UnsafePath, match=r"/file: is a file; remove it, or name a folder$"):
        target_folder(tmp_path / "file")


def test_the_root_is_no_target() -> None:
    with pytest.raises(UnsafePath, match=r"^/: is the root of the file system; name a folder below it$"):
        target_folder(Path("/"))


def test_a_target_below_a_link_is_the_folder_behind_it(tmp_path: Path) -> None:
    """Projects are often reached through a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert target_folder(tmp_path / "link" / "dist") == tmp_path / "real" / "dist"


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert target_folder(Path()) == tmp_path


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
    with pytest.raises(PublishError) as caught, errors_of(Path("dist")):
        raise error

    assert str(caught.value) == told
