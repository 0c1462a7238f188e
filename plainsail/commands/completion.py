"""`plainsail completion`: the script that makes a shell complete the command line."""

import os
from pathlib import PurePath

import click

from plainsail.completion.shells import SHELLS, script
from plainsail.errors import ProjectError


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), required=False)
def command(shell: str | None) -> int:
    """Print what a shell sources to complete the command line.

    Commands and options are completed, and the names that stand in the project: apps, environments, settings, rendered
    objects and their fields, checks, Git refs. Without an argument it is for the shell that $SHELL names.

    \b
    bash  echo 'eval "$(plainsail completion bash)"' >> ~/.bashrc
    zsh   echo 'eval "$(plainsail completion zsh)"' >> ~/.zshrc
    fish  plainsail completion fish > ~/.config/fish/completions/plainsail.fish
    """  # noqa: D301 - to click, the character is the mark of lines that stay as they are
    shell = shell or PurePath(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        what = f"{shell} is none of" if shell else "$SHELL is not set; name one of"
        raise ProjectError(f"completion: {what} {', '.join(SHELLS)}")
    click.echo(script(shell), nl=False)
    return 0
