"""The layers of an environment: what each class of the hierarchy says about a setting, and which of them decides."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from constructs_lib.settings import Environment, Workload
from constructs_lib.settings.changes import Change
from constructs_lib.settings.layers import is_vocabulary
from plainsail.provenance.flow import Flow
from plainsail.provenance.origin import UNKNOWN, Origin, SettingPath, descend
from plainsail.provenance.paths import value_at
from plainsail.provenance.scope import Modules, Namespace, top_folder
from plainsail.provenance.trail import Place, Reach


def origins(environment: Environment, path: SettingPath) -> list[Origin]:
    """Every place that speaks about a setting, or a part of one, the deciding one first, defaults last."""
    cls = type(environment)
    found = Hierarchy(_modules(cls), whole=True).trace(cls, path)
    found = [*_pinned(environment, path), *found]
    return [dataclasses.replace(found[0], value=value_at(environment, path)), *found[1:]] if found else []


def spoken(cls: type, path: SettingPath, running: Mapping[str, Namespace]) -> list[Origin]:
    """The same for a class that could not be made, whose values cannot be trusted to be what the vocabulary says."""
    return Hierarchy(Modules(running), whole=False).trace(cls, path)


def documentation(environment: Environment, path: SettingPath) -> str:
    """The text under the innermost field of the path in the vocabulary: what the setting does."""
    modules = _modules(type(environment))
    text = ""
    for depth, part in enumerate(path):
        holder = type(environment) if depth == 0 else type(value_at(environment, path[:depth]))
        if depth == 0 or dataclasses.is_dataclass(holder):
            for cls in holder.__mro__:
                scope = modules.class_(cls)
                said = scope.source.bindings(scope.holder, str(part)) if scope and scope.holder else []
                if said and said[-1].documentation:
                    text = said[-1].documentation
                    break
    return text


_cache: tuple[type, Modules] | None = None


def _modules(cls: type) -> Modules:
    """What was looked up for the environment asked about last: all its leaves are asked for one after the other."""
    global _cache  # noqa: PLW0603 - one entry, so that a reloaded environment is not kept alive
    if _cache is None or _cache[0] is not cls:
        _cache = (cls, Modules())
    return _cache[1]


class Hierarchy(Flow):
    """Walks the method resolution order. `whole`: the classes are made and checked, so their values are known."""

    def __init__(self, modules: Modules, *, whole: bool) -> None:
        super().__init__(modules)
        self._whole = whole

    def trace(self, cls: type, path: SettingPath) -> list[Origin]:
        """Every place of the hierarchy that speaks about the setting, the deciding one first, defaults last."""
        self.layers(cls, path)
        return sorted(self.found, key=lambda origin: origin.kind == "default")

    def layers(self, cls: type, path: SettingPath) -> Reach:
        """Follows a setting along the method resolution order of a class, past the one that decides."""
        leaf, start, closing = self.leaf, len(self.found), None
        for layer in cls.__mro__:
            said = _said(layer).get(str(path[0]), UNKNOWN)
            self.leaf = descend(said, path[1:])
            if said is UNKNOWN or (self._whole and self.leaf is UNKNOWN and not isinstance(said, Change)):
                continue
            before, here = len(self.found), self._place(layer, str(path[0]))
            reach = self._layer(layer, path, here)
            if closing:
                self._override(before, keep_defaults=is_vocabulary(layer))
            elif here and (reach is Reach.DECIDED or not isinstance(said, Change)):
                closing = here, before, self.leaf
        if closing:
            self._explain(start, *closing)
        self.leaf = leaf
        return Reach.DECIDED if len(self.found) > start else Reach.NOT_SAID

    def _layer(self, layer: type, path: SettingPath, here: Place | None) -> Reach:
        if is_vocabulary(layer):
            return self.default(layer, path)
        if here is None:
            return Reach.NOT_SAID
        said = here.scope.source.bindings(here.scope.holder, str(path[0])) if here.scope.holder else []
        return self.bound(said, path[1:], here.scope) if said else self.say(here, "computed")

    def _place(self, layer: type, name: str) -> Place | None:
        """The statement with which a class says a setting; where none is found, the class or the file."""
        scope = self.modules.class_(layer)
        if scope and scope.holder:
            said = scope.source.bindings(scope.holder, name)
            at = said[-1].statement if said else scope.holder
            end = at.lineno if at is scope.holder else at.end_lineno or at.lineno
            return Place(scope, at.lineno, end)
        module = self.modules.module(layer.__module__)
        return Place(dataclasses.replace(module, label=layer.__name__), 1, 1) if module else None

    def _override(self, start: int, *, keep_defaults: bool) -> None:
        """Marks what was found since; a field that an overridden value leaves to its default says nothing."""
        kept = [o for o in self.found[start:] if keep_defaults or o.kind != "default"]
        self.found[start:] = [dataclasses.replace(o, overridden=True) for o in kept]

    def _explain(self, start: int, closing: Place, before: int, leaf: Any) -> None:
        """Lets the closing layer speak where its own line is needed to see why those above it are not heard."""
        heard = [o for o in self.found[start:] if not o.overridden]
        lost = [o for o in self.found[start:] if o.overridden and o.kind != "default"]
        own = (closing.scope.label, closing.scope.source.path)
        if lost and not any((o.class_name, o.file) == own for o in heard):
            said, self.found = self.found, []
            self.leaf = leaf
            self.say(closing)
            self.found = [*said[:before], *self.found, *said[before:]]


def _said(layer: type) -> Mapping[str, Any]:
    """What a class itself says. A class that could not be made has its names, unchecked; and so have others."""
    said: Mapping[str, Any] = vars(layer).get("__values__", vars(layer))
    return said


def _pinned(environment: Environment, path: SettingPath) -> Iterable[Origin]:
    """The line of the image pin, where the settings say neither tag nor digest."""
    if path not in (("image", "tag"), ("image", "digest")) or not isinstance(environment, Workload):
        return
    image, pinned = environment.image, environment.pinned_image
    value = descend(pinned, path[1:])
    if image.tag is not None or image.digest is not None or value is None:
        return
    module = type(environment).__module__
    root = top_folder(Path(str(sys.modules[module].__file__)), module)
    file = root / module.split(".", maxsplit=1)[0] / environment.app_name / "image.json"
    if file.is_file():
        source = file.read_text(encoding="utf-8").splitlines()
        line = next((n for n, text in enumerate(source, 1) if text.strip().startswith(json.dumps(path[1]))), 1)
        yield Origin(
            "image pin", file, file.relative_to(root).as_posix(), line, line, source[line - 1].strip(), value, "pin"
        )
