"""How a command gives its answer: to people at a terminal with links and a pager, to all else as it is."""

from pathlib import Path

import click

from plainsail.terminal import columns


def show(text: str, *, root: Path | None = None, form: str = "text") -> None:
    """Prints an answer. `root` is the folder that its places are in, `form` the format: only text is for people."""
    if form == "text" and columns() is not None:
        from plainsail.hyperlinks import are_known, linked
        from plainsail.pager import page

        folders = [folder for folder in (root, Path.cwd()) if folder]
        shown = linked(text, folders) if are_known() else text
        if not page(text, shown):
            click.echo(shown)
        return
    click.echo(text)
