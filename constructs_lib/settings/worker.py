"""Settings of an app that serves nothing, such as one that takes messages from a queue; commands probe it."""

from collections.abc import Iterator

from constructs_lib.settings import names
from constructs_lib.settings.containers import ExecProbe
from constructs_lib.settings.deployed import Deployed
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.scaling import Shutdown
from constructs_lib.settings.workload import component_taken, reached_by_nobody


class Worker(Deployed, vocabulary=True):
    """An app without HTTP: a Deployment that nothing talks to, with jobs beside it."""

    # How it is probed, and how it leaves.
    readiness_probe: ExecProbe | None = None
    """A command that succeeds once the worker works: a rollout goes on when it does."""
    liveness_probe: ExecProbe | None = None
    """A command that fails when the worker hangs: the container is then restarted."""
    startup_probe: ExecProbe | None = None
    """Until it succeeds once the others do not ask: the time for a slow first boot."""
    shutdown: Shutdown = Shutdown(pre_stop_seconds=0)
    """How a pod leaves: nothing routes traffic here, so SIGTERM comes at once."""

    @rule
    def _nothing_listens(self) -> Iterator[Problem]:
        yield from reached_by_nobody(self.network_policy, "a worker: it listens")

    @rule
    def _names_of_jobs_are_free(self) -> Iterator[Problem]:
        if names.WORKER in self.cron_jobs:
            yield component_taken("cron_jobs", names.WORKER)
