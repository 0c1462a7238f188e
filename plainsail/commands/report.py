"""`plainsail report`: the project as a page for a browser."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from plainsail.completion import arguments, names
from plainsail.group import examples
from plainsail.project.project import Project
from plainsail.project.remembered import FOLDER, remembered


@click.command(
    epilog=examples("report --open", "report --against origin/main", "report --out build/report.html"),
)
@arguments.against
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help=f"Write there instead of {FOLDER}/report.html.",
    shell_complete=names.files,
)
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def command(project: Project, against: str | None, out: Path | None, is_opened: bool) -> int:
    """Write the project as a page for a browser.

    One file that needs nothing else, neither network nor server: the environments side by side with every setting and
    the line that says it, the graph and the YAML of each app, the findings, the secrets by name. With --against also
    what the settings will change in the cluster.

    A fleet of more than 50 apps gets an index, FILE.html, and a page for each app in the folder FILE beside it. Prints
    where it is.
    """
    gc.disable()
    from plainsail.report.facts import gather
    from plainsail.report.page import pages
    from plainsail.report.write import checked, write

    page = checked(out or remembered(project.root) / "report.html")
    facts = gather(project, against)
    write(page, pages(facts, page.stem))
    click.echo(_shown(page))
    if is_opened:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())
    return 0


def _shown(page: Path) -> str:
    """The path from where people are, if it lies below."""
    here, absolute = Path.cwd(), page.absolute()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(page)
