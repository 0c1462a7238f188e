"""Every line that takes part in giving a setting its value: layers and defaults, the image pin, the registry."""

import dataclasses
import json
from collections.abc import Iterator
from functools import lru_cache

from constructs_lib.settings import Environment, Image
from plainsail.provenance.scope import Modules
from plainsail.provenance.tracer import Origin, Tracer
from plainsail.provenance.values import IDENTITY, SettingPath, value_at


def origins(environment: Environment, path: SettingPath) -> list[Origin]:
    """The lines of a setting, or of a part of one: the deciding one first, defaults last."""
    modules = _modules(type(environment))
    lines = [*_pinned(environment, path, modules), *Tracer(modules).trace(type(environment), path)]
    if path[0] in IDENTITY:
        lines = _registered(environment, path, modules)
    return [dataclasses.replace(lines[0], value=value_at(environment, path)), *lines[1:]] if lines else []


def lines_of(environment: Environment, path: SettingPath) -> list[Origin]:
    """`origins`, led by the line to edit: a default within a value is changed where settings give that value."""
    lines = origins(environment, path)
    for depth in range(len(path) - 1, 0, -1) if lines and lines[0].kind == "default" else ():
        outer = origins(environment, path[:depth])
        if outer and outer[0].kind != "default":
            return [dataclasses.replace(outer[0], value=lines[0].value), *lines]
    return lines


def documentation(environment: Environment, path: SettingPath) -> str:
    """The text under the innermost field of the path, in the class that declares it: what the setting does."""
    modules = _modules(type(environment))
    text = ""
    for depth, part in enumerate(path):
        holder = type(value_at(environment, path[:depth])) if depth else type(environment)
        for cls in holder.__mro__ if depth == 0 or dataclasses.is_dataclass(holder) else ():
            scope = modules.class_(cls)
            if scope and (texts := [b.documentation for b in scope.bindings(str(part)) if b.documentation]):
                text = texts[-1]
                break
    return text


@lru_cache(maxsize=1)  # all leaves of an environment are asked for one after the other; a reloaded one is forgotten
def _modules(_cls: type) -> Modules:
    return Modules()


def _pinned(environment: Environment, path: SettingPath, modules: Modules) -> Iterator[Origin]:
    """The line of the image pin, where the settings give neither tag nor digest."""
    if path not in (("image", "tag"), ("image", "digest")):
        return
    image, name = getattr(environment, "image", None), type(environment).__module__
    module = modules.module(name)
    if module is None or not isinstance(image, Image) or image.tag is not None or image.digest is not None:
        return
    file = module.root / name.partition(".")[0] / environment.app_name / "image.json"
    if file.is_file() and value_at(environment, path) is not None:
        rows = [row.strip() for row in file.read_text(encoding="utf-8").splitlines()]
        line = next((number for number, row in enumerate(rows, 1) if row.startswith(json.dumps(path[1]))), 1)
        yield Origin("image pin", file, file.relative_to(module.root).as_posix(), line, rows[line - 1], kind="pin")


def _registered(environment: Environment, path: SettingPath, modules: Modules) -> list[Origin]:
    """The line of the registry that names the app, or its environment."""
    module = type(environment).__module__.partition(".")[0]
    registry = modules.module(module)
    if registry is None:
        return []
    keys = (environment.app_name, environment.env_name)[: IDENTITY.index(str(path[0])) + 1]
    line = line_of_entry(module, "ENVIRONMENTS", keys)
    return [Origin(module, registry.source.path, registry.path, line, registry.source.line(line))]


def line_of_entry(module: str, name: str, keys: SettingPath) -> int:
    """The line of an entry of a mapping that a module gives a name; as near as can be told where it is not written."""
    scope = (modules := Modules()).module(module)
    lines = Tracer(modules).trace_name(name, keys, scope) if scope else []
    return lines[0].line if lines else 1
