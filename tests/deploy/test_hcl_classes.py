"""Every resource of the modules is one that the AWS provider knows, by the classes that CDKTF generated from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from plainsail.delivery.hcl import read_hcl
from tests.deploy.terraform import TERRAGRUNT, needs_terraform, root
from tools import hcl_tools
from tools.hcl_classes import misfits, provider_misfits, provider_version

WHEEL = hcl_tools.classes() or Path("missing.whl")
MODULES = sorted(path for path in (TERRAGRUNT / "modules").iterdir() if path.is_dir())

pytestmark = [
    pytest.mark.infrastructure,
    pytest.mark.skipif(not WHEEL.is_file(), reason="the provider's classes are not there (make test-infrastructure)"),
]


@pytest.mark.parametrize("module", MODULES, ids=[module.name for module in MODULES])
def test_the_provider_knows_all_that_a_module_says(module: Path) -> None:
    assert list(misfits(module, WHEEL)) == []


@needs_terraform
@pytest.mark.parametrize("role", ["plan", "apply", "none"])
def test_the_provider_is_told_what_it_knows(role: str) -> None:
    assert list(provider_misfits(root("contents  = ", role), WHEEL)) == []


@pytest.mark.parametrize("module", MODULES, ids=[module.name for module in MODULES])
def test_the_classes_are_of_a_release_that_the_module_accepts(module: Path) -> None:
    said = read_hcl((module / "versions.tf").read_text(encoding="utf-8"))
    [constraint] = [value for keys, value, _ in said.walk() if keys[-2:] == ("aws", "version")]
    least = re.fullmatch(r"~> (\d+)\.(\d+)", constraint)
    assert least, "a constraint that this test does not read"

    accepted = SpecifierSet(f">={least[1]}.{least[2]}, <{int(least[1]) + 1}")
    assert provider_version(WHEEL) in accepted


SOUND = """
resource "aws_ecr_repository" "images" {
  for_each = toset(["a"])

  name = each.key

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  for_each = aws_ecr_repository.images

  repository = each.value.name
  policy     = "{}"
}

data "aws_iam_policy_document" "reads" {
  dynamic "statement" {
    for_each = aws_ecr_repository.images
    content {
      actions   = ["ecr:*"]
      resources = [statement.value.arn]
    }
  }
}

output "urls" {
  value = { for name, made in aws_ecr_repository.images : name => made.repository_url }
}

output "json" {
  value = "${data.aws_iam_policy_document.reads.json}, ${values(aws_ecr_repository.images)[0].arn}"
}
"""


def told(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    return [finding.partition(": ")[2] for finding in misfits(tmp_path, WHEEL)]


def test_a_sound_module_is_passed(tmp_path: Path) -> None:
    assert told(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("written", "instead", "finding"),
    [
        (
            'resource "aws_ecr_lifecycle_policy" "images"',
            'resource "aws_ecr_lifecycle" "images"',
            "aws_ecr_lifecycle.images: the provider has no such resource",
        ),
        (
            "  name = each.key\n",
            "  name = each.key\n  image_tags_mutability = true\n",
            "aws_ecr_repository.images: the provider knows no argument image_tags_mutability",
        ),
        ("  name = each.key\n", "", "aws_ecr_repository.images: the provider requires name"),
        (
            "scan_on_push",
            "scan_at_push",
            "aws_ecr_repository.images.image_scanning_configuration: the provider knows no argument scan_at_push",
        ),
        (
            "scan_on_push = true",
            "",
            "aws_ecr_repository.images.image_scanning_configuration: the provider requires scan_on_push",
        ),
        (
            "image_scanning_configuration {",
            "image_scanning {",
            "aws_ecr_repository.images: the provider knows no block image_scanning",
        ),
        (
            "image_scanning_configuration {",
            "image_scanning_configuration = {",
            "aws_ecr_repository.images: image_scanning_configuration is a block, written without `=`",
        ),
        (
            "  name = each.key\n",
            "  name = each.key\n  tags {\n    a = 1\n  }\n",
            "aws_ecr_repository.images: tags is an argument, written with `=`",
        ),
        ('dynamic "statement"', 'dynamic "statements"', "the provider knows no block statements"),
        (
            "actions  ",
            "action   ",
            "reads.statement: the provider knows no argument action",
        ),
        ("each.value.name", "each.value.id_of", "aws_ecr_repository.images: the provider gives no attribute id_of"),
        (
            "statement.value.arn",
            "statement.value.name_of",
            "images: the provider gives no attribute name_of",
        ),
        ("made.repository_url", "made.url", "aws_ecr_repository.images: the provider gives no attribute url"),
        ("reads.json}", "reads.text}", "data.aws_iam_policy_document.reads: the provider gives no attribute text"),
        ("images)[0].arn", "images)[0].arns", "aws_ecr_repository.images: the provider gives no attribute arns"),
        (
            "in aws_ecr_repository.images :",
            "in aws_ecr_repository.image :",
            "aws_ecr_repository.image is read, and not declared in the module",
        ),
    ],
)
def test_a_wrong_name_is_found(tmp_path: Path, written: str, instead: str, finding: str) -> None:
    assert written in SOUND

    assert any(finding in each for each in told(tmp_path, SOUND.replace(written, instead)))


def test_a_wrong_name_in_the_provider_s_own_block_is_found() -> None:
    text = 'provider "aws" {\n  region_of = "eu-west-3"\n  assume_role {\n    arn = "a"\n  }\n}\n'

    assert list(provider_misfits(text, WHEEL)) == [
        "provider.tf:2: provider.aws: the provider knows no argument region_of",
        "provider.tf:4: provider.aws.assume_role: the provider knows no argument arn",
    ]
