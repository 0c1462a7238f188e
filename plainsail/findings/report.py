"""All that one run found, ready to be written: what every format needs, and no more."""

from dataclasses import dataclass
from typing import Any

from plainsail.findings.finding import SEVERITIES, DecidingLine, Meaning, Severity
from plainsail.findings.rules import Registry, Rule
from plainsail.location import Location
from plainsail.terminal import many


@dataclass(frozen=True)
class Result:
    """A finding with its rule's words, the lines that decide it, and every environment in which it holds."""

    rule: Rule[Any]
    severity: Severity
    environments: tuple[str, ...]
    where: Location
    message: str
    fix: str
    setting: str
    lines: tuple[DecidingLine, ...] = ()
    means: Meaning | None = None
    """What the error means; None for what is none, and where nobody says."""

    @property
    def origin(self) -> tuple[str, int]:
        """The line to look at first: a delivery file's own, else that of the setting here, else that of the object.

        The path is empty where no file says anything of it.
        """
        if self.lines and not self.lines[0].is_installed and (self.where.object or not self.where.path):
            return self.lines[0].path, self.lines[0].line
        return self.where.path, self.where.line


@dataclass(frozen=True)
class Report:
    """The results of one run, the gravest first."""

    registry: Registry[Any]
    """Every rule that ran."""
    results: tuple[Result, ...]
    about: str
    """What was looked at: `18 objects, 41 checks`."""
    quiet: str = ""
    """What there is to say where nothing was found."""
    waived: int = 0
    left_out: tuple[str, ...] = ()
    """What was not looked at, in words."""

    def count(self, severity: Severity) -> int:
        """How many results are of that severity."""
        return sum(result.severity == severity for result in self.results)

    @property
    def summary(self) -> str:
        """`18 objects, 41 checks: 1 error, 2 info (1 waived)`."""
        counts = [
            f"{count} info" if severity == "info" else many(count, severity)
            for severity in SEVERITIES
            if (count := self.count(severity))
        ]
        told = ", ".join(counts) or self.quiet
        waived = f" ({self.waived} waived)" if self.waived else ""
        return f"{self.about}: {told}{waived}" if told else f"{self.about}{waived}"
