"""In `dist/`, synth removes what an earlier synth wrote, by whatever checkout, and stops at everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.render.layout import files
from plainsail.render.ownership import Owner
from plainsail.render.publish import Changes, compare, publish
from tests.plainsail.repositories import commit, git


def rendered(*names: str, folder: str = "staging/api") -> dict[str, str]:
    """ConfigMaps of these names, as synth writes them."""
    return files(
        folder, [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": {}} for name in names]
    )


OLD = rendered("a", "b")
NEW = rendered("a")
GONE = "staging/api/ConfigMap.b.yaml"
MINE = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: mine\n"
"""As a person may write it, and as synth would."""


def write(wanted: dict[str, str], root: Path, folders: list[str] | None = None) -> Changes:
    return publish(wanted, root / "dist", root=root, folders=folders, owner=Owner(root, root / "dist"))


def put(path: Path, text: str = "mine") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def lay(root: Path, texts: dict[str, str] = OLD) -> None:
    """The files, without a record of who wrote them."""
    for path, text in texts.items():
        put(root / "dist" / path, text)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A project in a repository, whose `dist/` synth wrote and nobody committed."""
    git(tmp_path, "init", "-q")
    write(OLD, tmp_path)
    return tmp_path


@pytest.fixture
def cloned(tmp_path: Path) -> Path:
    """A fresh clone: no record, but Git knows the files."""
    git(tmp_path, "init", "-q")
    lay(tmp_path)
    commit(tmp_path, {})
    return tmp_path


def refusal(root: Path, folders: list[str] | None = None) -> str:
    """What stops synth; nothing is changed by it."""
    before = tree(root)
    with pytest.raises(ProjectError) as caught:
        write(NEW, root, folders)
    assert tree(root) == before
    return str(caught.value)


def tree(root: Path) -> dict[str, str | Path]:
    return {
        path.relative_to(root / "dist").as_posix(): path.readlink() if path.is_symlink() else path.read_text()
        for path in (root / "dist").rglob("*")
        if path.is_symlink() or path.is_file()
    }


FOREIGN = [
    "notes.txt",
    "README.md",
    ".gitkeep",
    "staging/notes.txt",
    "staging/api/kustomization.yaml",
    "staging/api/.ConfigMap.a.yaml.swp",
    "staging/api/ConfigMap.a.yaml~",
    "staging/api/ConfigMap.a.yaml.orig",
    "staging/gone/ConfigMap.x.yaml",
    "argocd/staging/x.yaml",
    ".git/HEAD",
]


@pytest.mark.parametrize("path", FOREIGN)
def test_what_synth_did_not_write_stops_it(path: str, written: Path) -> None:
    put(written / "dist" / path)

    remedy = "nothing was changed; move them elsewhere, or remove them"
    assert refusal(written) == f"{written}/dist: holds files that synth did not write ({path}); {remedy}"


@pytest.mark.parametrize("path", FOREIGN[:-1])
def test_it_stops_it_although_it_is_committed(path: str, cloned: Path) -> None:
    put(cloned / "dist" / path)
    commit(cloned, {})

    assert f"({path})" in refusal(cloned)


def test_only_some_of_many_are_named(written: Path) -> None:
    for name in "dcba":
        put(written / "dist" / name)

    assert "(a, b, c, ...)" in refusal(written)


def test_an_object_in_the_very_form_of_synth_stops_it(written: Path) -> None:
    """Somebody wrote it by hand, and nobody committed it."""
    put(written / "dist/staging/api/ConfigMap.mine.yaml", MINE)

    assert "(staging/api/ConfigMap.mine.yaml)" in refusal(written)


def test_a_file_that_was_renamed_by_hand_stops_it(cloned: Path) -> None:
    (cloned / "dist" / GONE).rename(cloned / "dist/staging/api/ConfigMap.c.yaml")
    commit(cloned, {})

    assert "(staging/api/ConfigMap.c.yaml)" in refusal(cloned)


