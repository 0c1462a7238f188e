"""The options that several commands share."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import click
from click.shell_completion import CompletionItem

from plainsail.errors import ProjectError
from plainsail.output import show
from plainsail.project.project import Project

if TYPE_CHECKING:
    from plainsail.findings.rules import Registry

FORMATS = ("text", "json", "markdown", "sarif", "github", "lines")
"""Those of `plainsail.findings.formats`, which is imported once something is to be written."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
RulesOf: TypeAlias = "Callable[[Project], Registry[Any]]"
"""The rules of a command, in the project that it works on."""


def format_option(*forms: str, what: str = "findings are") -> Decorator:
    """`--format`, which the command gets as `form`."""
    choice = click.Choice(forms or FORMATS)
    return click.option("--format", "form", type=choice, default="text", show_default=True, help=f"How {what} written.")


def rules_in(package: str) -> RulesOf:
    """The rules of a package, which is imported once they are asked for."""
    return lambda _: cast("Registry[Any]", import_module(package).RULES)


def rule_ids(rules_of: RulesOf) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]:
    """What completes the id of a rule."""
    return lambda context, _, incomplete: [
        CompletionItem(id) for id in rules_of(context.obj) if id.startswith(incomplete)
    ]


def rule_options(rules_of: RulesOf, noun: str) -> Decorator:
    """`--list` and `--explain ID`, which print what rules say of themselves, and end the command."""

    class Told(click.Option):
        """An option that needs nothing but the rules, whatever else is missing or wrong."""

        def handle_parse_result(
            self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
        ) -> tuple[Any, list[str]]:
            if self.name in opts and not ctx.resilient_parsing:
                from plainsail.findings.reference import LISTINGS

                rules, form = rules_of(ctx.obj), opts.get("form", "text")
                if self.name == "explain":
                    show(rules.explain(opts[self.name]))
                elif form in LISTINGS:
                    show(LISTINGS[form](rules).rstrip("\n"), form=form)
                else:
                    raise ProjectError(f"--format {form}: a list of {noun}s is written as {', '.join(LISTINGS)}")
                ctx.exit(0)
            return None, args

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        eager: dict[str, Any] = {"cls": Told, "is_eager": True, "expose_value": False}
        explain = click.option(
            "--explain", metavar="ID", help=f"Say what a {noun} is about.", shell_complete=rule_ids(rules_of), **eager
        )
        return click.option("--list", is_flag=True, help=f"List the {noun}s.", **eager)(explain(command))

    return decorate
