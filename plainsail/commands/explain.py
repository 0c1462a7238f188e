"""`plainsail explain`: which line gave a setting, or a field of the YAML, its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from constructs_lib.settings.wording import did_you_mean, shorten
from plainsail.errors import ProjectError
from plainsail.influence.differences import Difference, differences
from plainsail.influence.pages import Row, affects_page, affects_rows, as_json, layer, origin_row, page, rows, setting_page
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

_OBJECT = re.compile(r"[A-Z]\w*/.+")


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

    \b
    ENV/APP SETTING           every layer that speaks about it, the winner first
    ENV/APP                   every setting, its value and the line that decides it
    ENV/APP KIND/NAME FIELD   the settings that decide a field of the YAML
    FILE LINE, FILE:LINE      the same for a line of a file in dist/
    ENV/APP --affects SETTING the fields that a setting decides
    APP --diff ENV ENV        the settings in which two environments differ

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
