"""Whether what rendered objects say of each other is true: names, selectors, ports, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document, key_of
from tests.pods import Pod, pods


def broken(documents: list[Document], *, elsewhere: Collection[str | None] = ()) -> list[str]:
    """What does not resolve, in words; empty where everything does. `elsewhere` names ServiceAccounts of others."""
    rules = (_names, _selectors, _stateful_sets, _targets, _services, _ingresses, _pods)
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
    """A Service finds the pods that serve and nothing else, by the name of a port that they have."""
    governing = {each["spec"]["serviceName"]: str(key_of(each)) for each in _of(documents, "StatefulSet")}
    for service in _of(documents, "Service"):
        found = _selected(service["spec"]["selector"], documents)
        name = service["metadata"]["name"]
        if [pod.of for pod in found] not in ([f"Deployment/{name}"], [f"StatefulSet/{name}"], [governing.get(name)]):
            yield f"{key_of(service)} selects {[pod.of for pod in found]}"
            continue
        names = [port["name"] for each in found[0].containers for port in each.get("ports", [])]
        for port in service["spec"]["ports"]:
            if port["targetPort"] not in names:
                yield f"{key_of(service)} leads to port {port}"


def _ingresses(documents: list[Document]) -> Iterator[str]:
    services = _named(documents, "Service")
    for ingress in _of(documents, "Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                ports = services.get(backend["name"], {}).get("spec", {}).get("ports", [])
                if backend["port"]["name"] not in [port["name"] for port in ports]:
                    yield f"{key_of(ingress)} leads to {backend}"


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
        if reference["key"] not in keys or reference.get("optional"):
            yield f"{reference} is not promised"
    if reference := source.get("configMapKeyRef"):
        config = _named(documents, "ConfigMap").get(reference["name"], {})
        if reference["key"] not in config.get("data", {}):
            yield f"{reference} is in no ConfigMap"
