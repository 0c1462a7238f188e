"""What is wrong with parameters, one rule a file, as `plainsail secrets verify` finds it.

They read answers, and never ask AWS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainsail.findings.rules import Registry

if TYPE_CHECKING:
    from plainsail.secrets.answers import Answers

VERIFIED: tuple[str, ...] = (
    "parameter_missing",
    "parameter_version_missing",
    "parameter_not_secure",
    "parameter_not_asked_for",
    "parameter_unused",
)

RULES: Registry[Answers] = Registry(__name__, VERIFIED, command="secrets verify", noun="finding")
