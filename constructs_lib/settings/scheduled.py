"""Settings of an app that is nothing but its jobs: no pod of it runs between two runs."""

from collections.abc import Iterator

from constructs_lib.settings.layers import Problem, gives_values, layers, rule
from constructs_lib.settings.workload import Workload, reached_by_nobody


class Jobs(Workload, vocabulary=True):
    """CronJobs alone: `cron_jobs` holds at least one. A migration, where there is one, runs before they change."""

    @rule
    def _there_are_jobs(self) -> Iterator[Problem]:
        if not self.cron_jobs:
            said = any(gives_values(layer) for layer, _ in layers(type(self), "cron_jobs"))
            message = "cron_jobs is empty, and such an app has nothing else to run; name one: {'report': CronJob(...)}"
            yield ("cron_jobs",) if said else (), message

    @rule
    def _nothing_listens(self) -> Iterator[Problem]:
        yield from reached_by_nobody(self.network_policy, "jobs: they listen")
