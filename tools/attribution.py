"""Makes what is known of the library's shapes: which settings each kind of field can depend on.

`make attribution` runs it: of samples that give every setting, each is changed in turn, and what moves is noted.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from constructs_lib.settings import Environment
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.knowledge import LIBRARY, Knowledge, Library, as_text, code_of, shape_of
from tests.rendered import PIN, environment
from tests.samples.everything import (
    EveryDaemon,
    EveryJob,
    EveryStatefulService,
    Everything,
    EveryWorker,
    Otherwise,
    OtherwiseDaemon,
    OtherwiseJobs,
    OtherwiseStatefulService,
    OtherwiseWorker,
    PlainStatefulService,
    RootOfTheNode,
)
from tests.samples.values import Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker

SAMPLES = (
    *(Least, Everything, Otherwise),
    *(LeastWorker, EveryWorker, OtherwiseWorker),
    *(LeastDaemon, EveryDaemon, OtherwiseDaemon, RootOfTheNode),
    *(LeastJobs, EveryJob, OtherwiseJobs),
    *(LeastStatefulService, EveryStatefulService, OtherwiseStatefulService, PlainStatefulService),
)


class Learning(Library):
    """Knows nothing to begin with, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.shapes: dict[str, tuple[str, Knowledge]] = {}

    def of(self, kind: type) -> Knowledge:
        """What was learned of the shape so far."""
        return self.shapes.setdefault(shape_of(kind), (code_of(kind), Knowledge()))[1]

    def keep(self, kind: type) -> None:
        """Keeps it in memory alone."""


def learn(environments: Iterable[Environment]) -> str:
    """The content of the file, from all that the settings of these environments do."""
    library = Learning()
    for env in environments:
        list(Attribution(env, [env], PIN, library).effects())
    return as_text(library.shapes)


def main() -> int:
    """Write the file."""
    text = learn(environment(kind) for kind in SAMPLES)
    LIBRARY.write_text(text, encoding="utf-8")
    print(f"attribution: {len(text.splitlines())} kinds of field")
    return 0


if __name__ == "__main__":
    sys.exit(main())
