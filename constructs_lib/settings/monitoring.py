"""What Prometheus scrapes of the app: by its Service, or pod by pod (prometheus-operator)."""

import re
from typing import Annotated, Literal

from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.network import Peer
from constructs_lib.settings.text import HttpPath, LabelKey, LabelValue, Natural, PortName, matching
from constructs_lib.settings.values import NONE, Map, Seq, setting

_MILLISECONDS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}

ScrapeDuration = Annotated[
    str,
    Check(
        matching(
            r"(?=\d)(\d+h)?(\d+m)?(\d+s)?(\d+ms)?", "is not a duration of Prometheus; write it as '30s' or '1m30s'"
        )
    ),
]
"""A duration as Prometheus writes it: each unit once, the largest first."""


def milliseconds(duration: str) -> int:
    """The length of a duration.

    >>> milliseconds("1m30s"), milliseconds("500ms")
    (90000, 500)
    """
    return sum(int(number) * _MILLISECONDS[unit] for number, unit in re.findall(r"(\d+)(ms|[hms])", duration))


@setting
class Relabeling:
    """One step that labels of a target, or of what it says, go through (`relabel_config` of Prometheus)."""

    action: Literal[
        "replace",
        "keep",
        "drop",
        "hashmod",
        "labelmap",
        "labeldrop",
        "labelkeep",
        "lowercase",
        "uppercase",
        "keepequal",
        "dropequal",
    ] = "replace"
    """What is done."""
    source_labels: Seq[str] = ()
    """Labels whose values are joined, and then matched."""
    separator: str | None = None
    """What joins them; `;` where nothing says so."""
    regex: str | None = None
    """What they must match as a whole (RE2); anything where nothing says so."""
    target_label: str | None = None
    """The label that is written."""
    replacement: str | None = None
    """What is written; `$1` is the first group of the expression, and the default."""
    modulus: Natural | None = None
    """For `hashmod`: the divisor."""

    def __post_init__(self) -> None:
        needs = ("replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal")
        if self.action in needs and not self.target_label:
            raise SettingsError(f"action={self.action!r} writes a label; name it, target_label=...")
        if (self.action == "hashmod") != bool(self.modulus):
            raise SettingsError("modulus and action='hashmod' need each other; set both, or none", path=("modulus",))


@setting
class Monitor:
    """What is scraped, how often, and by whom."""

    port: PortName | None = None
    """The name of the port; without one it is the app's first."""
    path: HttpPath = "/metrics"
    """The path that answers with metrics."""
    scheme: Literal["http", "https"] = "http"
    """How it is asked; `https` trusts what Prometheus' own image trusts."""
    interval: ScrapeDuration | None = None
    """From one scrape to the next; without one as Prometheus is told for all."""
    scrape_timeout: ScrapeDuration | None = None
    """How long an answer may take; no longer than `interval`."""
    honor_labels: bool = False
    """Whether a label of the app's own wins over one of Prometheus' that has the same name."""
    relabelings: Seq[Relabeling] = ()
    """What the labels of a target go through before it is scraped."""
    metric_relabelings: Seq[Relabeling] = ()
    """What the labels of each sample go through after that."""
    labels: Map[LabelKey, LabelValue] = NONE
    """Labels by which a Prometheus picks its monitors: `{"release": "kube-prometheus-stack"}`."""
    scraped_by: Seq[Peer] = ()
    """The Prometheus that scrapes: it may reach the port, where a `network_policy` shuts it (a NetworkPolicy of its
    own, `<app>-metrics`)."""

    def __post_init__(self) -> None:
        if self.scrape_timeout and self.interval and milliseconds(self.scrape_timeout) > milliseconds(self.interval):
            message = f"scrape_timeout={self.scrape_timeout!r} is above interval={self.interval!r}; lower it"
            raise SettingsError(message, path=("scrape_timeout",))
        for index, peer in enumerate(self.scraped_by):
            if peer.ports:
                message = "ports of a peer mean nothing here: it may reach the port that is scraped; take them out"
                raise SettingsError(message, path=("scraped_by", index, "ports"))
        for name in ("interval", "scrape_timeout"):
            value = getattr(self, name)
            if value is not None and not milliseconds(value):
                raise SettingsError(f"{name}={value!r} is no time at all; raise it", path=(name,))


@setting
class ServiceMonitor(Monitor):
    """Prometheus scrapes the pods behind the app's Service (ServiceMonitor, monitoring.coreos.com/v1)."""


@setting
class PodMonitor(Monitor):
    """Prometheus scrapes the pods themselves, without a Service (PodMonitor, monitoring.coreos.com/v1)."""
