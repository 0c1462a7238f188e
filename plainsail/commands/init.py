"""`plainsail init`: makes a project, or adds what a folder lacks to be a whole one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.group import examples
from plainsail.project.project import Project
from plainsail.terminal import ask, is_terminal, listing

if TYPE_CHECKING:
    from plainsail.scaffold.draft import Draft
    from plainsail.scaffold.project import Wish

    Said = Mapping[str, str | None]
    """The value of each option by its parameter's name."""

_SHAPE = "web-service"
_ENVS = "staging,production"
_KUBERNETES = "1.35"
_TAG = "v1.0.0"


@click.command(
    epilog=examples(
        "init",
        "init shop --app web --image ghcr.io/acme/web:v1.4.2",
        "init shop --app mailer --shape worker --envs dev,production",
    )
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path), shell_complete=names.folders)
@click.option("--app", metavar="NAME", help="Its first app; else it is called as the folder is.")
@click.option(
    "--shape",
    metavar="SHAPE",
    help=f"What the app is, as `plainsail new app` takes it; else {_SHAPE}.",
    shell_complete=names.shapes,
)
@click.option("--envs", metavar="ENV,ENV...", help=f"The environments, as a commit goes through them; else {_ENVS}.")
@click.option("--image", metavar="REPOSITORY[:TAG][@DIGEST]", help="The app's image; else one beside the repository.")
@click.option("--repository", metavar="URL", help="The Git repository that the cluster reads; else the remote origin.")
@click.option(
    "--delivery",
    type=click.Choice(["argocd", "flux", "none"]),
    help="What brings dist/ to the cluster; else argocd. none: somebody with kubectl.",
)
@click.option("--kubernetes-version", metavar="V", help=f"The version of the clusters; else {_KUBERNETES}.")
@click.pass_obj
def command(project: Project, /, folder: Path, **said: str | None) -> int:
    """Make a project: settings of a first app, dist/, a Makefile, and a workflow for pull requests.

    In a folder that has some of it, what is missing is added; nothing is written over. On a terminal it asks for what
    the options leave open.
    """
    from plainsail.scaffold.project import check_place, completed, has_apps, new_project

    root = (project.start / folder).resolve()
    check_place(root)
    if has_apps(root):
        _check_so(root, said)
        return _written(root, completed(root))
    wish, guesses = _asked(root, said)
    draft = new_project(root, wish)
    draft.notes[:0] = _told(draft, guesses)
    test = "`make test`" if "Makefile" in draft.created else "`plainsail check --strict`"
    draft.notes.append(f"commit all of it, dist/ too; {test} says whether all is well")
    return _written(root, draft)


