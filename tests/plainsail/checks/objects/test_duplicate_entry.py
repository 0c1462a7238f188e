"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.objects import duplicate_entry
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, told, workload


def test_variable_set_twice() -> None:
    env = [{"name": "MODE", "value": "a"}, {"name": "MODE", "value": "b"}]

    [finding] = duplicate_entry.check(examined(workload(pod=pod_spec(container(env=env)))))

    assert finding.message == "MODE is set twice; the last one counts"
    assert finding.where.field == "spec.template.spec.containers[app].env"


def test_port_set_twice() -> None:
    ports = [{"containerPort": 80, "name": "http"}, {"containerPort": 80, "name": "web", "protocol": "TCP"}]

    [(_, message)] = told(duplicate_entry.check(examined(workload(pod=pod_spec(container(ports=ports))))))

    assert message == "port 80 (TCP) is set twice"


def test_pull_secret_set_twice() -> None:
    pod = pod_spec(imagePullSecrets=[{"name": "ecr"}, {"name": "ecr"}])

    [(field, message)] = told(duplicate_entry.check(examined(workload(pod=pod))))

    assert (field, message) == ("spec.template.spec.imagePullSecrets", "ecr is set twice")


def test_address_set_twice() -> None:
    pod = pod_spec(hostAliases=[{"ip": "10.0.0.1", "hostnames": ["a"]}, {"ip": "10.0.0.1", "hostnames": ["b"]}])

    [(field, message)] = told(duplicate_entry.check(examined(workload(pod=pod))))

    assert field == "spec.template.spec.hostAliases"
    assert message == "10.0.0.1 is set twice; put its hostnames into one entry"


def test_metadata_set_twice() -> None:
    owner = {"apiVersion": "v1", "kind": "ConfigMap", "name": "a", "uid": "b"}
    document = workload()
    document["metadata"]["ownerReferences"] = [owner, owner]
    document["spec"]["template"]["metadata"]["finalizers"] = ["example.com/a", "example.com/a"]

    assert told(duplicate_entry.check(examined(document))) == [
        ("metadata.ownerReferences", "the owner b is set twice"),
        ("spec.template.metadata.finalizers", "example.com/a is set twice"),
    ]


def test_silent_on_two_containers_with_the_same_variable() -> None:
    env = [{"name": "MODE", "value": "a"}]
    ports = [{"containerPort": 53, "protocol": "UDP"}, {"containerPort": 53, "protocol": "TCP"}]
    pod = pod_spec(container(env=env, ports=ports), container(name="proxy", env=env))

    assert not told(duplicate_entry.check(examined(workload(pod=pod))))
