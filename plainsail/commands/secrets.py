"""`plainsail secrets`: what an environment needs of its stores, whether it exists, and who may read it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option, rule_options, rules_in
from plainsail.group import Group, examples
from plainsail.output import show
from plainsail.progress import steps
from plainsail.project.project import Project
from plainsail.terminal import many

if TYPE_CHECKING:
    from plainsail.secrets.needs import Need


@click.group(cls=Group)
def command() -> None:
    """The parameters and secrets that environments need.

    No command ever reads a value. `list` and `policy` ask nobody; `verify` asks AWS for names and types.
    """


@command.command("list")
@click.argument("target", required=False, metavar="[ENV[/APP]]", shell_complete=names.targets)
@format_option("text", "json", what="they are")
@click.pass_obj
def list_(project: Project, target: str | None, form: str) -> int:
    """Show what environments need.

    Every variable of the rendered ExternalSecrets, its parameter, its store, and the line of envs/ that says so.
    """
    from plainsail.attribution.locate import Locator
    from plainsail.project.scope import parse_targets
    from plainsail.secrets.needs import needs
    from plainsail.secrets.reports import listing, listing_json

    asked = needs(project, parse_targets(project, [target] if target else []))
    _note(asked.left_out)
    write = listing_json if form == "json" else listing
    show(write(asked.needs, Locator(project).line), root=project.around, form=form)
    return 0


@command.command("verify", epilog=examples("secrets verify staging", "secrets verify production/backend --unused"))
@click.argument("targets", nargs=-1, required=True, metavar="ENV[/APP]...", shell_complete=names.targets)
@click.option("--region", metavar="REGION", help="Ask there, not in the region of the setting aws.")
@click.option("--profile", metavar="PROFILE", help="Use a profile of ~/.aws/config.")
@click.option("--endpoint-url", metavar="URL", help="Ask this address: a VPC endpoint, or a stand-in for tests.")
@click.option("--unused", "with_unused", is_flag=True, help="Warn of parameters that nothing uses, too.")
@format_option()
@rule_options(rules_in("plainsail.secrets.rules"), "finding")
@click.pass_obj
def verify_(
    project: Project,
    targets: tuple[str, ...],
    region: str | None,
    profile: str | None,
    endpoint_url: str | None,
    with_unused: bool,
    form: str,
) -> int:
    """Ask AWS whether the parameters and secrets exist.

    Needs the right to ssm:DescribeParameters, or secretsmanager:DescribeSecret, and no other: no value is read.
    Other stores are not asked.

    Exits 0 when all are there, 1 when one is missing, 2 when AWS could not be asked.
    """
    from plainsail.attribution.locate import Locator
    from plainsail.manifests.external_secrets import SECRETS_MANAGER, SSM
    from plainsail.project.scope import parse_targets
    from plainsail.secrets.answers import Answer, Answers, ask, ask_manager, unused
    from plainsail.secrets.needs import folders, labels_with_folders, needs, places
    from plainsail.secrets.reports import report, write
    from plainsail.secrets.secrets_manager import SecretsManager
    from plainsail.secrets.ssm import ParameterStore

    chosen = parse_targets(project, targets)
    asked = needs(project, chosen)
    _note(asked.left_out)
    everything = needs(project).needs if with_unused else []
    _note_others(asked.needs)
    labels = {need.label for need in asked.needs if need.askable} | (
        labels_with_folders(project, chosen) if with_unused else set()
    )
    environments = [environment.env_name for environment in project.environments]
    answers = Answers([Answer(need, exists=None) for need in asked.needs if not need.askable])
    for place, apps in places(project, labels, region=region).items():
        store = ParameterStore(place.region, profile=profile, endpoint_url=endpoint_url)
        ours = [need for need in asked.needs if any(app.holds(need.environment, need.app) for app in apps)]
        here, managed = ([n for n in ours if n.provider == of] for of in (SSM, SECRETS_MANAGER))
        account = None if endpoint_url else place.account  # a stand-in has an account of its own
        with steps("asking Parameter Store", len({need.parameter for need in here})) as heard:
            answers.needed.extend(ask(here, store, environments=environments, account=account, progress=heard))
        if managed:
            manager = SecretsManager(place.region, profile=profile, endpoint_url=endpoint_url)
            with steps("asking Secrets Manager", len({need.parameter for need in managed})) as heard:
                answers.needed.extend(ask_manager(managed, manager, account=account, progress=heard))
        if with_unused:
            answers.unused.extend(unused(everything, folders(project, apps), store))
    line_of = Locator(project).line
    if written := write(answers, form, line_of):
        show(written, root=project.around, form=form)
    return int(bool(report(answers, line_of).count("error")))


@command.command("policy")
@click.argument("env", metavar="ENV", shell_complete=names.environments)
@click.option(
    "--for",
    "role",
    type=click.Choice(["eso", "verify"]),
    default="eso",
    show_default=True,
    help="eso: the role that the environment's secret store assumes. verify: the role that runs `secrets verify`.",
)
@click.pass_obj
def policy_(project: Project, env: str, role: str) -> int:
    """Print the IAM policy of a role.

    One document, as JSON: what the role must be allowed, and nothing else. Asks nobody.
    """
    from plainsail.manifests.external_secrets import SSM
    from plainsail.project.scope import parse_targets
    from plainsail.secrets.needs import folders, labels_with_folders, needs, one_place
    from plainsail.secrets.policies import reader_policy, too_long, verify_policy

    [target] = parse_targets(project, [env])
    if target.app is not None:
        raise ProjectError(f"{env}: a policy is for a whole environment; write {target.environment}")
    if role == "verify":
        providers = {SSM, *(need.provider for need in needs(project, [target]).needs)}
        click.echo(json.dumps(verify_policy(providers), indent=2))
        return 0
    asked = needs(project, [target])
    _note_others(asked.needs)
    labels = {need.label for need in asked.needs if need.askable} | labels_with_folders(project, [target])
    if not labels:
        raise ProjectError(f"{env}: no ExternalSecret needs a parameter, so there is nothing to allow")
    account, region = one_place(project, labels, env)
    below = {folder for _, folder in folders(project, [target])}
    policy = reader_policy(asked.needs, below, account=account, region=region)
    _note(asked.left_out)
    if warning := too_long(policy):
        click.echo(warning, err=True)
    click.echo(json.dumps(policy, indent=2))
    return 0


def _note_others(asked: Sequence[Need]) -> None:
    """Says on standard error which stores are not asked, and how much is read from them."""
    others = Counter((need.label, need.store, need.provider) for need in asked if not need.askable)
    for (label, store, provider), count in sorted(others.items()):
        click.echo(f"not asked: {provider} ({label} reads {many(count, 'key')} from {store})", err=True)


def _note(left_out: Sequence[str]) -> None:
    """Says on standard error what nobody looked at, so that scripts can still read the output."""
    for words in left_out:
        click.echo(f"not looked at: {words}", err=True)
