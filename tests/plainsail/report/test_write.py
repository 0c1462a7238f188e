"""Pages are written all or none, and nothing that is no page is written over or removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.report.write import MARK, checked, write

PAGE = f"<title>a \N{MIDDLE DOT} {MARK}</title>"
FLEET = {"report.html": PAGE, "report/a.html": PAGE, "report/b.html": PAGE}


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_one_page_is_one_file(tmp_path: Path) -> None:
    write(tmp_path / "new/report.html", {"report.html": PAGE})

    assert files(tmp_path) == ["new/report.html"]


def test_a_fleet_is_a_page_and_a_folder_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path / "report.html", FLEET)

    assert files(tmp_path) == sorted(FLEET)


def test_the_page_of_an_app_that_is_gone_is_gone(tmp_path: Path) -> None:
    write(tmp_path / "report.html", FLEET)

    write(tmp_path / "report.html", {name: page for name, page in FLEET.items() if "b." not in name})

    assert files(tmp_path) == ["report.html", "report/a.html"]


@pytest.mark.parametrize("name", ["report/own.html", "report/a.txt"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / name).write_text("mine", encoding="utf-8")

    with pytest.raises(ProjectError, match="holds what is no page of a report"):
        write(tmp_path / "report.html", FLEET)

    assert files(tmp_path) == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "report").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ProjectError, match="holds what is no page of a report"):
        write(tmp_path / "report.html", FLEET)

    assert files(tmp_path) == []


def test_a_file_that_is_no_page_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>", encoding="utf-8")

    with pytest.raises(ProjectError, match="is no page of a report"):
        checked(tmp_path / "index.html")


@pytest.mark.parametrize("name", ["report", "report.txt", ".html"])
def test_a_page_is_called_like_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProjectError, match="is no name of a page"):
        checked(tmp_path / name)


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()

    with pytest.raises(ProjectError, match="name a file in it"):
        checked(tmp_path / "a.html")


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(ProjectError, match="name another file"):
        write(tmp_path / "file/report.html", {"report.html": PAGE})
