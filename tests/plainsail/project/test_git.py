"""A folder as Git has it at a ref."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.project import git as project_git
from plainsail.project.git import commit_of, folder_at
from tests.plainsail.repositories import commit, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def test_the_files_of_a_ref(repository: Path) -> None:
    commit(repository, {"dist/staging/a/x.yaml": "a: é\n", "dist/staging/a/empty.yaml": "", "envs/b.py": "b\n"})
    git(repository, "tag", "v1")
    commit(repository, {"dist/staging/a/x.yaml": "a: 2\n"})

    assert folder_at(repository, "v1", "dist") == {"staging/a/x.yaml": "a: é\n", "staging/a/empty.yaml": ""}
    assert folder_at(repository, "HEAD", "dist")["staging/a/x.yaml"] == "a: 2\n"


def test_the_work_tree_and_the_index_are_left_alone(repository: Path) -> None:
    commit(repository, {"dist/a.yaml": "a: 1\n"})
    (repository / "dist/a.yaml").write_text("a: changed\n", encoding="utf-8")
    index = (repository / ".git/index").read_bytes()

    assert folder_at(repository, "HEAD", "dist") == {"a.yaml": "a: 1\n"}
    assert (repository / "dist/a.yaml").read_text(encoding="utf-8") == "a: changed\n"
    assert (repository / ".git/index").read_bytes() == index


def test_what_the_project_holds_unchanged_is_not_asked_of_git(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"dist/a.yaml": "a: 1\n", "dist/b.yaml": "b: 1\n", "dist/c.yaml": "c: 1\n"})
    (repository / "dist/b.yaml").write_text("b: changed\n", encoding="utf-8")
    (repository / "dist/c.yaml").unlink()
    asked: list[int] = []
    contents = project_git._contents

    def counted(root: Path, names: Sequence[str]) -> Iterator[bytes | None]:
        asked.append(len(names))
        return contents(root, names)

    monkeypatch.setattr(project_git, "_contents", counted)

    texts = folder_at(repository, "HEAD", "dist")

    assert texts == {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n", "c.yaml": "c: 1\n"}
    assert asked == [2]


def test_where_objects_are_called_by_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    commit(tmp_path, {"dist/a.yaml": "a: 1\n", "dist/b.yaml": "b: 1\n"})
    (tmp_path / "dist/b.yaml").write_text("b: changed\n", encoding="utf-8")

    assert folder_at(tmp_path, "HEAD", "dist") == {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n"}


def test_odd_names_come_back_as_they_are(repository: Path) -> None:
    commit(repository, {"dist/a b\té.yaml": "a: 1\n"})

    assert folder_at(repository, "HEAD", "dist") == {"a b\té.yaml": "a: 1\n"}


def test_a_project_below_the_top_of_its_repository(repository: Path) -> None:
    commit(repository, {"dist/a.yaml": "top\n", "deploy/dist/a.yaml": "deploy\n"})

    assert folder_at(repository / "deploy", "HEAD", "dist") == {"a.yaml": "deploy\n"}


def test_links_are_no_objects(repository: Path) -> None:
    (repository / "dist").mkdir()
    (repository / "dist/b.yaml").symlink_to("a.yaml")
    commit(repository, {"dist/a.yaml": "a: 1\n"})

    assert list(folder_at(repository, "HEAD", "dist")) == ["a.yaml"]


def test_attributes_for_archives_hide_nothing(repository: Path) -> None:
    commit(repository, {".gitattributes": "dist/** export-ignore\n", "dist/a.yaml": "a: 1\n"})

    assert folder_at(repository, "HEAD", "dist") == {"a.yaml": "a: 1\n"}


def test_what_a_hook_is_told_leads_nowhere_else(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, {"dist/a.yaml": "a: 1\n"})
    monkeypatch.setenv("GIT_DIR", "/nowhere")

    assert folder_at(repository, "HEAD", "dist") == {"a.yaml": "a: 1\n"}


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r": is no Git repository; name what to compare with: --against DIR$"):
        folder_at(tmp_path, "HEAD", "dist")


def test_no_commit(repository: Path) -> None:
    with pytest.raises(ProjectError, match=r"^there is no commit to compare with yet; commit dist/, or "):
        folder_at(repository, "HEAD", "dist")


@pytest.mark.parametrize("ref", ["nowhere", "--help", "a b", ""])
def test_an_unknown_ref(repository: Path, ref: str) -> None:
    commit(repository, {"dist/a.yaml": "a: 1\n"})

    assert commit_of(repository, ref) is None
    with pytest.raises(ProjectError, match=r": is neither a folder nor a ref that Git knows here; "):
        folder_at(repository, ref, "dist")


def test_a_ref_without_the_folder(repository: Path) -> None:
    commit(repository, {"a.txt": "a"})

    with pytest.raises(ProjectError, match=r"^HEAD: there is no dist/ in it; name a ref that has one$"):
        folder_at(repository, "HEAD", "dist")


def test_bytes_that_are_no_text(repository: Path) -> None:
    (repository / "dist").mkdir()
    (repository / "dist/a.yaml").write_bytes(b"\xff\xfe")
    commit(repository, {})

    with pytest.raises(ProjectError, match=r"^HEAD: a\.yaml: is no text in UTF-8$"):
        folder_at(repository, "HEAD", "dist")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ProjectError, match=r"^git is not on the PATH; install it$"):
        folder_at(repository, "HEAD", "dist")
