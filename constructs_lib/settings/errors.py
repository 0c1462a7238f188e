"""The one exception that a mistake in settings raises."""

from __future__ import annotations

Path = tuple[str | int, ...]
"""Keys, field names and indexes, from the outside in."""


class SettingsError(Exception):
    """A mistake in settings, in words: what was said, what is true, what to do.

    `path` leads from the value or class that was being made to the mistake (`("hpa", "max_replicas")`).
    `owner` is the environment class that was being made; without one, the mistake was made by the line that
    made a value, and the traceback knows it. The tool turns both into a file and a line.

    Not a `ValueError`: pydantic would wrap it and lose the words.
    """

    def __init__(self, message: str, *, path: Path = (), owner: type | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.owner = owner
