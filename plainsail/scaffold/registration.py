"""The registry in `envs/__init__.py`, and the line in it that makes an environment one of the project's."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.names import classes_in, entries
from plainsail.project.registry import no_registry
from plainsail.project.root import REGISTRY
from plainsail.scaffold.layout import packages_of, width_of
from plainsail.scaffold.names import class_of, module_of
from plainsail.scaffold.python_text import PythonText, UnknownForm, natural, quoted

_MANY = 8
"""Environments of a new app, or apps, from which on its environments are written at once."""
_FORM = 'ENVIRONMENTS = {"app": {"env": Class}}'


class Registration:
    """The text of the registry, to which environments are added."""

    def __init__(self, root: Path) -> None:
        """Raises `ProjectError` where the file is missing, or not in the form that is known."""
        self._root = root
        path = root / REGISTRY
        try:
            text = path.read_bytes().decode("utf-8")
        except OSError:
            raise no_registry(root) from None
        except UnicodeDecodeError:
            raise ProjectError(f"{REGISTRY}:1: is not UTF-8; nothing was written") from None
        self._file = PythonText(REGISTRY, text, width=width_of(root))
        self._ours = packages_of(root)
        # Importing `envs.admin` makes `admin` mean it in `envs`, whatever it meant there.
        self._modules = {path.stem for path in (root / "envs").iterdir()}
        self.apps: Mapping[str, Mapping[str, ast.expr]] = self._read()

    @property
    def text(self) -> str:
        """The file as it is to be written."""
        return self._file.text

    def package_for(self, app: str) -> str:
        """A package for a new app, whose name means nothing in the registry."""
        name = module_of(app)
        return f"envs.{name}_app" if name in self._file.names() else f"envs.{name}"

    def _read(self) -> Mapping[str, Mapping[str, ast.expr]]:
        value = self._file.assigned("ENVIRONMENTS")
        apps = classes_in(value)
        if apps is None:
            line = value.lineno if value else 1
            message = f"{REGISTRY}:{line}: ENVIRONMENTS is not written out as {_FORM}, so no line can be added to it"
            raise ProjectError(f"{message}; write it out, or add apps by hand; nothing was written")
        return apps

    def package_of(self, app: str) -> str:
        """The package that holds the settings of a registered app: `envs.backend`. Raises `ProjectError`."""
        origins = self._origins()
        for value in self.apps[app].values():
            name = ast.unparse(value)
            holder, _, _ = name.rpartition(".")
            module = origins.get(holder or name, "")
            package = module.rpartition(".")[0] if holder else module.rpartition(".")[0].rpartition(".")[0]
            if package.startswith("envs."):
                return package
        message = f"its environments are in no package of their own, such as envs.{module_of(app)}"
        raise ProjectError(f"{REGISTRY}: {app}: {message}; write the class by hand, and its line here")

    def _add_many(self, app: str, package: str, envs: Sequence[str]) -> None:
        """Registers a new app at once: a line at a time, hundreds take minutes."""
        first, *others = sorted(envs, key=lambda env: natural(module_of(env)))
        self.add(app, package, [first])
        value = ast.unparse(self.apps[app][first])
        binding, prefix = value.rpartition(".")[0], f"{module_of(app)}_"
        taken = self._file.names()
        names = {env: f"{prefix}{module_of(env)}" + "_" * (f"{prefix}{module_of(env)}" in taken) for env in others}
        statement = f"from {package} import {module_of(first)}"
        statement += "" if binding == module_of(first) else f" as {binding}"
        imported = "".join(f"\nfrom {package} import {module_of(env)} as {name}" for env, name in names.items())
        registered = {first: value, **{env: f"{name}.{class_of(env)}" for env, name in names.items()}}
        rows = "".join(f"        {quoted(env)}: {registered[env]},\n" for env in envs)
        mapping = self._mapping(app)
        start, end = self._file.start(mapping), self._file.end(mapping)
        text = f"{self._file.part(0, start)}{{\n{rows}    }}{self._file.part(end, 10**9)}"
        text = text.replace(statement + "\n", f"{statement}{imported}\n", 1)
        text = text.replace("\n", "\r\n") if "\r\n" in self._file.text else text
        self._file = PythonText(REGISTRY, text, width=width_of(self._root))
        self.apps = self._read()

    def _origins(self) -> Mapping[str, str]:
        """What each imported name is, in full."""
        return {name: ".".join(origin) for name, origin in self._file.origins().items()}

    def add(self, app: str, package: str, envs: Sequence[str]) -> None:
        """Registers environments of an app, each a class in a module of its package. Raises `ProjectError`."""
        if app not in self.apps and len(envs) > 1 and max(len(envs), len(self.apps)) > _MANY:
            self._add_many(app, package, envs)
            return
        added = [(env, f"{self._binding(app, package, env)}.{class_of(env)}") for env in envs]
        by_hand = ", ".join(f"{quoted(env)}: {value}" for env, value in added)
        try:
            for env, value in added:
                module = module_of(env)
                alias = value.rpartition(".")[0]
                named = alias if alias != module else None
                self._file = self._file.with_import(package, module, named, ours=self._ours)
            self._enter(app, added)
        except UnknownForm as error:
            told = f"nothing was written; by hand, import {package} and add to {quoted(app)}: {by_hand}"
            raise ProjectError(f"{error}; {told}") from None
        self.apps = self._read()

    def _binding(self, app: str, package: str, env: str) -> str:
        """The name that the module of an environment gets in the registry: its own, where that is free."""
        module, taken = module_of(env), self._file.names() | self._modules | {package.rpartition(".")[2]}
        others = [name for name, origin in self._origins().items() if origin.rpartition(".")[0] == package]
        plain = all(name == self._origins()[name].rpartition(".")[2] for name in others)
        if module not in taken and plain and (others or not self.apps):
            return module
        alias = f"{module_of(app)}_{module}"
        while alias in taken:
            alias += "_"
        return alias

    def _enter(self, app: str, added: Sequence[tuple[str, str]]) -> None:
        if app not in self.apps:
            self._file = self._file.with_entry(self._mapping(), quoted(app), "{}", rows=True)
        for env, value in added:
            self._file = self._file.with_entry(self._mapping(app), quoted(env), value)

    def _mapping(self, app: str | None = None) -> ast.Dict:
        value = self._file.assigned("ENVIRONMENTS")
        inner = (entries(value) or {}).get(app) if app is not None else value
        if not isinstance(inner, ast.Dict):
            raise UnknownForm(f"{REGISTRY}: ENVIRONMENTS is not written out as {_FORM}")
        return inner
