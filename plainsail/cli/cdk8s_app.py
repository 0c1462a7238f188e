"""What `cdk8s synth` runs through `main.py`: the same rendering as `plainsail synth`, written where the CLI asks.

The CLI empties its output folder before it runs the app, so that is a scratch folder (`output:` in `cdk8s.yaml`):
`dist/` is replaced here, whole or not at all, and the scratch folder gets a copy for the CLI to list.
"""

import gc
import os
from collections.abc import Sequence
from pathlib import Path

import click

from plainsail.commands.synth import write
from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import parse_options
from plainsail.render.publish import publish
from plainsail.render.synthesis import synthesize
from plainsail.running import exit_code

SCRATCH = ".cdk8s"


@click.command()
@click.option("--app", "apps", multiple=True, metavar="APP", help="Only this app's folders. May be repeated.")
@click.option("--env", "envs", multiple=True, metavar="ENV", help="Only this environment's folders. May be repeated.")
@click.pass_obj
def _command(project: Project, apps: tuple[str, ...], envs: tuple[str, ...]) -> int:
    """Render every app and environment into dist/, or into the folder that CDK8S_OUTDIR names."""
    gc.disable()
    tree = synthesize(project, parse_options(project, apps, envs))
    for words in tree.left_out:
        click.echo(f"not rendered: {words}", err=True)
    asked = os.environ.get("CDK8S_OUTDIR")
    target = Path(asked) if asked else None
    scratch = target is not None and target.resolve() == (project.root / SCRATCH).resolve()
    if target is None or scratch:
        write(tree, project.dist, project)
    if target is not None:
        if not scratch:
            _refuse_full(target)
        into_chart = (target.parent / "Chart.yaml").is_file() and target.name == "templates"
        files = {path: in_template(text) if into_chart else text for path, text in tree.files.items()}
        publish(files, target, root=project.root)
    return 0


def _refuse_full(target: Path) -> None:
    """The CLI has emptied its folder; one that holds something was named by hand, and is not ours to replace."""
    if target.is_dir() and any(target.iterdir()):
        raise ProjectError(f"CDK8S_OUTDIR={target}: holds something; name an empty folder, or use `cdk8s synth -o DIR`")


def in_template(text: str) -> str:
    r"""The text as a template that Helm renders to the text: `{{` begins code there.

    >>> in_template("a: '{{ x }}'")
    'a: \'{{ "{{" }} x }}\''
    """
    return text.replace("{{", '{{ "{{" }}')


def main(folder: Path, arguments: Sequence[str]) -> int:
    """Renders the project in `folder`; returns 0, or 2 after one line about what went wrong."""
    return exit_code(_command, arguments, name="main.py", project=Project(folder))
