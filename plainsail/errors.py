"""What keeps a command from working."""

TRACEBACK = "PLAINSAIL_TRACEBACK"
"""The variable that asks for the traceback of a failure."""


class ProjectError(Exception):
    """What keeps a command from working, in one line for people: where, what was said, what is true, what to do."""


class NoProject(ProjectError):
    """There is no project around a folder."""

    def __init__(self, why: str) -> None:
        super().__init__(f"there is no project here: {why}; `plainsail init` makes one, -C DIR names another")


class ParseError(ValueError):
    """Text that is not what it should be; `line` is where."""

    def __init__(self, line: int, problem: str, *, column: int | None = None) -> None:
        super().__init__(f"line {line}{'' if column is None else f', column {column}'}: {problem}")
        self.line, self.column, self.problem = line, column, problem


class DoubleKey(SyntaxError):
    """A mapping that is written out says one key twice, of which Python would keep the last."""


KILLED = (
    "if nobody did that, the system was out of memory: free some, or let one process do the work "
    "(`plainsail synth --jobs 1`)"
)
"""What to do where the system's memory is the likely reason for the end of a process (SIGKILL)."""
