"""`plainsail explain`: which line gave a setting, or a field of the YAML, its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option
from plainsail.group import examples
from plainsail.output import show
from plainsail.project.project import Project
from plainsail.terminal import printable

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.attribution.pages import Row
    from plainsail.attribution.questions import Reply

    _Shown = tuple[list[Row], str]
    """The same answer for programs and for people."""

_OBJECT = re.compile(r"[A-Za-z]+/.+")
"""`Deployment/backend`, in whatever case: behind the name of a setting stands a dot or a bracket, if anything."""
_FILE = re.compile(r"(?P<path>.+\.ya?ml)(?::(?P<line>\d+))?")
"""A file, or a line of one, where else stands an app in an environment."""


@click.command(
    epilog=examples(
        "explain staging/backend hpa.max_replicas",
        "explain staging/backend Deployment/backend spec.replicas",
        "explain dist/staging/backend/Deployment.backend.yaml 12",
        "explain staging/backend --affects port",
        "explain backend --diff staging production",
    )
)
@click.argument("subject", metavar="ENV/APP|FILE", shell_complete=names.subjects)
@click.argument("what", metavar="[SETTING|KIND/NAME|LINE]", required=False, shell_complete=names.settings_or_objects)
@click.argument("field", required=False, shell_complete=names.fields)
@click.option(
    "--affects",
    metavar="SETTING",
    help="The reverse: which fields of which objects a setting decides.",
    shell_complete=names.settings,
)
@click.option(
    "--diff",
    nargs=2,
    metavar="ENV ENV",
    help="For an app: only what differs between two environments.",
    shell_complete=names.environments,
)
@format_option("text", "json", what="it is")
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
    """Say which line gave a setting, or a field of the YAML, its value.

    ENV/APP SETTING: every layer that speaks about it, the winner first. ENV/APP alone: every setting.

    ENV/APP KIND/NAME FIELD, or FILE LINE of a file in dist/: the settings that decide a field of the YAML.

    ENV/APP --affects SETTING: the fields that a setting decides.

    APP --diff ENV ENV: the settings in which two environments differ. Exits 1 where there are any.

    SETTING is written as hpa.max_replicas, env.APP_ENV, writable_paths./tmp, tolerations[0].key or labels["a.b/c"],
    FIELD as spec.template.spec.containers[app].image.
    """
    from plainsail.attribution import pages

    rows, text = _diff(project, subject, diff) if diff else _explain(project, subject, what, field, affects)
    if form == "json":
        print(pages.as_json(rows))
    elif text:
        show(printable(text), root=project.around)
    return 1 if diff and rows else 0  # as `diff` does


def _explain(project: Project, subject: str, what: str | None, field: str | None, affects: str | None) -> _Shown:
    if file := _FILE.fullmatch(subject):
        from plainsail.attribution.questions import about_line

        return _reply(about_line(project, file["path"], what or file["line"]))
    if affects:
        env = _environment(project, subject)
        from plainsail.attribution import pages
        from plainsail.attribution.questions import about
        from plainsail.provenance import format_setting, parse_setting

        path = parse_setting(affects, env)
        setting, effects = format_setting(path), about(project, env).affected(path)
        return pages.affects_rows(setting, effects), pages.affects_page(setting, effects)
    env = _one(project, subject)
    if what and (field or _OBJECT.fullmatch(what)):
        from plainsail.attribution.questions import about_object

        return _reply(about_object(project, env, what, field))
    return _setting(env, what) if what else _settings(env)


def _one(project: Project, name: str) -> Environment:
    """The app in an environment, without all others where nothing of them is asked."""
    from plainsail.project.alone import read_one

    return read_one(project, name) or _environment(project, name)


def _environment(project: Project, name: str) -> Environment:
    from constructs_lib.kubernetes.nearest import did_you_mean_and_all

    known = {f"{env.env_name}/{env.app_name}": env for env in project.environments}
    if name in known:
        return known[name]
    turned = "/".join(reversed(name.split("/")))
    raise ProjectError(f"there is no {name!r}{did_you_mean_and_all(turned if turned in known else name, known)}")


def _reply(reply: Reply) -> _Shown:
    from plainsail.attribution import pages

    if reply.stale:
        click.echo(reply.stale, err=True)
    return pages.reply_rows(reply.answers), pages.reply_page(reply)


def _setting(env: Environment, what: str) -> _Shown:
    from plainsail.attribution import pages
    from plainsail.provenance import UNKNOWN, documentation, format_setting, origins, parse_setting

    path = parse_setting(what, env)
    setting, lines = format_setting(path), origins(env, path)
    value = lines[0].value if lines else UNKNOWN
    rows = [{"setting": setting, **pages.origin_row(origin)} for origin in lines]
    return rows, pages.setting_page(setting, value, documentation(env, path), lines)


def _settings(env: Environment) -> _Shown:
    from constructs_lib.settings.errors import shorten
    from plainsail.attribution import pages
    from plainsail.provenance import format_setting, leaves, origins
    from plainsail.table import table

    rows, cells = [], []
    for path, value in leaves(env):
        for origin in origins(env, path)[:1]:
            setting = format_setting(path)
            rows.append({"setting": setting, **pages.origin_row(origin)})
            cells.append((setting, shorten(value), f"{origin.path}:{origin.line}", pages.layer(origin)))
    return rows, table(cells)


def _diff(project: Project, app: str, names: tuple[str, str]) -> _Shown:
    from constructs_lib.kubernetes.nearest import did_you_mean_and_all
    from constructs_lib.settings.errors import shorten
    from plainsail.attribution import pages
    from plainsail.provenance import UNKNOWN, differences, format_setting, origins
    from plainsail.table import table

    known = dict.fromkeys(env.app_name for env in project.environments)
    if app not in known:
        raise ProjectError(f"there is no app {app!r}{did_you_mean_and_all(app, known)}")
    both = [_environment(project, f"{name}/{app}") for name in names]
    rows: list[Row] = []
    cells = [["", both[0].env_name, "", both[1].env_name, ""]]
    for path, *values in differences(*both):
        line = [format_setting(path)]
        for env, value in zip(both, values, strict=True):
            origin = None if value is UNKNOWN else next(iter(origins(env, path)), None)
            rows.append({"setting": line[0], "environment": env.env_name, **pages.origin_row(origin)})
            line += ["(not set)" if value is UNKNOWN else shorten(value)]
            line += [f"{origin.path}:{origin.line}" if origin else ""]
        cells.append(line)
    return rows, table(cells) if rows else ""
