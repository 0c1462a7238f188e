"""The options that several commands share."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

FORMATS = ("text", "json", "markdown", "sarif", "github")
"""Those of `plainsail.findings.formats`, which is imported once something is to be written."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*forms: str, what: str = "findings are") -> Decorator:
    """`--format`, which the command gets as `form`."""
    choice = click.Choice(forms or FORMATS)
    return click.option("--format", "form", type=choice, default="text", show_default=True, help=f"How {what} written.")


def rule_ids(package: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]:
    """What completes the id of a rule of the package."""

    def complete(_context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        return [CompletionItem(id) for id in import_module(package).RULES if id.startswith(incomplete)]

    return complete


def rule_options(package: str, noun: str) -> Decorator:
    """`--list` and `--explain ID`, which print what the rules of a package say of themselves, and end the command."""

    def tell(context: click.Context, option: click.Parameter, value: Any) -> None:
        if value and not context.resilient_parsing:
            rules = import_module(package).RULES
            click.echo(rules.listing() if option.name == "list" else rules.explain(value))
            context.exit(0)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        eager: dict[str, Any] = {"is_eager": True, "expose_value": False, "callback": tell}
        explain = click.option(
            "--explain", metavar="ID", help=f"Say what a {noun} is about.", shell_complete=rule_ids(package), **eager
        )
        return click.option("--list", is_flag=True, help=f"List the {noun}s.", **eager)(explain(command))

    return decorate
