"""The library's shapes of apps, by the names that they are asked for with, and what each says of itself at first."""

from __future__ import annotations

from dataclasses import dataclass

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
    brings: str = "YAML"
    """What of somebody else's it is made of, where it runs no image of its own."""
    listens: str = ""
    """What its `base.py` says of its port, `{port}`; empty where it listens on none."""
    lines: str = ""
    """What its `base.py` says beyond image, user and resources."""
    replicas: int | None = None
    """How many pods production says, so that a node that fails does not take all."""
    guesses: tuple[str, ...] = ()
    """What is a guess at first, and for people to say: `probes`."""
    required: tuple[str, ...] = ()
    """Settings without a default that its `base.py` does not say."""


SHAPES = (
    Shape(
        name="web-service",
        vocabulary="WebService",
        summary="an HTTP service, with Service and Ingress",
        listens="    port = {port}\n",
        lines="""
    # Whether it can answer; whether it is alive, whatever else is not.
    readiness_probe = Probe("/readyz")
    liveness_probe = Probe("/livez", period_seconds=20, failure_threshold=5)
""",
        replicas=2,
        guesses=("user", "port", "resources", "probes"),
    ),
    Shape(
        name="worker",
        vocabulary="Worker",
        summary="pods that serve nothing: they work through a queue",
        guesses=("user", "resources", "command"),
    ),
    Shape(
        name="jobs",
        vocabulary="Jobs",
        summary="commands on a schedule",
        lines="""
    cron_jobs = {
        "nightly": CronJob(
            "true",  # what to run
            schedule="0 3 * * *",
            time_zone="Etc/UTC",
            active_deadline_seconds=3600,  # a run that hangs would block all later ones
        ),
    }
""",
        guesses=("user", "resources", "cron_jobs"),
    ),
    Shape(
        name="stateful-service",
        vocabulary="StatefulService",
        summary="pods with volumes of their own: a database, a broker",
        listens='    ports = {"main": {port}}\n',
        lines="""
    readiness_probe = TcpProbe()
    liveness_probe = TcpProbe(period_seconds=20, failure_threshold=5)
    claims = {"/data": Claim("10Gi")}  # a volume of each pod's own
""",
        guesses=("user", "ports", "resources", "probes", "claims"),
    ),
    Shape(
        name="daemon",
        vocabulary="Daemon",
        summary="a pod on every node: an agent",
        guesses=("user", "resources", "command"),
    ),
    Shape(
        name="manifests",
        vocabulary="Manifests",
        summary="YAML that somebody else wrote, as it is",
        runs_image=False,
        lines="""
    source = "{source}"
""",
    ),
    Shape(
        name="helm-release",
        vocabulary="HelmRelease",
        summary="a chart of Helm that somebody else wrote",
        runs_image=False,
        brings="chart",
        lines="""
    chart = "{source}"
    # What a file passed with -f would say; an environment adds a layer by merge({...}).
    values = {}
""",
    ),
)
"""Those that an app can have without any code of the project's own."""

GROUNDS = {
    "Environment": Shape(name="", vocabulary="Environment", summary="", runs_image=False),
    "Workload": Shape(name="", vocabulary="Workload", summary="", guesses=("user", "resources")),
} | {shape.vocabulary: shape for shape in SHAPES}
"""What an app says at first, by the vocabulary that its own one extends."""
