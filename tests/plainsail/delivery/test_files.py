"""Which delivery files of a project are found, broken or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.delivery import BrokenFile, read_delivery


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_a_project_without_delivery_files(tmp_path: Path) -> None:
    delivery = read_delivery(tmp_path)

    assert delivery.missing == ("image/Dockerfile", "deploy/terragrunt", ".github/workflows")
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

    delivery = read_delivery(tmp_path)

    assert delivery.dockerfile is not None
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

    delivery = read_delivery(tmp_path)

    assert delivery.dockerfile is None
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

    [broken] = read_delivery(tmp_path).broken

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
