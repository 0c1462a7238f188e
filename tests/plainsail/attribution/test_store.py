"""What is remembered: whole or not at all, and only for as long as nothing changed."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail.attribution.model import Effect, Influence
from plainsail.attribution.store import key_of, recall, remember
from tests.plainsail.clones import clone

KEY = "0" * 64
DOCUMENT = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}}
FOUND = Influence({"a/b/Service.a.yaml": DOCUMENT}, {"port": [Effect("Service/a", "x", "value", "a/b/Service.a.yaml")]})
OTHER = Influence({}, {"name": [Effect("Service/b", "", "appears")] * 2000})


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path / "new" / "file", KEY, FOUND)

    assert recall(tmp_path / "new" / "file", KEY) == FOUND


def test_nothing_is_recalled_where_nothing_is_remembered(tmp_path: Path) -> None:
    assert recall(tmp_path / "file", KEY) is None


def test_nothing_is_recalled_of_other_content(tmp_path: Path) -> None:
    remember(tmp_path / "file", KEY, FOUND)

    assert recall(tmp_path / "file", "1" * 64) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-1],
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b"port", b"part"),
        lambda _: b"",
        lambda _: b"\xff\xfe",
        lambda text: text.partition(b"\n")[0],
    ],
    ids=["last byte", "half", "another word", "nothing", "no text", "head alone"],
)
def test_a_damaged_file_is_as_none(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "file"
    remember(file, KEY, FOUND)
    file.write_bytes(damage(file.read_bytes()))

    assert recall(file, KEY) is None


def _write(file: Path, number: int) -> None:
    for _ in range(40):
        remember(file, KEY, (FOUND, OTHER)[number])


def test_who_reads_while_two_write_finds_one_of_them_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    remember(file, KEY, FOUND)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(file, number)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    read = []
    while any(writer.is_alive() for writer in writers):
        read.append(recall(file, KEY))
    for writer in writers:
        writer.join()

    assert [found for found in read if found not in (FOUND, OTHER)] == []
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "path", ["envs/backend/base.py", "envs/backend/image.json", "charts/web_service.py", "envs/new.py"]
)
def test_the_key_is_that_of_all_that_rendering_reads(path: str, tmp_path: Path) -> None:
    project = clone(tmp_path, dist=False)
    before = key_of(project)
    with (project / path).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert key_of(project) != before


def test_what_python_compiles_is_no_part_of_the_key(tmp_path: Path) -> None:
    project = clone(tmp_path, dist=False)
    before = key_of(project)
    (project / "envs/__pycache__").mkdir(exist_ok=True)
    (project / "envs/__pycache__/x.pyc").touch()

    assert key_of(project) == before
