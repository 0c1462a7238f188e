"""How Kubernetes asks a container whether it is well."""

from __future__ import annotations

from dataclasses import field

from constructs_lib.settings.command import Command
from constructs_lib.settings.text import HttpPath, Natural, Positive
from constructs_lib.settings.value import setting


@setting
class Timing:
    """When a probe asks, and how often it may fail. All times in seconds."""

    period_seconds: Positive = 10
    """Seconds from one question to the next."""
    timeout_seconds: Positive = 1
    """Seconds to wait for an answer."""
    failure_threshold: Positive = 3
    """Failures in a row that count as one."""
    initial_delay_seconds: Natural = 0
    """Seconds from the container's start to the first question; a startup probe is the better way."""


@setting
class Probe(Timing):
    """An HTTP GET on the app's port: 200 to 399 is well."""

    path: HttpPath = field(kw_only=False)
    """The path that is asked (`httpGet.path`)."""


@setting
class ExecProbe(Timing):
    """A command in the container: exit code 0 is well. For processes that serve no HTTP."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""
