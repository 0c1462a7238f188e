"""What keeps a command from working."""

from __future__ import annotations


class ProjectError(Exception):
    """What keeps a command from working, in one line for people: where, what was said, what is true, what to do."""


KILLED = (
    "if nobody did that, the system was out of memory: free some, or let one process do the work "
    "(`plainsail synth --jobs 1`)"
)
"""What to do where the system's memory is the likely reason for the end of a process (SIGKILL)."""
