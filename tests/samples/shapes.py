"""The samples of each shape of app."""

from __future__ import annotations

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
from tests.samples.everything import (
    ByGrpc,
    ByHand,
    EveryDaemon,
    EveryJob,
    EveryStatefulService,
    Everything,
    EveryWorker,
    GrpcDaemon,
    GrpcStatefulService,
    JobsOfAnotherStore,
    Otherwise,
    OtherwiseDaemon,
    OtherwiseJobs,
    OtherwiseStatefulService,
    OtherwiseWorker,
    Plainly,
    PlainStatefulService,
    RootOfTheNode,
    SignedIn,
    SignedInWorker,
    WorkerByHand,
)
from tests.samples.helm_release import EveryHelmRelease, LeastHelmRelease, OtherwiseHelmRelease
from tests.samples.manifests import EveryManifests, LeastManifests, OtherwiseManifests
from tests.samples.previews import (
    PreviewedDaemon,
    PreviewedHelmRelease,
    PreviewedJobs,
    PreviewedManifests,
    PreviewedStatefulService,
    PreviewedWebService,
    PreviewedWorker,
)
from tests.samples.values import Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker

Kind = type[Environment]
SAMPLES: dict[type, tuple[Kind, Kind, *tuple[Kind, ...]]] = {
    Daemon: (LeastDaemon, EveryDaemon, OtherwiseDaemon, GrpcDaemon, RootOfTheNode, PreviewedDaemon),
    HelmRelease: (LeastHelmRelease, EveryHelmRelease, OtherwiseHelmRelease, PreviewedHelmRelease),
    Jobs: (LeastJobs, EveryJob, OtherwiseJobs, JobsOfAnotherStore, PreviewedJobs),
    StatefulService: (
        LeastStatefulService,
        EveryStatefulService,
        OtherwiseStatefulService,
        GrpcStatefulService,
        PlainStatefulService,
        PreviewedStatefulService,
    ),
    Manifests: (LeastManifests, EveryManifests, OtherwiseManifests, PreviewedManifests),
    WebService: (Least, Everything, Otherwise, SignedIn, ByHand, ByGrpc, Plainly, PreviewedWebService),
    Worker: (LeastWorker, EveryWorker, OtherwiseWorker, SignedInWorker, WorkerByHand, PreviewedWorker),
}
"""Each vocabulary: what must be said, all that can be, and what excludes some of it."""
