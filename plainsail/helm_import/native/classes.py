"""The modules of a web app that was a chart: what the environments share in `base.py`, and what each changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from plainsail.helm_import.classes import Parents, Place, module_of_environment
from plainsail.helm_import.linters import quiet
from plainsail.helm_import.native.code import NOTHING, Call, assigned, common, difference, names_in
from plainsail.helm_import.sources import Source
from plainsail.scaffold.layout import head, imports, width_of
from plainsail.scaffold.names import class_of
from plainsail.scaffold.shapes import SETTINGS

_TEMPLATES = {
    "ExternalSecrets": ("cluster_secret_store", "secret_store", "path"),
    "Ingress": (),
}
"""Calls whose fields, and what stands without a name, may hold `{env}`."""


class Classes:
    """Writes the modules of one app."""

    def __init__(
        self,
        root: Path,
        app: str,
        settings: Mapping[str, Mapping[str, Any]],
        *,
        package: str,
        parents: Parents,
        remarks: Sequence[str] = (),
    ) -> None:
        """`settings` are those of each environment, `package` is `envs.backend`; `remarks` end `base.py`."""
        self._root, self._app, self._package, self._parents = root, app, package, parents
        self._width, self._remarks = width_of(root), remarks
        names = list(dict.fromkeys(name for own in settings.values() for name in own))
        self._base: dict[str, Any] = {}
        self._own: dict[str, dict[str, Any]] = {env: {} for env in settings}
        for name in names:
            by_env = _templates({env: own.get(name, NOTHING) for env, own in settings.items()})
            base = common(list(by_env.values()))
            if base is not NOTHING:
                self._base[name] = base
            for env, value in by_env.items():
                if (own := difference(base, value)) is not NOTHING:
                    self._own[env][name] = own

    def package(self) -> str:
        """`envs/<app>/__init__.py`."""
        return f'"""The app {self._app}."""\n'

    def base(self) -> str:
        """`envs/<app>/base.py`."""
        statements = self._vocabulary(["WebService"], self._base.values())
        statements.append(f"from envs.shared import {self._parents.shared}")
        remarks = [line for remark in self._remarks for line in self._comment(remark)]
        end = "\n" + "".join(f"{line}\n" for line in remarks) if remarks else ""
        return quiet(
            self._root,
            f'''"""What the app {self._app} is in every environment."""

{imports(self._root, *statements)}


{head(self._root, "class Base", f"{self._parents.shared}, WebService", ":")}
    """The app {self._app}, as every environment runs it."""

{self._body(self._base)}{end}''',
        )

    def environment(self, source: Source, place: Place) -> str:
        """`envs/<app>/<env>.py`: what differs, and no more."""
        own, env = self._own[source.env], source.env
        lines = [*self._parents.follows(env).splitlines(), *place.lines()]
        text = "".join(f"{line}\n" for line in lines) + ("\n" if lines and own else "") + self._body(own)
        return module_of_environment(
            self._root,
            f"The app {self._app} in {env}.",
            name=class_of(env),
            mix_in=self._parents.mix_in(env),
            package=self._package,
            vocabulary=self._vocabulary(["Namespace"] * (place.namespace is not None), own.values()),
            about=f"What is otherwise in {env}." if own else "Nothing else differs.",
            body=text,
        )

    @staticmethod
    def _vocabulary(names: Sequence[str], values: Iterable[Any]) -> list[str]:
        """What a module imports of the vocabulary, if anything."""
        used = {*names, *(name for value in values for name in names_in(value))}
        return [f"from {SETTINGS} import {', '.join(sorted(used, key=_order))}"] if used else []

    def _body(self, settings: Mapping[str, Any]) -> str:
        lines = [line for name, value in settings.items() for line in assigned(name, value, self._width)]
        return "".join(f"{line}\n" for line in lines)

    def _comment(self, remark: str) -> list[str]:
        width = self._width - 6
        lines = wrap(remark, width, break_long_words=False, break_on_hyphens=False, subsequent_indent="  ")
        return [f"    # {line}" for line in lines]


def _order(name: str) -> tuple[int, str]:
    """As isort sorts: classes before functions."""
    return (0 if name[:1].isupper() else 1, name)


def _templates(by_env: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values with `{env}` in place of the environment's name, where that makes more of them the same."""
    if len(by_env) < 2 or not all(isinstance(value, Call) and value.name in _TEMPLATES for value in by_env.values()):
        return by_env
    made = dict(by_env)
    first = next(iter(by_env.values()))
    for field in (*range(len(first.unnamed)), *_TEMPLATES[first.name]):
        said = {env: _get(value, field) for env, value in made.items()}
        filled = {env: text.replace(env, "{env}") if isinstance(text, str) else text for env, text in said.items()}
        if len(set(map(repr, said.values()))) > 1 and len(set(map(repr, filled.values()))) == 1:
            made = {env: _with(value, field, filled[env]) for env, value in made.items()}
    return made


def _get(call: Call, field: int | str) -> Any:
    if isinstance(field, int):
        return call.unnamed[field] if field < len(call.unnamed) else None
    return call.fields.get(field)


def _with(call: Call, field: int | str, value: Any) -> Call:
    if isinstance(field, int):
        return Call(call.name, (*call.unnamed[:field], value, *call.unnamed[field + 1 :]), call.fields)
    return Call(call.name, call.unnamed, {**call.fields, field: value})
