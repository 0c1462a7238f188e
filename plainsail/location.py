"""A place in a file: one type for it from rule to output."""

import re
from dataclasses import dataclass

_CONTAINER = re.compile(r"(?:initContainers|containers|ephemeralContainers)\[([^]]+)\]")


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

    @property
    def place(self) -> str:
        """The object and what of it, as findings print it; empty for a delivery file.

        >>> Location("a.yaml", 1, object="Deployment/backend", field="spec.template.spec.containers[app].image").place
        'Deployment/backend app'
        >>> Location("a.yaml", 1, object="CronJob/sync", field="spec.schedule").place
        'CronJob/sync spec.schedule'
        """
        container = _CONTAINER.search(self.field)
        part = container[1] if container else self.field
        return f"{self.object} {part}" if self.object and part else self.object
