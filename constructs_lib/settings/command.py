"""Commands: split as a shell would split them, run without a shell."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.settings.frozen import freeze


def split(command: str | Sequence[str]) -> list[str]:
    """The words of a command. A list is taken as it is.

    >>> split("php bin/console app:greet 'two words'")
    ['php', 'bin/console', 'app:greet', 'two words']
    """
    return shlex.split(command) if isinstance(command, str) else list(command)


def _check(command: str | Sequence[str]) -> str | Sequence[str]:
    try:
        words = split(command)
    except ValueError as error:
        reason = str(error).lower()
        raise ValueError(f"cannot be split into words: {reason}; close it, or write a list of words") from None
    if not words or not words[0]:
        raise ValueError("is an empty command; write what to run")
    return command if isinstance(command, str) else freeze(command)


Command = Annotated[str | Sequence[str], AfterValidator(_check)]
"""Text that is split as a shell would split it (no variables, no pipes), or a list of words."""