@pytest.mark.parametrize("path", ["staging/api/ConfigMap.a.yaml", GONE, "staging/other"])
def test_a_link_stops_it(path: str, written: Path) -> None:
    """Synth writes none, at the path of an object neither."""
    (written / "dist" / path).unlink(missing_ok=True)
    (written / "dist" / path).symlink_to("../..")

    assert f"({path})" in refusal(written)


def test_a_file_in_the_place_of_a_folder_stops_it(written: Path) -> None:
    put(written / "dist/production")

    assert "(production)" in refusal(written, ["production/api", "staging/api"])


def test_beside_the_selection_it_is_left_alone(written: Path) -> None:
    put(written / "dist/staging/other/notes.txt")

    assert write(NEW, written, ["staging/api"]) == Changes(removed=(GONE,))
    assert tree(written) == {"staging/other/notes.txt": "mine", **NEW}


def test_comparing_names_it(written: Path) -> None:
    """And what else would change."""
    put(written / "dist/notes.txt")
    owner = Owner(written, written / "dist")

    assert compare(NEW, written / "dist", owner=owner) == Changes(removed=(GONE,), foreign=("notes.txt",))


def test_what_synth_wrote_goes_though_nobody_committed_it(written: Path) -> None:
    assert write(NEW, written) == Changes(removed=(GONE,))


def test_what_was_committed_goes_in_a_fresh_clone(cloned: Path) -> None:
    assert write(NEW, cloned) == Changes(removed=(GONE,))


def test_what_is_staged_goes(cloned: Path) -> None:
    """A merge brings files, and is not committed yet."""
    other = rendered("x", folder="production/api")
    lay(cloned, other)
    git(cloned, "add", "--all")

    assert write(OLD, cloned) == Changes(removed=tuple(other))


@pytest.mark.parametrize("text", [MINE, "edited", "", OLD[GONE].replace("\n", "\r\n")])
@pytest.mark.parametrize("checkout", ["written", "cloned"])
def test_what_was_edited_goes_too(text: str, checkout: str, request: pytest.FixtureRequest) -> None:
    """It is still the file that synth wrote, with other line ends for instance."""
    root = request.getfixturevalue(checkout)
    put(root / "dist" / GONE, text)

    assert write(NEW, root) == Changes(removed=(GONE,))


@pytest.mark.parametrize("text", [MINE, "edited", "", OLD[GONE].replace("\n", "\r\n")])
def test_what_was_edited_at_the_path_of_an_object_is_mended(text: str, tmp_path: Path) -> None:
    """Whoever wrote it: without a record, and without Git."""
    lay(tmp_path)
    put(tmp_path / "dist" / GONE, text)

    assert write(OLD, tmp_path) == Changes(changed=(GONE,))
    assert tree(tmp_path) == OLD


def test_without_git_and_record_the_form_tells(tmp_path: Path) -> None:
    """A copy of a project, as an archive brings it."""
    lay(tmp_path)

    assert write(NEW, tmp_path) == Changes(removed=(GONE,))


@pytest.mark.parametrize("text", ["# mine\n" + OLD[GONE], OLD[GONE] + OLD[GONE], "a: b\n", "[", "\0"])
def test_without_git_and_record_other_forms_stop_it(text: str, tmp_path: Path) -> None:
    lay(tmp_path, OLD | {GONE: text})

    assert f"({GONE})" in refusal(tmp_path)


def test_without_a_git_to_ask_the_form_tells(cloned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert write(NEW, cloned) == Changes(removed=(GONE,))


def test_a_project_below_the_top_of_its_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    lay(tmp_path / "deploy")
    commit(tmp_path, {})

    assert write(NEW, tmp_path / "deploy") == Changes(removed=(GONE,))


def test_the_files_of_another_folder_stay_known(written: Path) -> None:
    """A run for one app forgets nothing about the others."""
    other = rendered("x", folder="production/api")
    write(OLD | other, written)
    write(NEW, written, ["staging/api"])

    assert write(NEW, written) == Changes(removed=tuple(other))
