"""`plainsail plan`: what a change will do to the cluster."""

import gc
from datetime import UTC, datetime
from pathlib import Path

import click

from plainsail.completion import arguments, names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option, rule_ids, rule_options, rules_in
from plainsail.group import examples
from plainsail.output import show
from plainsail.project.project import Project


@click.command(
    epilog=examples(
        "plan",
        "plan production --against origin/production",
        "plan staging/backend --fail-on downtime,prune",
        "plan --against dist --format markdown",
    )
)
@arguments.targets
@arguments.against
@format_option()
@click.option("--exit-zero", is_flag=True, help="Exit 0 on differences, too.")
@click.option(
    "--fail-on",
    metavar="ID,ID...",
    help="Exit 1 where one of these consequences occurs, and only there.",
    shell_complete=names.several(rule_ids(rules_in("plainsail.plan.consequences"))),
)
@click.option("--at", "instant", metavar="INSTANT", help="Count the next runs of jobs from then, not from now.")
@rule_options(rules_in("plainsail.plan.consequences"), "consequence")
@click.pass_obj
def command(
    project: Project,
    targets: tuple[str, ...],
    against: str | None,
    form: str,
    exit_zero: bool,
    fail_on: str | None,
    instant: str | None,
) -> int:
    """Say what the settings, as they are now, will do to the cluster.

    Renders them and compares with dist/ at HEAD, object by object. Exits 1 on differences.
    """
    gc.disable()
    from plainsail.plan.consequences import RULES

    fatal = {RULES.require(id.strip(), option="--fail-on") for id in ([] if fail_on is None else fail_on.split(","))}
    now = _instant(instant)
    from plainsail.plan.formats import FORMATS
    from plainsail.plan.planned import planned
    from plainsail.plan.report import for_people
    from plainsail.plan.trees import against as other
    from plainsail.plan.trees import parse_targets

    before = other(project, against, Path.cwd())
    result = planned(project, before, now, parse_targets(project, before, targets))
    for words in result.left_out:
        click.echo(f"not rendered: {words}", err=True)
    made = result.plan
    if written := FORMATS[form](made):
        show(written, root=project.around, form=form)
    if fatal:
        return int(any(each.rule.id in fatal for each in for_people(made.report).results))
    return int(bool(made.entries) and not exit_zero)


def _instant(text: str | None) -> datetime:
    """The instant; without a zone it is meant in UTC.

    >>> _instant("2027-01-31T12:00").isoformat(), _instant("2027-01-31T12:00+01:00").isoformat()
    ('2027-01-31T12:00:00+00:00', '2027-01-31T12:00:00+01:00')
    """
    if text is None:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ProjectError(f"--at {text}: is no instant; write 2027-01-31T12:00+01:00") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
