"""Whether what rendered objects say of each other is true: names, selectors, ports, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document, key_of
from tests.pods import Pod, pods


def broken(documents: list[Document], *, elsewhere: Collection[str | None] = ()) -> list[str]:
    """What does not resolve, in words; empty where everything does. `elsewhere` names ServiceAccounts of others."""
    rules = (_names, _selectors, _stateful_sets, _targets, _services, _ingresses, _routes, _policies, _pods)
    found = [problem for rule in rules for problem in rule(documents)]
    return [*found, *_accounts(documents, elsewhere)]


def _of(documents: Iterable[Document], kind: str) -> list[Document]:
    return [document for document in documents if document["kind"] == kind]


def _named(documents: Iterable[Document], kind: str) -> dict[str, Document]:
    return {document["metadata"]["name"]: document for document in _of(documents, kind)}


def _selected(selector: dict[str, str], documents: list[Document]) -> list[Pod]:
    return [pod for pod in pods(documents) if selector.items() <= pod.labels.items()]


def _doubles(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _names(documents: list[Document]) -> Iterator[str]:
    yield from (f"{key} twice" for key in _doubles(str(key_of(document)) for document in documents))
    namespaces = {document["metadata"].get("namespace") for document in documents} - {None}
    created = _named(documents, "Namespace").keys()
    if len(namespaces) != 1 or (created and created != namespaces):
        yield f"objects live in {namespaces}, Namespaces are {created}"


def _selectors(documents: list[Document]) -> Iterator[str]:
    """A workload finds its own pods, and those of nobody else."""
    for workload in (*_of(documents, "Deployment"), *_of(documents, "StatefulSet")):
        found = [pod.of for pod in _selected(workload["spec"]["selector"]["matchLabels"], documents)]
        if found != [str(key_of(workload))]:
            yield f"{key_of(workload)} selects {found}"


def _stateful_sets(documents: list[Document]) -> Iterator[str]:
    """A StatefulSet is named by a headless Service, which finds its pods."""
    services = _named(documents, "Service")
    for workload in _of(documents, "StatefulSet"):
        service = services.get(workload["spec"]["serviceName"], {}).get("spec", {})
        if service.get("clusterIP") != "None" or service["selector"] != workload["spec"]["selector"]["matchLabels"]:
            yield f"{key_of(workload)} has no headless Service {workload['spec']['serviceName']}"


def _targets(documents: list[Document]) -> Iterator[str]:
    deployments = _named(documents, "Deployment")
    for autoscaler in _of(documents, "HorizontalPodAutoscaler"):
        target = deployments.get(autoscaler["spec"]["scaleTargetRef"]["name"])
        if target is None or "replicas" in target["spec"]:
            yield f"{key_of(autoscaler)} has no target, or one that says replicas itself"
    for budget in _of(documents, "PodDisruptionBudget"):
        found = [pod.of for pod in _selected(budget["spec"]["selector"]["matchLabels"], documents)]
        if found not in [[f"{kind}/{budget['metadata']['name']}"] for kind in ("Deployment", "StatefulSet")]:
            yield f"{key_of(budget)} protects {found}"


def _services(documents: list[Document]) -> Iterator[str]:
    """A Service finds pods of one workload that serves and nothing else, by the name of a port that they have.

    It carries the name of the workload, or one that begins with it.
    """
    governing = {each["spec"]["serviceName"]: str(key_of(each)) for each in _of(documents, "StatefulSet")}
    for service in _of(documents, "Service"):
        found = _selected(service["spec"]["selector"], documents)
        name = service["metadata"]["name"]
        owners = [pod.of for pod in found]
        if owners != [governing.get(name)] and (len(owners) != 1 or not _named_after(name, owners[0])):
            yield f"{key_of(service)} selects {[pod.of for pod in found]}"
            continue
        names = [port["name"] for each in found[0].containers for port in each.get("ports", [])]
        for port in service["spec"]["ports"]:
            if port["targetPort"] not in names:
                yield f"{key_of(service)} leads to port {port}"


def _named_after(service: str, owner: str) -> bool:
    kind, _, name = owner.partition("/")
    return kind in ("Deployment", "StatefulSet") and f"{service}-".startswith(f"{name}-")


def _ingresses(documents: list[Document]) -> Iterator[str]:
    services = _named(documents, "Service")
    for ingress in _of(documents, "Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                ports = services.get(backend["name"], {}).get("spec", {}).get("ports", [])
                if backend["port"]["name"] not in [port["name"] for port in ports]:
                    yield f"{key_of(ingress)} leads to {backend}"


def _routes(documents: list[Document]) -> Iterator[str]:
    """A route leads to a Service by the number of a port that it has, and is redirected otherwise."""
    services = _named(documents, "Service")
    for route in (*_of(documents, "HTTPRoute"), *_of(documents, "GRPCRoute")):
        for rule in route["spec"]["rules"]:
            if not rule.get("backendRefs") and not any("requestRedirect" in each for each in rule.get("filters", [])):
                yield f"{key_of(route)} leads nowhere: {rule}"
            for backend in rule.get("backendRefs", []):
                ports = services.get(backend["name"], {}).get("spec", {}).get("ports", [])
                if backend["port"] not in [port["port"] for port in ports]:
                    yield f"{key_of(route)} leads to {backend}"


def _policies(documents: list[Document]) -> Iterator[str]:
    """What a policy opens is a port of the pods that it is for."""
    for policy in _of(documents, "NetworkPolicy"):
        found = _selected(policy["spec"]["podSelector"].get("matchLabels", {}), documents)
        names = [port["name"] for pod in found for each in pod.containers for port in each.get("ports", [])]
        for rule in policy["spec"].get("ingress", []):
            for port in rule.get("ports", []):
                if port["port"] not in names:
                    yield f"{key_of(policy)} opens {port}"


def _pods(documents: list[Document]) -> Iterator[str]:
    claims = {
        str(key_of(each)): [template["metadata"] for template in each["spec"].get("volumeClaimTemplates", [])]
        for each in _of(documents, "StatefulSet")
    }
    for pod in pods(documents):
        volumes = [volume["name"] for volume in (*pod.spec.get("volumes", []), *claims.get(pod.of, []))]
        containers = pod.containers
        ports = [port["name"] for container in pod.spec["containers"] for port in container.get("ports", [])]
        for kind, names in (("volume", volumes), ("container", [each["name"] for each in containers]), ("port", ports)):
            yield from (f"{pod.of}: two {kind}s named {name}" for name in _doubles(names))
        for container in containers:
            for problem in _container(container, volumes, documents):
                yield f"{pod.of} {container['name']}: {problem}"


def _accounts(documents: list[Document], elsewhere: Collection[str | None]) -> Iterator[str]:
    rendered = _named(documents, "ServiceAccount")
    for pod in pods(documents):
        name = pod.spec["serviceAccountName"]
        if name not in rendered and name not in elsewhere:
            yield f"{pod.of}: no ServiceAccount {name}"


def _container(container: dict[str, Any], volumes: list[str], documents: list[Document]) -> Iterator[str]:
    mounts = container.get("volumeMounts", [])
    yield from (f"no volume {mount['name']}" for mount in mounts if mount["name"] not in volumes)
    yield from (f"{path} mounted twice" for path in _doubles(mount["mountPath"] for mount in mounts))
    yield from (f"{name} said twice" for name in _doubles(each["name"] for each in container.get("env", [])))
    ports = [port["name"] for port in container.get("ports", [])]
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        for way in ("httpGet", "tcpSocket"):
            asked = container.get(probe, {}).get(way)
            if asked and asked["port"] not in ports:
                yield f"{probe} asks port {asked['port']}"
        called = container.get(probe, {}).get("grpc")
        if called and called["port"] not in [port["containerPort"] for port in container.get("ports", [])]:
            yield f"{probe} calls port {called['port']}"
    for variable in container.get("env", []):
        yield from _source(variable.get("valueFrom", {}), documents)


def _keys(spec: dict[str, Any], reference: dict[str, Any]) -> Iterator[str]:
    """The keys that an ExternalSecret brings; of `dataFrom` the one that is asked for, as nobody can tell."""
    template = spec["target"].get("template", {})
    yield from template.get("data", {})
    if not template or template["mergePolicy"] == "Merge":
        yield from (datum["secretKey"] for datum in spec.get("data", []))
        yield from [reference["key"]] if spec.get("dataFrom") else []


def _source(source: dict[str, Any], documents: list[Document]) -> Iterator[str]:
    """A variable from a Secret is a key that an ExternalSecret brings; one from a ConfigMap is in it."""
    if reference := source.get("secretKeyRef"):
        made = [each["spec"] for each in _of(documents, "ExternalSecret")]
        keys = [key for spec in made if spec["target"]["name"] == reference["name"] for key in _keys(spec, reference)]
        if (reference["key"] not in keys and not _exists(reference)) or reference.get("optional"):
            yield f"{reference} is not promised"
    if reference := source.get("configMapKeyRef"):
        config = _named(documents, "ConfigMap").get(reference["name"], {})
        if reference["key"] not in config.get("data", {}) and not _exists(reference):
            yield f"{reference} is in no ConfigMap"


def _exists(reference: dict[str, Any]) -> bool:
    """Whether samples say so: what something else makes is called `existing`."""
    return str(reference["name"]).startswith("existing")
