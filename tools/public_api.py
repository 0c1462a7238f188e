"""Writes docs/public-api.txt: what projects rely on, a fact a line, so that a change of it is a line of a diff.

`make docs` runs it. docs/public-api.md says what may change when.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from constructs_lib import settings
from plainsail.cli.main import plainsail, run
from plainsail.secrets.answers import Answer
from plainsail.secrets.needs import Need
from tools.sample import ROOT, lay_settings, rendered

PAGE = ROOT / "docs" / "public-api.txt"
HEAD = """\
What projects rely on, made by `make docs` from the code. public-api.md, beside this file, says what may change when.
"""
SETTINGS = settings.__name__
CHECKS = {
    "plainsail.findings.finding": ("Cause", "Finding", "Meaning", "Severity"),
    "plainsail.location": ("Location",),
    "plainsail.manifests.manifests": ("Manifests",),
    "plainsail.manifests.pods": ("Container", "Pod"),
    "plainsail.manifests.resource": ("Resource",),
    "plainsail.testing": ("findings", "resources"),
}
"""What checks of a project, and their tests, import."""
RULES = ("plainsail.plan.consequences", "plainsail.secrets.rules")
"""Whose ids stand here; those of the checks are in docs/checks.md."""
OUTPUTS = (
    "list",
    "list --promotion",
    "check",
    "check --list",
    "plan --against empty",
    "explain staging/backend",
    "explain staging/backend --affects hpa",
    "explain staging/backend Service/backend spec.ports[http].port",
    "explain backend --diff staging production",
    "secrets list",
    "secrets verify staging",
    "image show",
    "image show --check",
    "crds list",
    "image run-args staging/backend",
    "image run-args staging/backend --probes",
    "image run-args staging/backend --jobs",
    "image run-args staging/backend --memory",
)
"""What is asked of the sample, to see the rows that scripts read."""
_AUTHOR = ["-c", "user.name=sample", "-c", "user.email=sample@example.com"]
_ANYTHING = ("new", "old", "value")
"""Fields that hold a part of somebody's YAML."""


def page() -> str:
    """The text of docs/public-api.txt."""
    # In a process of its own, which keeps the charts of the sample for itself.
    command = [sys.executable, "-m", "tools.public_api"]
    seen = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return HEAD + text(interfaces()) + seen


def text(parts: Mapping[str, Sequence[str]]) -> str:
    """Lines under their titles."""
    return "".join(f"\n{title}\n{'-' * len(title)}\n" + "\n".join(lines) + "\n" for title, lines in parts.items())


def interfaces() -> dict[str, list[str]]:
    """What the code says by itself: names that are imported, commands with their options, ids of rules."""
    checks = [line for module, names in CHECKS.items() for line in python(module, names)]
    rules = [rule for package in RULES for rule in import_module(package).RULES.values()]
    return {
        "Settings": list(_settings()),
        "Constructs": list(_modules("constructs_lib")),
        "Charts": list(_modules("charts")),
        "Checks of a project": checks,
        "Commands": list(commands(plainsail, "plainsail")),
        "Ids of consequences and findings": [f"{rule.id} ({rule.severity})" for rule in rules],
    }


def _settings() -> Iterator[str]:
    """What `constructs_lib.settings` exports, and the classes and kinds of text that this is made of."""
    exported = [getattr(settings, name) for name in settings.__all__]
    classes = {layer for kind in exported if isinstance(kind, type) for layer in kind.__mro__}
    names = {*settings.__all__, *(layer.__name__ for layer in classes if layer.__module__.startswith(SETTINGS))}
    for module in _names_of_modules("constructs_lib/settings"):
        yield from python(module, names, exporter=SETTINGS, exported=settings.__all__)


def _modules(folder: str) -> Iterator[str]:
    for module in _names_of_modules(folder):
        yield from python(module)


def _names_of_modules(folder: str) -> list[str]:
    files = (ROOT / folder).glob("*.py")
    return sorted(f"{folder.replace('/', '.')}.{file.stem}" for file in files if _is_public(file.stem))


def python(
    module: str, names: Collection[str] = (), *, exporter: str = "", exported: Collection[str] = ()
) -> Iterator[str]:
    """What a module offers, of these names or of all: `charts.shape.Shape.build(self, environment: E, ...)`.

    Kinds of text and numbers, such as `Port = Annotated[int, ...]`, are shown whatever the names are. What another
    module exports is called as there.
    """
    file = ROOT / f"{module.replace('.', '/')}.py"
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        is_kind = isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Subscript | ast.BinOp)
        for line in _statement(statement, ""):
            name = re.split(r"\W", line, maxsplit=1)[0]
            if not names or is_kind or name in names:
                yield f"{exporter if name in exported else module}.{line}"


