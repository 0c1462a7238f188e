"""`plainsail explain`: which line gave a setting, or a field of the YAML, its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from constructs_lib.settings.errors import did_you_mean, shorten
from plainsail.errors import ProjectError
from plainsail.influence.differences import Difference, differences
from plainsail.influence.pages import (
    Row,
    affects_page,
    affects_rows,
    as_json,
    layer,
    origin_row,
    page,
    rows,
    setting_page,
)
from plainsail.project import Project
from plainsail.provenance import (
    UNKNOWN,
    documentation,
    format_setting,
    leaves,
    origins,
    parse_setting,
)
from plainsail.table import table

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.influence.questions import Reply

_OBJECT = re.compile(r"[A-Za-z]+/.+")
"""`Deployment/backend`, in whatever case: behind the name of a setting stands a dot or a bracket, if anything."""


@click.command()
@click.argument("subject", metavar="ENV/APP|FILE")
@click.argument("what", metavar="[SETTING|KIND/NAME|LINE]", required=False)
@click.argument("field", required=False)
@click.option("--affects", metavar="SETTING", help="The reverse: which fields of which objects a setting decides.")
@click.option("--diff", nargs=2, metavar="ENV ENV", help="For an app: only what differs between two environments.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.pass_obj
def command(
    project: Project,
    subject: str,
    what: str | None,
    field: str | None,
    affects: str | None,
    diff: tuple[str, str] | None,
    form: str,
) -> int:
    """Which line gave a setting, or a field of the YAML, its value.

    ENV/APP SETTING: every layer that speaks about it, the winner first. ENV/APP alone: every setting.

    ENV/APP KIND/NAME FIELD, or FILE LINE of a file in dist/: the settings that decide a field of the YAML.

    ENV/APP --affects SETTING: the fields that a setting decides.

    APP --diff ENV ENV: the settings in which two environments differ.

    SETTING is written as hpa.max_replicas, env.APP_ENV, writable_paths./tmp, tolerations[0].key or labels["a.b/c"],
    FIELD as spec.template.spec.containers[app].image.
    """
    if diff:
        return _diff(project, subject, diff, form)
    from plainsail.influence import questions

    if questions.is_file(subject):
        return _reply(questions.about_line(project, subject, what), form)
    env = _environment(project, subject)
    if affects:
        return _affects(project, env, affects, form)
    if what and (field or _OBJECT.fullmatch(what)):
        return _reply(questions.about_object(project, env, what, field), form)
    return _setting(env, what, form) if what else _all(env, form)


def _environment(project: Project, name: str) -> Environment:
    known = {f"{env.env_name}/{env.app_name}": env for env in project.environments}
    if name in known:
        return known[name]
    turned = "/".join(reversed(name.split("/")))
    near = f"; did you mean '{turned}'?" if turned in known else did_you_mean(name, list(known))
    raise ProjectError(f"there is no {name!r}{near}{'' if near else ';'} there are: {', '.join(known)}")


def _setting(env: Environment, what: str, form: str) -> int:
    path = parse_setting(what, env)
    found = origins(env, path)
    if form == "json":
        print(as_json([{"setting": format_setting(path), **origin_row(origin)} for origin in found]))
    else:
        value = found[0].value if found else UNKNOWN
        print(setting_page(format_setting(path), value, documentation(env, path), found))
    return 0


def _all(env: Environment, form: str) -> int:
    found = [(path, value, origin) for path, value in leaves(env) for origin in origins(env, path)[:1]]
    if form == "json":
        print(as_json([{"setting": format_setting(path), **origin_row(origin)} for path, _, origin in found]))
    else:
        print(table([(format_setting(p), shorten(value), f"{o.path}:{o.line}", layer(o)) for p, value, o in found]))
    return 0


def _affects(project: Project, env: Environment, affects: str, form: str) -> int:
    from plainsail.influence.answers import Subject
    from plainsail.influence.naming import path_of
    from plainsail.influence.store import influence_of

    setting = format_setting(path_of(affects, env))
    found = Subject(project, env, influence_of(project, env)).affected(setting)
    print(as_json(affects_rows(setting, found)) if form == "json" else affects_page(setting, found))
    return 0


def _reply(reply: Reply, form: str) -> int:
    if reply.stale:
        click.echo(reply.stale, err=True)
    print(as_json(rows(reply.answers)) if form == "json" else page(reply))
    return 0


def _diff(project: Project, app: str, names: tuple[str, str], form: str) -> int:
    """Exits 1 where the two differ, as `diff` does."""
    known = dict.fromkeys(env.app_name for env in project.environments)
    if app not in known:
        near = did_you_mean(app, list(known))
        raise ProjectError(f"there is no app {app!r}{near}{'' if near else ';'} there are: {', '.join(known)}")
    one, other = (_environment(project, f"{name}/{app}") for name in names)
    found = differences(one, other)
    if form == "json":
        print(as_json([_side_row(each, side) for each in found for side in (0, 1)]))
    elif found:
        print(table([("", one.env_name, "", other.env_name, ""), *(_side_by_side(each) for each in found)]))
    return 1 if found else 0


def _side_row(difference: Difference, number: int) -> Row:
    side = difference.sides[number]
    said = origin_row(side.origin) if side.origin else dict.fromkeys(("value", "class", "path", "line", "source"))
    return {"setting": difference.setting, "environment": side.environment, **said}


def _side_by_side(difference: Difference) -> tuple[str, ...]:
    cells = [difference.setting]
    for side in difference.sides:
        cells += [
            "(not said)" if side.value is UNKNOWN else shorten(side.value),
            f"{side.origin.path}:{side.origin.line}" if side.origin else "",
        ]
    return tuple(cells)
