"""What keeps a command from working."""

from __future__ import annotations


class ProjectError(Exception):
    """What keeps a command from working, in one line for people: where, what was said, what is true, what to do."""