def _statement(statement: ast.stmt, prefix: str) -> Iterator[str]:
    match statement:
        case ast.ClassDef(name=name) if _is_public(name):
            above = ", ".join(map(ast.unparse, [*statement.bases, *statement.keywords]))
            yield f"{prefix}{name}({above})" + "".join(f"  @{ast.unparse(mark)}" for mark in statement.decorator_list)
            for member in statement.body:
                yield from _statement(member, f"{prefix}{name}.")
        case ast.FunctionDef(name=name) if _is_public(name) or name == "__init__":
            result = f" -> {ast.unparse(statement.returns)}" if statement.returns else ""
            marks = {ast.unparse(mark) for mark in statement.decorator_list}
            takes = "" if marks & {"property", "cached_property"} else f"({ast.unparse(statement.args)})"
            yield f"{prefix}{name}{takes}{result}"
            if name == "__init__":
                yield from (f"{prefix}{attribute}" for attribute in _attributes(statement.body))
        case ast.AnnAssign(target=ast.Name(id=name)) if _is_public(name):
            default = f" = {ast.unparse(statement.value)}" if statement.value else ""
            yield f"{prefix}{name}: {ast.unparse(statement.annotation)}{default}"
        case ast.Assign(targets=[ast.Name(id=name)]) if _is_public(name) and not _is_type_variable(statement.value):
            yield f"{prefix}{name} = {ast.unparse(statement.value)}"


def _attributes(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The attributes that `__init__` makes."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Attribute() as made]) | ast.AnnAssign(target=ast.Attribute() as made):
                yield from [made.attr] if _is_public(made.attr) else ()


def _is_public(name: str) -> bool:
    return not name.startswith("_")


def _is_type_variable(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar"


def commands(command: click.Command, name: str) -> Iterator[str]:
    """A command with its arguments, each of its options, and the commands below it."""
    context = click.Context(command, info_name=name)
    shown = [(parameter, parameter.make_metavar(context)) for parameter in command.params]
    if isinstance(command, click.Group):
        # A command's name is the one that its group has for it.
        verbs = {verb: command.get_command(context, verb) for verb in command.list_commands(context)}
        below = [line for verb, found in verbs.items() if found for line in commands(found, f"{name} {verb}")]
    else:
        yield " ".join([name, *(metavar for parameter, metavar in shown if isinstance(parameter, click.Argument))])
        below = []
    for parameter, metavar in shown:
        if isinstance(parameter, click.Option):
            words = [name, "|".join(parameter.opts), *([] if parameter.is_flag else [metavar])]
            default = parameter.to_info_dict()["default"]
            words += [f"(default {default})"] if default and not parameter.is_flag else []
            yield " ".join(words)
    yield from below


def outputs() -> dict[str, list[str]]:
    """What scripts read of the sample: the fields of each JSON output, exit codes, and the files of `dist/`."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        lay_settings(Path())
        shutil.copy(ROOT / "cdk8s.yaml", folder)
        shutil.copytree(rendered(), "dist")
        Path("empty").mkdir()
        for words in (["init", "--quiet"], [*_AUTHOR, "commit", "--quiet", "--allow-empty", "--message=sample"]):
            subprocess.run(["git", *words], check=True)  # Git is asked what a build was made from
        rows = [line for command in OUTPUTS for line in _rows(command)]
        files = sorted(path.as_posix() for path in Path("dist").rglob("*.yaml"))
    return {"Exit codes and JSON": rows, "Files of the sample": files}


def _rows(command: str) -> Iterator[str]:
    out, beside = StringIO(), StringIO()
    asked = [] if command == "list --promotion" else ["--format", "json"]
    with redirect_stdout(out), redirect_stderr(beside), patch("plainsail.secrets.answers.ask", _all_there):
        code = run([*command.split(), *asked])
    if code not in (0, 1):
        raise RuntimeError(f"plainsail {command}: {beside.getvalue()}")
    yield f"plainsail {command}: exit code {code}"
    yield from sorted({f"plainsail {command}: {line}" for line in _fields(json.loads(out.getvalue()), "")})


def _all_there(needs: Sequence[Need], *_: object, **__: object) -> list[Answer]:
    """What Parameter Store would answer where nothing is missing."""
    return list(map(Answer, needs))


def _fields(value: Any, path: str) -> Iterator[str]:
    match value:
        case dict() if path.rpartition(".")[2] not in _ANYTHING:
            for key, inner in value.items():
                yield from _fields(inner, f"{path}.{key}".lstrip("."))
        case [dict(), *_]:
            for inner in value:
                yield from _fields(inner, f"{path}[]")
        case _:
            yield path


if __name__ == "__main__":
    print(text(outputs()), end="")
