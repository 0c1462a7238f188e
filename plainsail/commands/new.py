"""`plainsail new`: writes what a project lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.finding import SEVERITIES
from plainsail.group import Group
from plainsail.project.project import Project
from plainsail.scaffold.shapes import SHAPES, Shape
from plainsail.terminal import ask, is_terminal

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.scaffold.draft import Draft
    from plainsail.scaffold.templates import App

_NONE = "none"


def _shapes(shapes: Collection[Shape] = SHAPES) -> str:
    """The shapes, a line each, as click leaves them."""
    width = max(len(shape.name) for shape in shapes)
    return "\b\nShapes:\n" + "\n".join(f"  {shape.name:{width}}  {shape.summary}" for shape in shapes)


@click.group(cls=Group)
def command() -> None:
    """Write what a project lacks: an app, an environment, a shape of app, a check, the list that infrastructure reads.

    What exists is never written over. On a terminal it asks for what the options leave open.
    """


@command.command("app", epilog=_shapes())
@click.argument("name", metavar="NAME")
@click.option(
    "--shape",
    metavar="SHAPE",
    help="What it is: one of the shapes below, or one of the project's own.",
    shell_complete=names.shapes,
)
@click.option(
    "--envs",
    metavar="ENV,ENV...",
    help="The environments that it runs in; else all that there are.",
    shell_complete=names.several(names.environments),
)
@click.option(
    "--image",
    metavar="REPOSITORY[:TAG][@DIGEST]",
    help="Its image; else one beside those of the other apps. Without a tag and a digest it waits for its pin.",
)
@click.option(
    "--dockerfile",
    metavar="PATH",
    help="What builds the image here; else it is built elsewhere.",
    shell_complete=names.files,
)
@click.option(
    "--from",
    "source",
    metavar="PATH",
    help="The file or folder of its YAML, or its chart; else vendor/NAME.",
    shell_complete=names.files,
)
@click.pass_obj
def app_(
    project: Project,
    name: str,
    shape: str | None,
    envs: str | None,
    image: str | None,
    dockerfile: str | None,
    source: str | None,
) -> int:
    """Write an app: its settings in envs/, and its lines in the registry."""
    from plainsail.scaffold.apps import new_app
    from plainsail.scaffold.environments import registered
    from plainsail.scaffold.own_shapes import shape_of, shapes
    from plainsail.scaffold.templates import App
    from plainsail.scaffold.wishes import checked_environment, checked_name, checked_shape, source_of

    root = project.root
    checked_name("app", name)
    known = registered(root)
    kind = shape_of(root, shape or _choose("--shape", "What is it?", shapes(root)))
    checked_shape(name, kind)
    names = list(dict.fromkeys(environment.env_name for environment in known))
    envs = envs or ask("--envs", "Which environments does it run in?", ",".join(names))
    wanted = list(dict.fromkeys(checked_environment(root, env.strip()) for env in envs.split(",")))
    if kind.runs_image:
        _refuse(f"an app of shape {kind.name} takes no YAML of others", {"--from": source})
        app = _with_image(root, App(name=name, shape=kind), known, image, dockerfile)
    else:
        _refuse(f"an app of shape {kind.name} runs no image", {"--image": image, "--dockerfile": dockerfile})
        source = source or ask("--from", f"Which file or folder holds its {kind.brings}?", f"vendor/{name}")
        app = App(name=name, shape=kind, source=source_of(root, name, source))
    return _written(project, new_app(root, app, wanted))


def _refuse(why: str, options: Mapping[str, str | None]) -> None:
    for option, value in options.items():
        if value is not None:
            raise ProjectError(f"{option}: {why}")


def _with_image(
    root: Path, app: "App", known: Sequence["Environment"], image: str | None, dockerfile: str | None
) -> "App":
    from constructs_lib.settings import Workload
    from plainsail.scaffold.wishes import dockerfile_at, image_of, sibling_of

    beside = sibling_of({other.image.repository for other in known if isinstance(other, Workload)}, app.name)
    repository, tag, digest = image_of(image or ask("--image", "Where is its image kept?", beside))
    named = bool(tag or digest)
    if dockerfile is None and is_terminal() and not named:
        asked = click.prompt("Which Dockerfile of this repository builds it?", _NONE)
        dockerfile = None if asked == _NONE else asked
    if dockerfile and named:
        raise ProjectError("--image: the pipeline pins what --dockerfile builds; leave tag and digest out")
    built = dockerfile_at(root, dockerfile) if dockerfile else None
    return replace(app, image=repository, tag=tag, digest=digest, dockerfile=built)


@command.command("env")
@click.argument("name", metavar="NAME")
@click.option(
    "--app", "apps", multiple=True, metavar="APP", help="Only this app. May be repeated.", shell_complete=names.apps
)
@click.option(
    "--follows",
    metavar="ENV",
    help="The environment that runs a commit first; none, the default: each push moves it.",
    shell_complete=names.environments,
)
@click.option("--approval", metavar="NAME", help="The GitHub environment whose reviewers are asked; else nobody is.")
@click.option("--per-pull-request", is_flag=True, help="Run it once for each pull request, until that is closed.")
@click.pass_obj
def env_(
    project: Project,
    name: str,
    apps: tuple[str, ...],
    follows: str | None,
    approval: str | None,
    per_pull_request: bool,
) -> int:
    """Write an environment: a class for each app, and its lines in the registry.

    What it follows is said in envs/shared.py, once for all apps. One for pull requests follows none, and comes with
    the workflow that builds its images.
    """
    from plainsail.manifests.environments import is_production
    from plainsail.scaffold.environments import new_environment, registered
    from plainsail.scaffold.shared import Shared
    from plainsail.scaffold.templates import Promotion
    from plainsail.scaffold.wishes import checked, checked_environment

    root = project.root
    checked_environment(root, name)
    known = registered(root)
    _check_known("--app", apps, [environment.app_name for environment in known])
    names = [environment.env_name for environment in known]
    if per_pull_request:
        from plainsail.scaffold.previews import new_previews

        _refuse("an environment for pull requests follows none", {"--follows": follows, "--approval": approval})
        return _written(project, new_previews(root, name, apps))
    if follows in (None, _NONE) and approval not in (None, _NONE):
        raise ProjectError("--approval goes with --follows: where each push moves an environment, nobody is asked")
    if follows is None and name not in names and Shared(root).mix_in(name) is None:
        # That each push moves production is for people to say.
        default = None if names and is_production(name) else _NONE
        follows = ask("--follows", f"Which environment must have run a commit before {name} does?", default)
    if follows not in (None, _NONE):
        _check_known("--follows", [follows], names)
        approval = approval or ask("--approval", "Whose reviewers (an environment of GitHub) are asked?", _NONE)
    said = {option: value for option, value in (("--follows", follows), ("--approval", approval)) if value != _NONE}
    checks = {option: value and checked(option, value) for option, value in said.items()}
    promotion = None
    if follows is not None:
        promotion = Promotion(follows=checks.get("--follows"), approval=checks.get("--approval"))
    return _written(project, new_environment(root, name, apps, promotion))


@command.command("shape", epilog=_shapes())
@click.argument("name", metavar="NAME")
@click.option(
    "--like",
    metavar="SHAPE",
    help="The shape below that it extends; else web-service.",
    shell_complete=names.shapes,
)
@click.pass_obj
def shape_(project: Project, name: str, like: str | None) -> int:
    """Write a shape of app: its vocabulary in envs/vocabulary.py, its chart, and the line that registers both.

    It has all that the shape has which it extends, and one setting more, an example: it shows how what apps say
    becomes YAML.
    """
    from plainsail.scaffold.charts import new_shape
    from plainsail.scaffold.wishes import checked_name

    root, library = project.root, {shape.name: shape for shape in SHAPES}
    checked_name("shape", name)
    if like is None:
        like = _choose("--like", "Which shape does it extend?", library) if is_terminal() else SHAPES[0].name
    _check_known("--like", [like], list(library))
    return _written(project, new_shape(root, name, library[like]))


@command.command("check")
@click.argument("name", metavar="NAME")
@click.option("--severity", type=click.Choice(SEVERITIES), help="How grave its findings are; else warning.")
@click.pass_obj
def check_(project: Project, name: str, severity: str | None) -> int:
    """Write a check: its module in checks/, its test, and the line that lists it.

    NAME says what is wrong, in words with dashes: image-from-elsewhere. What is written is an example that can be
    run.
    """
    from plainsail.checks import RULES
    from plainsail.scaffold.checks import new_check
    from plainsail.scaffold.wishes import checked_name

    root = project.root
    name = checked_name("check", name.replace("_", "-"))
    if severity is None:
        severity = _severity() if is_terminal() else "warning"
    return _written(project, new_check(root, name, severity, RULES))


def _severity() -> str:
    answer: str = click.prompt("How grave are its findings?", "warning", type=click.Choice(SEVERITIES))
    return answer


@command.command("fleet")
@click.pass_obj
def fleet_(project: Project) -> int:
    """Write deploy/terragrunt/live/fleet.json anew: what infrastructure must know of the registry."""
    from plainsail.scaffold.infrastructure import fleet

    return _written(project, fleet(project.root, project.environments))


def _written(project: Project, draft: "Draft") -> int:
    for line in draft.told(draft.write(project.root)):
        click.echo(line)
    return 0


def _check_known(option: str, names: Sequence[str], known: Sequence[str]) -> None:
    from constructs_lib.kubernetes.nearest import did_you_mean_or_all

    for name in names:
        if name not in known:
            raise ProjectError(f"{option} {name}: there is no such name{did_you_mean_or_all(name, sorted({*known}))}")


def _choose(option: str, question: str, choices: Mapping[str, Shape]) -> str:
    """The name of what people at a terminal choose. Raises `ProjectError` where nobody is there."""
    if not is_terminal():
        raise ProjectError(f"{option} is missing; it is one of {', '.join(choices)}")
    click.echo(_shapes(choices.values()).removeprefix("\b\n"))
    answer: str = click.prompt(question, type=click.Choice(list(choices)), show_choices=False)
    return answer
