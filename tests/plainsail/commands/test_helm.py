"""`plainsail helm`: a group of commands."""

from __future__ import annotations

from plainsail.commands.helm import command


def test_each_command_says_what_it_does() -> None:
    assert [name for name, each in command.commands.items() if not each.help] == []
