"""The shapes that an app can have, by the names that they are asked for with, and what each says of itself at first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.errors import ProjectError

SETTINGS = "constructs_lib.settings"
"""Where the library's vocabularies are imported from."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A shape of app: its vocabulary, and its part of the settings that are written first."""

    name: str
    """What it is asked for with: `web-service`."""
    vocabulary: str
    """The class that an app of this shape derives from."""
    summary: str
    """What it is, in a few words."""
    module: str = SETTINGS
    """Where the vocabulary is imported from."""
    runs_image: bool = True
    """Whether it is an image that is run, in pods."""
    port: bool = False
    """Whether it listens."""
    lines: str = ""
    """What its `base.py` says beyond image, user and resources."""
    production: str = ""
    """What production says at once."""
    edit: str = ""
    """What is a guess at first, and for people to say: `probes`."""


SHAPES = (
    Shape(
        name="web-service",
        vocabulary="WebService",
        summary="answers HTTP, behind a Service and an Ingress",
        port=True,
        lines="""
    # Whether it can answer, and whether it is alive, whatever it depends on: paths of the app's own.
    readiness_probe = Probe("/readyz")
    liveness_probe = Probe("/livez", period_seconds=20, failure_threshold=5)
""",
        production="    replicas = 2  # a node that fails takes one\n",
        edit="probes",
    ),
    Shape(
        name="worker",
        vocabulary="Worker",
        summary="runs all the time and serves nothing, such as what takes messages from a queue",
        edit="command",
    ),
    Shape(
        name="jobs",
        vocabulary="Jobs",
        summary="commands on a schedule, and nothing between them",
        lines="""
    cron_jobs = {
        "nightly": CronJob(
            "true",  # the command to run
            schedule="0 3 * * *",
            time_zone="Etc/UTC",
            active_deadline_seconds=3600,  # a run that hangs must not keep all later ones from starting
        ),
    }
""",
        edit="jobs",
    ),
    Shape(
        name="stateful-service",
        vocabulary="StatefulService",
        summary="keeps data on volumes of its own: a database, a broker",
        port=True,
        lines="""
    claims = {"/data": Claim("10Gi")}  # a volume for each pod
""",
        edit="volumes",
    ),
    Shape(
        name="daemon",
        vocabulary="Daemon",
        summary="a pod on every node, such as an agent",
        edit="command",
    ),
    Shape(
        name="manifests",
        vocabulary="Manifests",
        summary="YAML that somebody else wrote, taken as it is",
        runs_image=False,
    ),
)
"""The library's own."""


def shapes(root: Path) -> dict[str, Shape]:
    """Every shape that an app of this project can have, by name."""
    return {shape.name: shape for shape in SHAPES}


def shape_of(root: Path, name: str) -> Shape:
    """The shape of that name. Raises `ProjectError` where there is none."""
    known = shapes(root)
    if name not in known:
        near = did_you_mean(name, list(known)) or f"; it is one of {', '.join(known)}"
        raise ProjectError(f"--shape {name}: there is no such shape{near}")
    return known[name]
