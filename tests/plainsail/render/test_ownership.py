"""A folder outside the project is written only when nothing of somebody else's can be lost in it."""

import json
import re
from pathlib import Path
from unittest import mock

import pytest

from plainsail.errors import ProjectError
from plainsail.render import exchange
from plainsail.render.ownership import Owner
from plainsail.render.publish import Changes, publish

FILES = {"staging/backend/Job.x.yaml": "---\n", "staging/api/Job.y.yaml": "---\n"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that the project wrote."""
    write(FILES, tmp_path / "out")
    return tmp_path / "out"


def write(files: dict[str, str], out: Path, folders: list[str] | None = None) -> Changes:
    root = out.parent / "project"
    return publish(files, out, root=root, folders=folders, owner=Owner(root, out))


def refusal(out: Path) -> str:
    with pytest.raises(ProjectError) as caught:
        write({"a": "b"}, out)
    return str(caught.value)


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    assert write(FILES, tmp_path / "out") == Changes(added=tuple(sorted(FILES)))


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out" / "empty").mkdir(parents=True)

    assert write({"a": "b"}, tmp_path / "out") == Changes(added=("a",))


def test_what_it_wrote_it_writes_again(out: Path) -> None:
    assert write({"a": "b"}, out) == Changes(added=("a",), removed=tuple(sorted(FILES)))


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).touch()

    told = (
        f"{tmp_path}: holds files that were not written there by this project, or changed since (a, b, c, ...); "
        "name an empty folder, or remove them"
    )
    assert refusal(tmp_path) == told


def test_a_file_that_was_added_is_refused(out: Path) -> None:
    (out / "mine").touch()

    assert "(mine)" in refusal(out)


def test_a_file_that_was_edited_is_refused(out: Path) -> None:
    """An hour of somebody's work may be in it."""
    (out / "staging/api/Job.y.yaml").write_text("---\nmine: 1\n")

    assert "(staging/api/Job.y.yaml)" in refusal(out)


def test_a_link_in_the_place_of_a_file_is_refused(out: Path) -> None:
    (out / "staging/api/Job.y.yaml").unlink()
    (out / "staging/api/Job.y.yaml").symlink_to(out / "staging/backend/Job.x.yaml")

    assert "(staging/api/Job.y.yaml)" in refusal(out)


def test_what_was_refused_stays(out: Path) -> None:
    (out / "mine").write_text("mine")

    refusal(out)

    assert sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()) == ["mine", *sorted(FILES)]


def test_a_file_that_was_removed_does_not_matter(out: Path) -> None:
    (out / "staging/api/Job.y.yaml").unlink()

    assert write(FILES, out) == Changes(added=("staging/api/Job.y.yaml",))


def test_some_folders_only(out: Path) -> None:
    """The rest stays, and stays known."""
    write({"staging/api/Job.z.yaml": "---\n"}, out, folders=["staging/api"])

    assert write(FILES, out) == Changes(added=("staging/api/Job.y.yaml",), removed=("staging/api/Job.z.yaml",))


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_kill_between_the_tree_and_its_record_locks_nobody_out(out: Path, dies: str) -> None:
    """Either tree is recognised."""
    put = exchange.put

    def dying(new: Path, target: Path) -> None:
        if dies == "after":
            put(new, target)
        raise KeyboardInterrupt

    new = {"staging/api/Job.y.yaml": "---\nnew: 1\n"}
    with mock.patch.object(exchange, "put", dying), pytest.raises(KeyboardInterrupt):
        write(new, out)

    write(new, out)
    assert (out / "staging/api/Job.y.yaml").read_text() == "---\nnew: 1\n"


def test_what_was_written_long_ago_is_not_recognised(out: Path) -> None:
    """Only the last tree is: an older one was brought back by somebody."""
    write({"a": "new"}, out)
    (out / "a").unlink()
    (out / "staging/api").mkdir(parents=True)
    (out / "staging/api/Job.y.yaml").write_text("---\n")

    assert "(staging/api/Job.y.yaml)" in refusal(out)


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 2}', '{"version": 1, "folder": "/other", "files": {}}'])
def test_a_record_that_says_nothing_is_none(out: Path, broken: str) -> None:
    """Better to refuse than to guess."""
    [record] = (out.parent / "project/.plainsail/outputs").iterdir()
    record.write_text(broken)

    assert "holds files that were not written there" in refusal(out)


def test_the_record_names_the_folder(out: Path) -> None:
    """People may look."""
    [record] = (out.parent / "project/.plainsail/outputs").iterdir()

    found = json.loads(record.read_text())
    assert (found["folder"], sorted(found["files"])) == (str(out), sorted(FILES))


def test_a_record_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """And nothing else was written."""
    (tmp_path / "project/.plainsail").mkdir(parents=True)
    (tmp_path / "project/.plainsail/outputs").touch()

    told = r"outputs/\w+\.json: file exists; it remembers what was written where: make it writable$"
    assert re.search(told, refusal(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_memory_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "project").touch()

    told = f"({tmp_path}/project/.plainsail); nothing was changed; make it a folder that you may read and replace"
    assert refusal(tmp_path / "out").endswith(told)
