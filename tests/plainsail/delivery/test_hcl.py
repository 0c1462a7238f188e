"""What HCL says, and where it is broken."""

from __future__ import annotations

from typing import Any

import hcl2
import pytest

from plainsail.delivery.hcl import Attribute, Block, Body, HclError, Unknown, read_hcl

WIDE = """
# a comment
terraform {
  source = "../../modules//bootstrap" // another
}
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
/* a comment
   of two lines */
locals {
  project = "my-project"
  region  = "eu-west-3"
  ratio   = 1.5
  count   = -3
  nothing = null
  tags    = { Project = local.project, "cost center" = 12 }
  ok      = !local.broken && length(var.names) >= 2 ? "yes" : "no"
}
inputs = {
  deployable_to = ["staging", "production"]
  monitoring = {
    enabled      = true
    environments = [
      "staging",
      "production", # the last comma is allowed
    ]
  }
  arn    = "arn:aws:ssm:${local.region}:${var.account}:parameter/${join("/", ["a", "b"])}/*"
  quoted = "a \\"word\\", a\\ttab"
  names  = [for name, value in var.map : upper(name) if value != ""]
  map    = { for name in var.names : name => { on = true } }
  first  = var.names[0].id
  every  = var.list[*].arn
  empty  = []
  none   = {}
}
resource "aws_ecr_repository" "app" {
  name = "my-project/backend"
  image_scanning_configuration { scan_on_push = true }
  lifecycle {
    ignore_changes = [tags["x"]]
  }
}
policy = <<-EOT
  a { b = c }
EOT
"""


def _said(text: str) -> dict[str, Any]:
    return {".".join(keys): value for keys, value, _ in read_hcl(text).walk()}


def test_values_that_are_written_out() -> None:
    said = _said(WIDE)

    assert said["inputs.deployable_to"] == ["staging", "production"]
    assert said["inputs.monitoring"] == {"enabled": True, "environments": ["staging", "production"]}
    assert said["resource.aws_ecr_repository.app.image_scanning_configuration.scan_on_push"] is True
    assert (said["locals.ratio"], said["locals.count"], said["locals.nothing"]) == (1.5, -3, None)
    assert said["inputs.quoted"] == 'a "word", a\ttab'


def test_what_only_terraform_knows() -> None:
    said = _said(WIDE)

    assert said["inputs.first"] == Unknown("var.names[0].id")
    assert said["include.root.path"] == Unknown('find_in_parent_folders("root.hcl")')
    assert isinstance(said["inputs.names"], Unknown)


def test_locals_of_the_same_file_are_filled_in() -> None:
    said = _said(WIDE)

    assert said["locals.tags.Project"] == "my-project"
    assert said["inputs.arn"] == Unknown(
        'arn:aws:ssm:eu-west-3:${var.account}:parameter/${join("/", ["a", "b"])}/*', template=True
    )


def test_locals_that_name_each_other_stay_unknown() -> None:
    assert isinstance(_said('locals {\n  a = "${local.b}"\n  b = "${local.a}"\n}\n')["locals.a"], Unknown)


def test_lines() -> None:
    lines = {".".join(keys): line for keys, _, line in read_hcl(WIDE).walk()}

    assert WIDE.splitlines()[lines["locals.region"] - 1].strip() == 'region  = "eu-west-3"'
    assert WIDE.splitlines()[lines["resource.aws_ecr_repository.app.name"] - 1].startswith("  name")


def test_a_dollar_that_is_escaped_is_text() -> None:
    assert _said('a = "$${x} %%{if}"')["a"] == "${x} %{if}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a =", "line 1: the end of the file where a value belongs"),
        ("a = [1,\n", "line 2: the end of the file where a value belongs"),
        ('a = "x', "line 1: the text that begins here has no closing quote"),
        ('b = 1\na = "x\ny"', "line 2: the text that begins here has no closing quote"),
        ("a {", "line 1: the end of the file where a name belongs"),
        ("= 3", "line 1: '=' where a name belongs"),
        ("a = f(1", "line 1: '(' is never closed"),
        ("a = f(1]", "line 1: ']' closes nothing"),
        ("a = 1 +", "line 1: a value is missing after '+'"),
        ("a = [1 2]", "line 1: '2' where the end of the value belongs"),
        ("a = { b = 1 c = 2 }", "line 1: 'c' where the end of the value belongs"),
        ("a = 1 }", "line 1: '}' where the end of the line or the end belongs"),
        ("a = 1 ; b = 2", "line 1: ';' means nothing here"),
        ("deployable_to", "line 1: the end of the file where '{' belongs"),
    ],
)
def test_what_is_no_hcl(text: str, problem: str) -> None:
    with pytest.raises(HclError) as caught:
        read_hcl(text)

    assert str(caught.value) == problem


@pytest.mark.slow
def test_reads_what_the_library_of_the_whole_language_reads() -> None:
    """Every block, and every value that is written out; both agree on what only Terraform knows."""
    theirs = hcl2.loads(WIDE, serialization_options=hcl2.SerializationOptions(with_comments=False))

    assert _as_library(read_hcl(WIDE)) == _plain(theirs)


def _as_library(body: Body) -> dict[str, Any]:
    return _block(body.attributes, body.blocks)


def _block(attributes: tuple[Attribute, ...], blocks: tuple[Block, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {each.name: _value(each.value) for each in attributes}
    for block in blocks:
        inner = _block(block.attributes, block.blocks)
        for label in reversed(block.labels):
            inner = {label: inner}
        found.setdefault(block.type, []).append(inner)
    return found


def _value(value: Any) -> Any:
    match value:
        case dict():
            return {key: _value(item) for key, item in value.items()}
        case list():
            return [_value(item) for item in value]
        case Unknown():
            return "unknown"
        case str():
            return value.strip()
    return value


def _plain(value: Any) -> Any:
    """What the library says, its quotes taken off and its expressions hidden."""
    match value:
        case dict():
            return {key.strip('"'): _plain(item) for key, item in value.items() if key != "__is_block__"}
        case list():
            return [_plain(item) for item in value]
        case str() if "${" in value:
            return "unknown"
        case str() if value.startswith('"<<-EOT'):
            return value.removeprefix('"<<-EOT').removesuffix('EOT"').strip()
        case str():
            return value.removeprefix('"').removesuffix('"').replace('\\"', '"').replace("\\t", "\t")
    return value
