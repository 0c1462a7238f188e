"""Help of commands: examples, and of a command that holds others what each of them does, in full."""

import click
from click.shell_completion import CompletionItem


def examples(*lines: str) -> str:
    """The last words of a command's help: lines to copy, which click leaves as they are."""
    return "\n".join(("\b\nExamples:", *(f"  plainsail {line}" for line in lines)))


class Group(click.Group):
    """click cuts what it says of a command to one line of 80 columns, and ends it with three dots."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the first sentence of each command's help, wrapped to the width of the terminal."""
        with formatter.section("Commands"):
            formatter.write_dl(self.sentences(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands, each with that sentence, and the options."""
        commands = [
            CompletionItem(name, help=sentence) for name, sentence in self.sentences(ctx) if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def sentences(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The name of each command, and the first sentence of its help."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [
            (name, command.get_short_help_str(limit=len(command.help or "") + 1)) for name, command in named if command
        ]
