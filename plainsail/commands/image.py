"""`plainsail image`: the image pin, and how to run the image as its pod would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option
from plainsail.group import Group, examples
from plainsail.project.project import Project

if TYPE_CHECKING:
    from plainsail.images.run_args import Engine, HttpProbe

_FORM = format_option("text", "json", what="it is")


@click.group(cls=Group)
def command() -> None:
    """The builds that apps run: pinned by tag, digest and source commit in envs/<app>/image.json."""


@command.command("pin")
@click.argument("app", metavar="APP", shell_complete=names.apps)
@click.option("--tag", required=True, metavar="T", help="The build's tag.")
@click.option("--digest", required=True, metavar="sha256:...", help="The build's digest, as the registry gives it.")
@click.option("--source", required=True, metavar="COMMIT", help="The commit that it was built from.")
@click.pass_obj
def pin_(project: Project, app: str, tag: str, digest: str, source: str) -> int:
    """Pin a build: every environment of the app runs it from the next render on.

    Writes envs/APP/image.json alone; no registry is asked. Exits 2, and writes nothing, where that is no pin.
    """
    from plainsail.images.builds import pin

    done = pin(project, app, tag=tag, digest=digest, source=source)
    for note in done.notes:
        click.echo(note, err=True)
    click.echo(f"{done.path}: {done.summary}")
    return 0


@command.command("show")
@click.argument("app", metavar="[APP]", required=False, shell_complete=names.apps)
@click.option("--check", is_flag=True, help="Exit 1 where the sources of an image are no longer those of its pin.")
@_FORM
@click.pass_obj
def show_(project: Project, app: str | None, check: bool, form: str) -> int:
    """Show what is pinned.

    --check asks Git whether the sources of each image that is built here (setting image.build) are at HEAD what the
    pinned build was made from. It exits 1 where they are not, where nothing is pinned yet, or where apps that share an
    image pin different builds; and 2 where this clone cannot tell.
    """
    from plainsail.images import reports
    from plainsail.images.builds import built, drift, pinned

    images = pinned(project, app)
    if not check:
        click.echo(reports.builds_json(images) if form == "json" else reports.builds_text(images))
        return 0
    made = built(project, app)
    here = {name for image in made for name in image.apps}
    elsewhere = [image for image in images if image.app not in here]
    for image in elsewhere:
        why = "it is built elsewhere" if image.source else "its settings name the image"
        click.echo(f"not compared: {image.app}: {why if image.reference else 'nothing pins its image'}", err=True)
    drifts = [
        (image, drift(project.root, image.pin.source, image.build.sources) if image.pin else None) for image in made
    ]
    differing = [(image, changes) for image, changes in drifts if changes is None or changes]
    if form == "json":
        click.echo(reports.drifts_json(drifts))
    elif differing:
        click.echo("\n".join(reports.drift_text(image, changes) for image, changes in differing))
    return int(bool(differing) or not all(image.reference for image in elsewhere))


@command.command(
    "run-args",
    epilog=examples(
        "image run-args staging/backend",
        "image run-args staging/backend --job initiate-calls",
        "image run-args staging/backend --image backend:dev",
    ),
)
@click.argument("target", metavar="ENV/APP", shell_complete=names.labels)
@click.option(
    "--object",
    "named",
    metavar="KIND/NAME",
    help="The pod of this object; otherwise the one that always runs.",
    shell_complete=names.objects_with_pods,
)
@click.option(
    "--job", metavar="NAME", help="The pod of this CronJob, as the settings name it.", shell_complete=names.jobs
)
@click.option("--image", metavar="REF", help="Write the image too, and the arguments that follow it.")
@click.option(
    "--engine",
    type=click.Choice(["docker", "podman"]),
    default="docker",
    show_default=True,
    help="Whose words to use; nerdctl understands those of docker.",
)
@click.option("--probes", "asks", flag_value="probes", help="Say instead what the kubelet asks the container.")
@click.option("--jobs", "asks", flag_value="jobs", help="Say instead which CronJobs the app has.")
@click.option("--memory", "asks", flag_value="memory", help="Say instead how much memory it requests, and may use.")
@_FORM
@click.pass_obj
def run_args_(
    project: Project,
    target: str,
    named: str | None,
    job: str | None,
    image: str | None,
    engine: Engine,
    asks: str | None,
    form: str,
) -> int:
    """Print the flags of `docker run` that give a container what the rendered pod gives it.

    Of secrets it gets placeholders. What no flag can say is named on standard error.
    """
    from plainsail.images import reports
    from plainsail.images.locate import find, objects_of
    from plainsail.images.needs import cron_jobs, memory
    from plainsail.images.run_args import run_arguments

    if image is not None and not image:
        raise ProjectError("--image: is empty; name the image as the engine does")
    if named is not None and job is not None:
        raise ProjectError(f"--job {job}: --object names a pod already; give one of the two")
    if asks == "jobs":
        jobs = list(cron_jobs(*objects_of(project, target)))
        click.echo(reports.jobs_json(jobs) if form == "json" else reports.jobs_text(jobs))
        return 0
    if asks == "probes":
        asked = _probes(project, target, named, job)
        click.echo(reports.probes_json(asked) if form == "json" else reports.probes_text(asked))
        return 0
    manifests, container = find(project, target, named=named, job=job)
    if asks == "memory":
        needed = memory(container)
        click.echo(reports.memory_json(needed) if form == "json" else reports.memory_text(needed))
        return 0
    arguments = run_arguments(manifests, container, engine)
    for words in arguments.left_out:
        click.echo(f"not given: {words}", err=True)
    if arguments.arguments and image is None:
        click.echo("not given: the pod's arguments stand behind the image; name it: --image REF", err=True)
    click.echo(reports.flags_json(arguments, image) if form == "json" else reports.flags_text(arguments, image))
    return 0


def _probes(project: Project, target: str, named: str | None, job: str | None) -> list[HttpProbe]:
    """What the kubelet asks; nothing, where no pod of the app runs all the time."""
    from plainsail.images.locate import NothingRuns, find
    from plainsail.images.run_args import http_probes

    try:
        _, container = find(project, target, named=named, job=job)
    except NothingRuns:
        return []
    return list(http_probes(container))
