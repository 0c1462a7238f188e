"""Which chart draws which vocabulary. An app is drawn by the chart of the vocabulary that its classes derive from.

A chart assembles constructs; it never names an app or an environment, and never holds a value of one.
"""

from collections.abc import Mapping
from typing import Any

import constructs_lib  # noqa: F401 - chooses the Node that the import of a chart starts
from charts.daemon import DaemonChart
from charts.helm_release import HelmReleaseChart
from charts.jobs import JobsChart
from charts.manifests import ManifestsChart
from charts.shape import Shape
from charts.stateful_service import StatefulServiceChart
from charts.web_service import WebServiceChart
from charts.worker import WorkerChart
from constructs_lib.settings import (
    Daemon,
    Environment,
    HelmRelease,
    Jobs,
    Manifests,
    StatefulService,
    WebService,
    Worker,
)

CHARTS: Mapping[type[Environment], type[Shape[Any]]] = {
    Daemon: DaemonChart,
    HelmRelease: HelmReleaseChart,
    Jobs: JobsChart,
    Manifests: ManifestsChart,
    StatefulService: StatefulServiceChart,
    WebService: WebServiceChart,
    Worker: WorkerChart,
}
