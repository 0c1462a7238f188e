"""`plainsail check`: judges `dist/` and the files around it."""

import gc
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option, rule_options
from plainsail.group import examples
from plainsail.output import show
from plainsail.project.project import Project

if TYPE_CHECKING:
    from plainsail.attribution.locate import Locator
    from plainsail.findings.report import Report
    from plainsail.findings.rules import Registry
    from plainsail.findings.runner import Ask
    from plainsail.manifests.manifests import Manifests


def _rules(project: Project) -> "Registry[Manifests]":
    """Every check: ours, and those of the project, if there is one around."""
    from plainsail.checks import RULES
    from plainsail.findings.rules import OWN_RULES

    if project.around is None or not (project.around / OWN_RULES).is_file():
        return RULES
    from plainsail.findings.own_rules import with_own  # brings what judges

    return with_own(RULES, project.around)


@click.command(
    epilog=examples(
        "check --strict",
        "check --explain no-memory-limit",
        "check --path manifests/ --kubernetes-version 1.35",
        "check --server --context staging",
    )
)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, too.")
@format_option()
@click.option(
    "--path",
    metavar="FILE|DIR|-",
    help="Judge this YAML instead of dist/; - is standard input.",
    shell_complete=names.files,
)
@click.option("--kubernetes-version", metavar="V", help="With --path: the version to judge by, such as 1.35.")
@click.option("--server", is_flag=True, help="Ask a real API server too, by dry runs; nothing is written there.")
@click.option(
    "--context",
    metavar="C",
    help="With --server: the context of the kubeconfig; else the current one.",
    shell_complete=names.contexts,
)
@click.option("--complete", is_flag=True, help="With --path: nothing exists but what is there.")
@click.option("--ignore-missing-schemas", is_flag=True, help="Say nothing of kinds without a schema.")
@rule_options(_rules, "check")
@click.pass_obj
def command(
    project: Project,
    strict: bool,
    form: str,
    path: str | None,
    kubernetes_version: str | None,
    server: bool,
    context: str | None,
    complete: bool,
    ignore_missing_schemas: bool,
) -> int:
    """Find what is broken, or will be, before Argo CD does.

    Exits 1 on errors, with --strict on warnings too.
    """
    gc.disable()
    if kubernetes_version and not path:
        raise ProjectError("--kubernetes-version goes with --path; in dist/ each environment sets its own")
    if context and not server:
        raise ProjectError("--context goes with --server; without it no cluster is asked")
    if complete and not path:
        raise ProjectError("--complete goes with --path; dist/ is taken as all there is anyway")
    from plainsail.findings.formats import FORMATS

    rules = _rules(project)
    ask = _asking(project, context) if server else None
    if path:
        from plainsail.findings.runner import check_path

        report = check_path(
            project,
            rules,
            path,
            kubernetes_version,
            complete=complete,
            ignore_missing_schemas=ignore_missing_schemas,
            ask=ask,
        )
    else:
        report = _of_dist(project, rules, ignore_missing_schemas, ask)
    if written := FORMATS[form](report):
        show(written, root=project.around, form=form)
    return int(bool(report.count("error") or (strict and report.count("warning"))))


def _of_dist(
    project: Project, rules: "Registry[Manifests]", ignore_missing_schemas: bool, ask: "Ask | None"
) -> "Report":
    """What `dist/` is found to be: as at the last run, where nothing has changed that it follows from."""
    from plainsail.checks import RULES
    from plainsail.digests import Disk
    from plainsail.findings.last_report import LastReport

    # A cluster may answer otherwise, and a project's own checks may read what they like.
    disk = Disk(project.root)
    options = f"{ignore_missing_schemas=}"
    last = LastReport(project, disk, rules, options) if ask is None and rules is RULES else None
    if last and (known := last.read()):
        return known
    from plainsail.findings.runner import check_dist
    from plainsail.findings.settings_facts import SettingsFacts

    made: list[Locator] = []

    def locator(of: Project) -> "Locator":
        from plainsail.attribution.locate import Locator  # brings the settings

        found = Locator(of)
        if of is project:
            made.append(found)
        return found

    settings = SettingsFacts(project, disk)
    report = check_dist(project, settings, rules, locator, ignore_missing_schemas=ignore_missing_schemas, ask=ask)
    for each in made:
        each.keep()
    settings.keep()
    if last:
        last.keep(report, settings)
    return report


def _asking(project: Project, context: str | None) -> "Ask":
    """What asks the cluster of a context; a kind whose definition the project has may come to it later."""
    from plainsail.cluster.dry_run import ask
    from plainsail.cluster.kubectl import Kubectl
    from plainsail.schemas.crd_schemas import CrdFiles

    definitions = CrdFiles(project.definitions)
    cluster = Kubectl(context)
    return lambda resources: ask(
        resources, cluster, knows=lambda group, kind: definitions.find(group, kind) is not None
    )
