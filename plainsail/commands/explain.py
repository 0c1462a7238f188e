"""`plainsail explain`: which line gave a setting its value."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from typing import TYPE_CHECKING, Any

import click

from constructs_lib.settings.wording import did_you_mean, shorten
from plainsail.errors import ProjectError
from plainsail.project import Project
from plainsail.provenance import (
    UNKNOWN,
    Origin,
    SettingPath,
    documentation,
    format_setting,
    leaves,
    origins,
    parse_setting,
)
from plainsail.table import table

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@click.command()
@click.argument("environment", metavar="ENV/APP")
@click.argument("setting", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.pass_obj
def command(project: Project, environment: str, setting: str | None, form: str) -> int:
    """Which line gave a setting its value, and which lines it won over.

    SETTING is written as hpa.max_replicas, env.APP_ENV, writable_paths./tmp, tolerations[0].key or labels["a.b/c"].
    Without it, every setting with its value and the line that decides it.
    """
    env = _environment(project, environment)
    if setting is None:
        rows = [(path, value, origin) for path, value in leaves(env) for origin in origins(env, path)[:1]]
        print(_json(rows) if form == "json" else _all(rows))
        return 0
    path = parse_setting(setting, env)
    found = origins(env, path)
    rows = [(path, origin.value, origin) for origin in found]
    print(_json(rows) if form == "json" else _one(path, found, documentation(env, path)))
    return 0


Row = tuple[SettingPath, Any, Origin]


def _environment(project: Project, name: str) -> Environment:
    known = {f"{env.env_name}/{env.app_name}": env for env in project.environments}
    if name in known:
        return known[name]
    turned = "/".join(reversed(name.split("/")))
    near = f"; did you mean '{turned}'?" if turned in known else did_you_mean(name, list(known))
    raise ProjectError(f"there is no {name!r}{near}{'' if near else ';'} there are: {', '.join(known)}")


def _one(path: SettingPath, found: list[Origin], text: str) -> str:
    value = found[0].value if found else UNKNOWN
    shown = repr(value) if isinstance(value, str) else shorten(value)
    lines = [f"{format_setting(path)} = {shown}"]
    lines += textwrap.wrap(text, 118, initial_indent="  ", subsequent_indent="  ")
    lines.append(
        table([(_layer(origin), f"{origin.path}:{origin.line}", _source(origin)) for origin in found], indent="  ")
    )
    return "\n".join(lines)


def _all(rows: list[Row]) -> str:
    return table([(format_setting(path), shorten(value), f"{o.path}:{o.line}", _layer(o)) for path, value, o in rows])


def _layer(origin: Origin) -> str:
    return "default" if origin.kind == "default" else origin.class_name


def _source(origin: Origin) -> str:
    return f"{origin.source}  (computed)" if origin.kind == "computed" else origin.source


def _json(rows: list[Row]) -> str:
    settings = [
        {
            "setting": format_setting(path),
            "value": None if value is UNKNOWN else value,
            "class": origin.class_name,
            "path": origin.path,
            "line": origin.line,
            "source": origin.source,
        }
        for path, value, origin in rows
    ]
    return json.dumps({"version": 1, "settings": settings}, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else repr(value)
