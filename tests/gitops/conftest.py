"""A cluster with Argo CD and External Secrets, where one is given: `KUBECONFIG=... make test-gitops`.

`PLAINSAIL_GITOPS_BINARIES`: a folder of binaries that the suite starts on this machine (`tests/gitops/local`). Without
it both run in the cluster already, and these two say how they reach this machine:
`PLAINSAIL_GITOPS_HOST`: an address of this machine that the cluster reaches, on which Git, parameters and metrics are
served; 127.0.0.1 by default. `PLAINSAIL_GITOPS_SSM_PORT`: the port at which External Secrets finds Parameter Store.
Where pods really run, `PLAINSAIL_GITOPS_IMAGE` names a repository of images that the nodes reach, and
`PLAINSAIL_GITOPS_DIGESTS` two builds in it, with a comma between.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.gitops.api import KINDS, Api, api
from tests.gitops.argocd import NAMESPACE, ArgoCd, every
from tests.gitops.clone import Clone
from tests.gitops.git_server import git_server
from tests.gitops.history import History
from tests.gitops.local.processes import prepare, processes
from tests.gitops.stand_ins.kubelet import NODE, kubelet
from tests.gitops.stand_ins.load_balancer import load_balancer
from tests.gitops.stand_ins.metrics import GROUP, metrics
from tests.gitops.world import ENVIRONMENTS, World, app, root
from tests.plainsail.parameter_store import door, put
from tests.throw_away_cluster import asked, skip_without_cluster

HOST = os.environ.get("PLAINSAIL_GITOPS_HOST", "127.0.0.1")
PORT = int(os.environ.get("PLAINSAIL_GITOPS_SSM_PORT", "0"))
BINARIES = os.environ.get("PLAINSAIL_GITOPS_BINARIES")
IMAGE = os.environ.get("PLAINSAIL_GITOPS_IMAGE")
DIGESTS = os.environ.get("PLAINSAIL_GITOPS_DIGESTS", f"sha256:{'1' * 64},sha256:{'2' * 64}")

DEFINED = ("Application", "AppProject", "ClusterSecretStore", "ExternalSecret")
"""The kinds that both bring to a cluster."""
NAMESPACES = ("backend-staging", "backend-production", "backend-staging-two")
PARAMETERS = ("api_client_secret", "service_api_key", "third")


_STAND_INS: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was not the real thing."""
    for words in _STAND_INS:
        terminalreporter.write_line(f"stands in: {words}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves them out, by name, where there is no cluster."""
    skip_without_cluster(items, "gitops")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The cluster, with nothing of the project in it. What the tests bring goes in the end."""
    scratch = tmp_path_factory.mktemp("gitops")
    asked().close()
    first, second = DIGESTS.split(",")
    with ExitStack() as stack:
        server = stack.enter_context(api())
        store = stack.enter_context(door(HOST, PORT))
        address = stack.enter_context(git_server(scratch / "remote", HOST))
        _platform(server)
        if BINARIES:
            stack.enter_context(processes(Path(BINARIES), _logs(scratch), ssm=store.url))
        _stand_in(server, stack)
        _clean(server)  # what a run that was stopped left behind
        stack.callback(_clean, server)
        put(*(f"/param/my-project/{name}/parameters/{key}" for name in ENVIRONMENTS for key in PARAMETERS))
        clone = Clone(scratch / "clone", scratch / "remote/my-project.git")
        clone.make_it_ours(f"{address}/my-project.git")
        clone.pin("one", first, IMAGE)
        clone.commit("The project is ours")
        clone.git("tag", "start")
        history = History(server, "Application", "Deployment", "ExternalSecret", "Job", "Pod", "Secret", "Service")
        stack.callback(history.stop)
        yield World(server, ArgoCd(server), clone, history, store, (first, second))


def _logs(scratch: Path) -> Path:
    logs = scratch / "logs"
    logs.mkdir()
    return logs


def _platform(server: Api) -> None:
    """What a platform team makes before a project comes."""
    if not (BINARIES or "PLAINSAIL_GITOPS_HOST" in os.environ or all(map(server.knows, DEFINED))):
        pytest.skip("Argo CD and External Secrets are neither in the cluster nor named by PLAINSAIL_GITOPS_BINARIES")
    for name in (NAMESPACE, "external-secrets"):
        server.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    if BINARIES:
        prepare(Path(BINARIES), str(Path(sys.executable).with_name("kubectl")))
    for kind in DEFINED:
        if not any(server.knows(kind) for _ in every(0.3, 30)):
            pytest.fail(f"the cluster does not know the kind {kind} ({KINDS[kind].api_version})")
    everything = {
        "sourceRepos": ["*"],
        "destinations": [{"namespace": "*", "server": "*"}],
        "clusterResourceWhitelist": [{"group": "*", "kind": "*"}],
    }
    about = {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject"}
    server.apply(about | {"metadata": {"name": "default", "namespace": NAMESPACE}, "spec": everything})
    for name in ENVIRONMENTS:
        role = f"arn:aws:iam::123456789012:role/my-project-{name}-secrets"
        provider = {"service": "ParameterStore", "region": "eu-west-3", "role": role}
        spec = {"provider": {"aws": provider}, "conditions": [{"namespaceRegexes": [f"backend-{name}.*"]}]}
        store = {"apiVersion": "external-secrets.io/v1", "kind": "ClusterSecretStore"}
        server.apply(store | {"metadata": {"name": f"aws-parameter-store-{name}"}, "spec": spec})


def _stand_in(server: Api, stack: ExitStack) -> None:
    """Only for what the cluster does not have itself."""
    _STAND_INS.append("moto for Parameter Store and STS")
    if BINARIES:
        _STAND_INS.append(f"processes of {BINARIES} for the pods of Argo CD and External Secrets")
    if all(node["metadata"]["name"] == NODE for node in server.items("Node")):
        _STAND_INS.append("tests/gitops/stand_ins/kubelet.py for scheduler and kubelet: the cluster has no node")
        stack.enter_context(kubelet(server))
    if not server.serves(GROUP):
        _STAND_INS.append("tests/gitops/stand_ins/metrics.py for metrics-server")
        stack.enter_context(metrics(server, HOST))
    _STAND_INS.append("tests/gitops/stand_ins/load_balancer.py for the AWS Load Balancer Controller")
    stack.enter_context(load_balancer(server))


def _clean(server: Api) -> None:
    """Takes away what the tests made: Applications first, so that nothing brings the rest again."""
    for environment in ENVIRONMENTS:
        for name in (root(environment), app(environment)):
            for kind in ("Application", "AppProject"):
                server.merge(kind, NAMESPACE, name, {"metadata": {"finalizers": None}})
                server.delete(kind, NAMESPACE, name)
    for name in NAMESPACES:
        for external in server.items("ExternalSecret", name):
            server.delete("ExternalSecret", name, external["metadata"]["name"])
        server.delete("Namespace", None, name)
    for _ in every(0.5, 120):
        if not any(server.get("Namespace", None, name) for name in NAMESPACES):
            return
    pytest.fail(f"the namespaces {', '.join(NAMESPACES)} do not go")
