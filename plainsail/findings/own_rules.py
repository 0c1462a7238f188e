"""The rules of a project's own: its package `checks`, loaded from its folder alone, each rule in the form of ours.

A mistake in their form is told before anything is judged; what fails within one is a finding at its line, and the
others go on.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module, invalidate_caches
from importlib.util import module_from_spec, spec_from_file_location
from inspect import signature
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.errors import TRACEBACK, ProjectError
from plainsail.findings.engine import Failure, looked_at
from plainsail.findings.finding import SEVERITIES, Finding
from plainsail.findings.rules import IN_WORDS, OWN_RULES, Registry, Rule, id_of, parse
from plainsail.findings.yielded import Check, NoFinding, findings_of
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.project.code import WrittenLoader, read_as_written

FOLDER = OWN_RULES.partition("/")[0]
REGISTRY = OWN_RULES
FORM = 'CHECKS = ("name_of_file",)'


def with_own(rules: Registry[Manifests], root: Path) -> Registry[Manifests]:
    """The rules, and behind them those of the project around them, if it has any.

    Raises `ProjectError` for a mistake in their form, and whatever one raises while it is imported.
    """
    if not (root / REGISTRY).is_file():
        return rules
    names = _names(root, _load(root))
    _refuse_unlisted(root, names)
    own: dict[str, Rule[Manifests]] = {}
    for name in names:
        rule = _rule(root, name)
        if rule.id in rules:
            raise ProjectError(f"{rule.path}:1: plainsail has a check {rule.id} itself; give the file another name")
        if rule.id in own:
            raise ProjectError(f"{rule.path}:1: {own[rule.id].path} is the check {rule.id} too; rename one of them")
        own[rule.id] = rule
    return rules.with_rules(own)


def _load(root: Path) -> ModuleType:
    """The package `checks` of that folder, whatever else of that name Python would find."""
    for name in [name for name in sys.modules if name.partition(".")[0] == FOLDER]:
        del sys.modules[name]
    read_as_written(root)
    invalidate_caches()
    loader = WrittenLoader(FOLDER, str(root / REGISTRY))
    places = [str(root / FOLDER)]
    spec = spec_from_file_location(FOLDER, root / REGISTRY, loader=loader, submodule_search_locations=places)
    if spec is None or spec.loader is None:  # of a file that ends in .py, Python makes one
        raise ProjectError(f"{REGISTRY}: Python cannot load it")
    package = sys.modules[FOLDER] = module_from_spec(spec)
    spec.loader.exec_module(package)
    return package


def _names(root: Path, package: ModuleType) -> Sequence[str]:
    """The modules that the project lists, each of them a file."""
    listed = getattr(package, "CHECKS", None)
    at = f"{REGISTRY}:{_line_of(root / REGISTRY, 'CHECKS')}"
    if listed is None:
        raise ProjectError(f"{at}: CHECKS is missing; write {FORM}")
    if not isinstance(listed, tuple | list) or not all(isinstance(name, str) for name in listed):
        raise ProjectError(f"{at}: CHECKS is no tuple of names; write {FORM}")
    files = _files(root)
    for name in listed:
        if name not in files:
            missing = f"{name!r} is listed, and there is no {FOLDER}/{name.replace('.', '/')}.py"
            raise ProjectError(f"{at}: {missing}{did_you_mean(name, files)}")
    if twice := next((name for name in listed if listed.count(name) > 1), None):
        raise ProjectError(f"{at}: {twice!r} is listed twice; take one out")
    return listed


def _files(root: Path) -> Mapping[str, Path]:
    """Every file that can be a check, by the name that lists it."""
    folder = root / FOLDER
    paths = (path for path in sorted(folder.rglob("*.py")) if not path.name.startswith("_"))
    return {".".join(path.relative_to(folder).with_suffix("").parts): path for path in paths}


def _refuse_unlisted(root: Path, names: Sequence[str]) -> None:
    for name, path in _files(root).items():
        if name in names or (line := _line_of(path, "check", default=0)) == 0:
            continue
        at = f"{path.relative_to(root).as_posix()}:{line}"
        add = f'add "{name}" to CHECKS in {REGISTRY}'
        raise ProjectError(f"{at}: this check is not listed, so it never runs; {add}, or call the file _{path.name}")


def _rule(root: Path, name: str) -> Rule[Manifests]:
    """The rule that a module is. Raises `ProjectError` where it has not the form of one."""
    path = f"{FOLDER}/{name.replace('.', '/')}.py"

    def mistake(name: str, told: str) -> ProjectError:
        return ProjectError(f"{path}:{_line_of(root / path, name)}: {told}")

    try:
        module = import_module(f"{FOLDER}.{name}")
    except SystemExit:  # would end the run as if nothing had been found
        raise mistake("", "ends the program while it is imported; let it do nothing but define its check") from None

    title, why, fix, in_settings, text = parse(module.__doc__ or "")
    if not title:
        raise mistake("", "this check has no docstring; its first line says what is wrong, `Why:` and `Fix:` the rest")
    severity, means = getattr(module, "SEVERITY", None), getattr(module, "MEANS", None)
    if severity not in SEVERITIES:
        wrong = "SEVERITY is missing" if severity is None else f"SEVERITY={severity!r} is no severity"
        raise mistake("SEVERITY", f"{wrong}; write one of {_quoted(SEVERITIES)}")
    if means is not None and means not in IN_WORDS:
        raise mistake("MEANS", f"MEANS={means!r} is nothing that errors mean; write one of {_quoted(IN_WORDS)}")
    check = getattr(module, "check", None)
    if not callable(check):
        raise mistake("check", "this check has no function `check(manifests)`, which yields findings")
    if not _takes_manifests(check):
        raise mistake("check", "check takes the manifests, and nothing else; write `def check(manifests: Manifests)`")
    return Rule(id_of(name), severity, title, text, why, fix, _finder(check, root, path), in_settings, means, path)


def _quoted(words: Any) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _takes_manifests(check: Callable[..., Any]) -> bool:
    try:
        signature(check).bind(None)
    except TypeError:
        return False
    return True


def _finder(check: Check, root: Path, path: str) -> Callable[[Manifests], Iterator[Finding]]:
    """Runs a check; where it fails, the last finding says so, at its line."""

    def find(manifests: Manifests) -> Iterator[Finding]:
        found: list[Finding] = []
        try:
            with redirect_stdout(sys.stderr):  # what it prints is no part of any format
                for finding in findings_of(check, manifests):
                    found.append(finding)  # noqa: PERF402 # what was found before a failure is kept
        except (Exception, SystemExit) as error:
            if os.environ.get(TRACEBACK):
                raise
            found.append(_failure(error, root, path))
        return iter(found)

    return find


def _failure(error: BaseException, root: Path, path: str) -> Failure:
    """The finding that a project's own check failed: at the line that did, and of which object it was."""
    folder, line = str(root / FOLDER), 1
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(folder):
            path, line = Path(frame.f_code.co_filename).relative_to(root).as_posix(), number
    if isinstance(error, NoFinding):
        return Failure(Location(path, error.line), f"this check {error}", severity="error", fix="")
    # Of other errors the message may hold a value of the object, and that be a credential.
    what = str(error) if isinstance(error, AttributeError | NameError | TypeError) else ""
    at = f" at {resource.where().place}" if (resource := looked_at(error.__traceback__)) else ""
    told = f"{type(error).__name__}{f': {what}' if what else ''}"
    return Failure(
        Location(path, line),
        f"this check failed{at} ({told}), so it says nothing of what it had still to judge",
        severity="error",
        fix=f"correct the check; {TRACEBACK}=1 shows how it came there",
    )


def _line_of(path: Path, name: str, *, default: int = 1) -> int:
    """The line of a file that gives a name its value, or defines it."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return default
    lines = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=str(bound)) | ast.AsyncFunctionDef(name=str(bound)):
                lines[bound] = node.lineno
            case ast.Assign(targets=[ast.Name(id=bound)]) | ast.AnnAssign(target=ast.Name(id=bound)):
                lines[bound] = node.lineno
    return lines.get(name, default)
