"""Which delivery files of a project are found, broken or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.delivery import BrokenFile, read_delivery
from plainsail.delivery.registry import Generated, Registered

BACKEND = Registered(app="backend", environment="staging", dockerfile="image/Dockerfile", inputs=["app", "image"])


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_a_project_without_delivery_files(tmp_path: Path) -> None:
    delivery = read_delivery(tmp_path)

    assert delivery.missing == ("deploy/terragrunt (there is none)", ".github/workflows (there is none)")
    assert not delivery.broken


def test_a_whole_project(tmp_path: Path) -> None:
    _write(
        tmp_path,
        {
            "image/Dockerfile": "FROM php\nUSER 33:33\n",
            "deploy/terragrunt/root.hcl": 'locals {\n  region = "eu-west-3"\n}\n',
            "deploy/terragrunt/modules/app/main.tf": 'resource "a" "b" {}\n',
            "deploy/terragrunt/live/.terragrunt-cache/x/main.tf": "broken = [\n",
            "deploy/terragrunt/README.md": "no HCL",
            ".github/workflows/default.yml": "on: {push: {}}\njobs: {}\n",
            ".github/workflows/other.yaml": "on: push\njobs: {}\n",
        },
    )

    delivery = read_delivery(tmp_path, [BACKEND])

    assert [*delivery.dockerfiles] == ["image/Dockerfile"]
    assert delivery.dockerfile_of("staging", "backend") is delivery.dockerfiles["image/Dockerfile"]
    assert delivery.dockerfile_of("staging", "queue") is None
    assert [file.path for file in delivery.hcl] == [
        "deploy/terragrunt/modules/app/main.tf",
        "deploy/terragrunt/root.hcl",
    ]
    assert [file.path for file in delivery.workflows] == [
        ".github/workflows/default.yml",
        ".github/workflows/other.yaml",
    ]
    assert not delivery.broken
    assert not delivery.missing


def test_broken_files_are_named_with_their_line(tmp_path: Path) -> None:
    _write(
        tmp_path,
        {
            "image/Dockerfile": "FROM php\nUSR 33\n",
            "deploy/terragrunt/root.hcl": "a = 1\nb = [\n",
            ".github/workflows/bad.yml": "jobs:\n  - a\n b: c\n",
            ".github/workflows/two.yml": "---\na: 1\n---\nb: 1\n",
        },
    )

    delivery = read_delivery(tmp_path, [BACKEND])

    assert not delivery.dockerfiles
    assert delivery.broken == (
        BrokenFile("image/Dockerfile", 2, "'usr' is no instruction of a Dockerfile"),
        BrokenFile("deploy/terragrunt/root.hcl", 3, "the end of the file where a value belongs"),
        BrokenFile(
            ".github/workflows/bad.yml",
            3,
            "while parsing a block mapping, did not find expected key",
        ),
        BrokenFile(".github/workflows/two.yml", 1, "2 documents where one workflow belongs"),
    )
    assert not delivery.missing


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "image").mkdir()
    (tmp_path / "image" / "Dockerfile").write_bytes(b"FROM \xff\n")

    [broken] = read_delivery(tmp_path, [BACKEND]).broken

    assert broken == BrokenFile("image/Dockerfile", 1, "it is not UTF-8 text")


@pytest.mark.parametrize(("key", "line"), [("AWS_REGION", 2), ("environment", 5), ("run", 7)])
def test_a_value_knows_its_line(tmp_path: Path, key: str, line: int) -> None:
    text = """env:
  AWS_REGION: eu-west-3
jobs:
  deploy:
    environment: staging
    steps:
    - run: echo eu-west-3
"""
    _write(tmp_path, {".github/workflows/default.yml": text})

    [workflow] = read_delivery(tmp_path).workflows

    assert [entry.line for entry in workflow.entries() if entry.name == key] == [line]


@pytest.mark.parametrize(("key", "line"), [("region", 3), ("name", 6), ("role", 7)])
def test_a_word_in_a_comment_is_no_key(tmp_path: Path, key: str, line: int) -> None:
    text = """locals {
  # region, and the name of each staging
  region = "eu-west-3" # role = none
  clusters = {
    # staging = the small one
    staging = { name = "small",
      "role" : "secrets" }
  }
}
"""
    _write(tmp_path, {"deploy/terragrunt/root.hcl": text})

    [file] = read_delivery(tmp_path).hcl

    assert [entry.line for entry in file.entries() if entry.name == key] == [line]


def test_what_a_build_needs_and_lacks(tmp_path: Path) -> None:
    _write(tmp_path, {"image/Dockerfile": "FROM php\n"})
    gone = Registered(app="queue", environment="staging", dockerfile="queue/Dockerfile", inputs=["."])

    delivery = read_delivery(tmp_path, [BACKEND, gone])

    assert delivery.absent == {"app", "queue/Dockerfile"}
    assert [*delivery.dockerfiles] == ["image/Dockerfile"]


LIST = Generated("deploy/terragrunt/live/fleet.json", None, "apps", ("app",), ())


@pytest.mark.parametrize(
    ("files", "texts"),
    [
        ({}, []),
        ({LIST.path: "{}"}, ["{}"]),
        ({"deploy/terragrunt/root.hcl": 'a = file(find_in_parent_folders("fleet.json"))\n'}, [None]),
        ({".github/workflows/a.yml": "jobs: {a: {steps: [{run: jq . fleet.json}]}}\n"}, [None]),
    ],
    ids=["nothing reads it", "it is there", "Terragrunt reads it", "a workflow reads it"],
)
def test_a_list_matters_where_it_is_there_or_read(
    tmp_path: Path, files: dict[str, str], texts: list[str | None]
) -> None:
    _write(tmp_path, files)

    assert [file.text for file in read_delivery(tmp_path, generated=[LIST]).generated] == texts