def _asked(root: Path, said: Said) -> tuple[Wish, Mapping[str, str]]:
    """The project that is asked for; and what nobody said of it, each with the text that says it in a file."""
    from plainsail.project import git
    from plainsail.scaffold.own_shapes import shape_of, shapes
    from plainsail.scaffold.project import Wish, nearest_folder
    from plainsail.scaffold.repository import checked_repository, example, https_of, image_beside, label
    from plainsail.scaffold.templates import App
    from plainsail.scaffold.wishes import checked, checked_environment, checked_name, checked_shape, image_of, source_of

    guesses = {}
    name = checked_name("app", _or_asked(said, "app", "What is its first app called?", label(root.name)))
    shape = _or_asked(said, "shape", f"What is it ({', '.join(shapes(root))})?", _SHAPE)
    kind = checked_shape(name, shape_of(root, shape))
    if said["app"] is None and not is_terminal():
        guesses[f'"{name}": {{'] = "the app is called as the folder is; for another name begin anew with --app NAME"
    envs = _or_asked(said, "envs", "Which environments does a commit go through, in this order?", _ENVS)
    wanted = list(dict.fromkeys(checked_environment(root, env.strip()) for env in envs.split(",")))
    there = nearest_folder(root)
    origin = https_of(git.remote(there) or "")
    guess = origin or example(label(root.name) or name)
    repository = checked_repository(_or_asked(said, "repository", "Which Git repository does the cluster read?", guess))
    if said["repository"] is None and not is_terminal():
        told = "the remote origin" if origin else "an example"
        guesses[" repository = "] = f"the repository is {told}; say where the cluster reads it"
    image, tag, digest, source = "", None, None, ""
    if kind.runs_image:
        beside = f"{image_beside(repository, name)}:{_TAG}"
        image, tag, digest = image_of(_or_asked(said, "image", "Which image does it run?", beside))
        if said["image"] is None and not is_terminal():
            guesses[" Image("] = "the image is a guess; say a build that there is"
        elif not (tag or digest):
            tag, guesses[" Image("] = _TAG, f"the tag {_TAG} is a guess; say one that there is, or a digest"
    elif said["image"]:
        raise ProjectError(f"--image: an app of shape {kind.name} runs no image")
    elif not (root / (source := source_of(root, name, None))).exists():
        raise ProjectError(f"--shape {kind.name}: there is no {source} in {root}; put the app's YAML there first")
    version = _or_asked(said, "kubernetes_version", "Which Kubernetes do the clusters run?", _KUBERNETES)
    if said["kubernetes_version"] is None and not is_terminal():
        guesses[" kubernetes_version = "] = f"Kubernetes {_KUBERNETES} is a guess; say what the clusters run"
    wish = Wish(
        app=App(name=name, shape=kind, image=image, tag=tag, digest=digest, source=source),
        envs=wanted,
        repository=repository,
        kubernetes_version=checked("--kubernetes-version", version),
        delivery=said["delivery"] or "argocd",
        branch=git.main_branch(there) or "main",
    )
    return wish, guesses


def _or_asked(said: Said, option: str, question: str, default: str) -> str:
    value = said[option]
    return ask(_option(option), question, default) if value is None else value


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _told(draft: Draft, guesses: Mapping[str, str]) -> Iterator[str]:
    """Where each guess stands, and what to do about it."""
    for words, about in guesses.items():
        for path, text in draft.files.items():
            for number, line in enumerate(text.splitlines() if path.startswith("envs/") else (), 1):
                if words in line:
                    yield f"{path}:{number}: {about}"


def _check_so(root: Path, said: Said) -> None:
    """Raises `ProjectError` for an option that wants what the project, which is there, says otherwise."""
    from constructs_lib.settings import Workload
    from plainsail.scaffold.environments import registered
    from plainsail.scaffold.own_shapes import shape_of
    from plainsail.scaffold.wishes import image_of

    every = registered(root)
    known: Mapping[str, set[str]] = {
        "app": {app.app_name for app in every},
        "envs": {app.env_name for app in every},
        "shape": {layer.__name__ for app in every for layer in type(app).__mro__},
        "image": {app.image.repository for app in every if isinstance(app, Workload)},
        "repository": {app.repository for app in every},
        "kubernetes_version": {app.kubernetes_version for app in every},
        "delivery": {str(app.tool).lower() for app in every},
    }
    remedies = {"app": "`plainsail new app` adds one", "envs": "`plainsail new env` adds one"}
    for option, value in said.items():
        match option, value:
            case _, None:
                continue
            case "shape", name:
                wanted = {shape_of(root, name).vocabulary}
            case "image", reference:
                wanted = {image_of(reference)[0]}
            case _, names:
                wanted = {name.strip() for name in names.split(",")}
        if not wanted <= known[option]:
            there = "" if option == "shape" else f" ({listing(sorted(known[option]))})"
            remedy = remedies.get(option, "change it in envs/")
            raise ProjectError(f"{_option(option)} {value}: the project says otherwise{there}; {remedy}")


def _written(root: Path, draft: Draft) -> int:
    for line in draft.told(draft.write(root)):
        click.echo(line)
    return 0
