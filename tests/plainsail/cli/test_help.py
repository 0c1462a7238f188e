"""Help: nothing of it is cut off, at any width that a terminal has."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from plainsail.cli.main import plainsail


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """A command and all below it, each with its context."""
    yield context.command_path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, click.Context(inner, info_name=name, parent=context))


def every(columns: int) -> dict[str, click.Context]:
    settings = {**plainsail.context_settings, "terminal_width": columns}
    return dict(commands(plainsail, click.Context(plainsail, info_name="plainsail", **settings)))


NAMES = list(every(100))


def _squeezed(text: str) -> str:
    """Without blanks: lines are broken at hyphens, too."""
    return "".join(text.split())


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("name", NAMES)
def test_help_is_whole_and_fits(name: str, columns: int) -> None:
    context = every(columns)[name]
    text = context.command.get_help(context)

    written = _squeezed(text)
    assert all(len(line) <= columns for line in text.splitlines())
    for param in context.command.get_params(context):
        if isinstance(param, click.Option) and param.help:
            assert _squeezed(param.help) in written
    if isinstance(context.command, click.Group):
        for inner in context.command.list_commands(context):
            command = context.command.get_command(context, inner)
            assert command is not None
            sentence, _, _ = (command.help or "").partition(".\n")
            assert f"{inner}{_squeezed(sentence).rstrip('.')}" in written


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_ends_in_three_dots(name: str) -> None:
    """Those of metavars say that something may be repeated."""
    context = every(80)[name]
    _, _, text = context.command.get_help(context).partition("\n")

    assert [line for line in text.splitlines() if line.endswith("...")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = every(80)[name].command

    assert command.help
    assert command.help.partition("\n")[0].endswith(".")
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.opts
            assert param.help.endswith("."), param.opts
