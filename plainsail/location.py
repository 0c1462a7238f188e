"""A place in a file: one type for it from rule to output."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Location:
    """A field of an object, or a line of a delivery file."""

    path: str
    """The file, relative to the project, or as it was named."""
    line: int
    """The line, counted from 1, at which the object or the statement begins."""
    environment: str | None = None
    app: str | None = None
    object: str = ""
    """`Deployment/backend`; empty for a delivery file."""
    field: str = ""
    """`spec.template.spec.containers[app].livenessProbe`; empty for the whole object."""
    namespace: str | None = None
    """The object's namespace, where it names one."""
    vendored: bool = False
    """Whether somebody else wrote the object, and the project only renders it."""
