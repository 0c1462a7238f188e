"""What an engine is told of a pod: one flag for each thing that Kubernetes gives the container."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.images.run_args import Flag, HttpProbe, http_probes, mounts, run_arguments
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, workload

APP = "spec.template.spec.containers[app]"
POD = "spec.template.spec"


def of(tree: Manifests) -> tuple[list[tuple[str, str | None]], list[str], list[str]]:
    """Flags, arguments and what is left out, of the first container named app."""
    said = run_arguments(tree, next(each for each in tree.containers() if each.name == "app"))
    return [(flag.flag, flag.value) for flag in said.flags], list(said.arguments), list(said.left_out)


def flags(*, pod: dict[str, Any] | None = None, **fields: Any) -> list[tuple[str, str | None]]:
    return of(manifests(workload(pod=pod, **fields)))[0]


def test_a_hardened_pod() -> None:
    assert flags() == [
        ("--user", "33:33"),
        ("--read-only", None),
        ("--cap-drop", "ALL"),
        ("--security-opt", "no-new-privileges"),
    ]


def test_podman_is_told_what_others_do_anyway() -> None:
    """It makes folders writable under a read-only root, and fills volumes from the image."""
    volumes = {"volumes": [{"name": "v", "emptyDir": {}}]}
    tree = manifests(workload(pod=volumes, volumeMounts=[{"name": "v", "mountPath": "/x"}]))
    app = next(tree.containers())

    docker, podman = (run_arguments(tree, app, engine).flags for engine in ("docker", "podman"))

    assert [flag.words for flag in podman if flag not in docker] == [
        ("--read-only-tmpfs=false",),
        ("--tmpfs", "/x:rw,exec,nosuid,nodev,mode=0777,notmpcopyup"),
    ]
    assert [flag.words for flag in docker if flag not in podman] == [("--tmpfs", "/x:rw,exec,nosuid,nodev,mode=0777")]


def test_podman_is_told_nothing_of_a_root_that_may_be_written_to() -> None:
    tree = manifests(workload(securityContext={"readOnlyRootFilesystem": False}))

    said = run_arguments(tree, next(tree.containers()), "podman")

    assert [flag.flag for flag in said.flags if flag.flag.startswith("--read-only")] == []


def test_each_flag_names_the_field_that_it_follows() -> None:
    tree = manifests(workload(resources={"limits": {"memory": "1Gi"}}))

    said = run_arguments(tree, next(tree.containers()))

    assert {flag.flag: flag.field for flag in said.flags} == {
        "--user": f"{POD}.securityContext.runAsUser",
        "--read-only": f"{APP}.securityContext.readOnlyRootFilesystem",
        "--cap-drop": f"{APP}.securityContext.capabilities.drop",
        "--security-opt": f"{APP}.securityContext.allowPrivilegeEscalation",
        "--memory": f"{APP}.resources.limits.memory",
        "--memory-swap": f"{APP}.resources.limits.memory",
    }


def test_a_user_without_a_group_is_left_to_the_image() -> None:
    said = flags(pod={"securityContext": {"runAsGroup": None, "fsGroup": None}})

    assert said[0] == ("--user", "33")


def test_what_the_container_says_counts_more_than_what_its_pod_says() -> None:
    assert flags(securityContext={"runAsUser": 1000})[0] == ("--user", "1000:33")


def test_groups_of_volumes_are_groups_of_the_process() -> None:
    said = flags(pod={"securityContext": {"fsGroup": 2000, "supplementalGroups": [33, 3000]}})

    assert [value for name, value in said if name == "--group-add"] == ["2000", "3000"]


@pytest.mark.parametrize(
    ("security", "flag"),
    [
        ({"capabilities": {"add": ["NET_BIND_SERVICE"]}}, ("--cap-add", "NET_BIND_SERVICE")),
        ({"privileged": True}, ("--privileged", None)),
        ({"seccompProfile": {"type": "Unconfined"}}, ("--security-opt", "seccomp=unconfined")),
    ],
)
def test_what_loosens_the_pod_loosens_the_container(security: dict[str, Any], flag: tuple[str, str | None]) -> None:
    assert flag in flags(securityContext=security)
    assert flag not in flags()


def test_sysctls() -> None:
    sysctls = [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "80"}]

    assert ("--sysctl", "net.ipv4.ip_unprivileged_port_start=80") in flags(
        pod={"securityContext": {"sysctls": sysctls}}
    )


@pytest.mark.parametrize(
    ("memory", "size"), [("512Mi", "512m"), ("1Gi", "1024m"), ("64M", "64000000b"), ("1.5Gi", "1536m")]
)
def test_memory_is_a_limit_without_swap(memory: str, size: str) -> None:
    said = flags(resources={"limits": {"memory": memory}})

    assert said[-2:] == [("--memory", size), ("--memory-swap", size)]


@pytest.mark.parametrize(("cpu", "cpus"), [("500m", "0.5"), ("2", "2"), ("1500m", "1.5"), ("10", "10")])
def test_cpu_is_counted_in_cores(cpu: str, cpus: str) -> None:
    assert flags(resources={"limits": {"cpu": cpu}})[-1] == ("--cpus", cpus)


def test_requests_limit_nothing() -> None:
    assert flags(resources={"requests": {"cpu": "1", "memory": "1Gi"}}) == flags()


def test_what_is_left_of_the_grace_period_after_the_wait() -> None:
    lifecycle = {"preStop": {"sleep": {"seconds": 20}}}

    assert ("--stop-timeout", "40") in flags(pod={"terminationGracePeriodSeconds": 60}, lifecycle=lifecycle)
    assert ("--stop-timeout", "60") in flags(pod={"terminationGracePeriodSeconds": 60})


def test_a_command_replaces_the_entrypoint_and_its_rest_stands_before_the_arguments() -> None:
    said, arguments, _ = of(manifests(workload(command=["php", "bin/console"], args=["app:run", "--all"])))

    assert said[-1] == ("--entrypoint", "php")
    assert arguments == ["bin/console", "app:run", "--all"]


def test_arguments_alone_leave_the_entrypoint_alone() -> None:
    said, arguments, _ = of(manifests(workload(args=["--port=$(PORT)"], env=[{"name": "PORT", "value": "80"}])))

    assert "--entrypoint" not in dict(said)
    assert arguments == ["--port=80"]


def test_the_working_folder() -> None:
    assert ("--workdir", "/srv") in flags(workingDir="/srv")


def test_fields_that_decide_are_named_where_they_are_said() -> None:
    tree = manifests(
        workload(
            pod={"securityContext": {"supplementalGroups": [7], "runAsUser": 9}},
            securityContext={"runAsUser": 8, "runAsGroup": 8},
            envFrom=[{"configMapRef": {"name": "settings"}}],
        ),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: backend}, data: {A: b}}",
    )

    said = run_arguments(tree, next(tree.containers()))

    fields = {(flag.flag, flag.value): flag.field for flag in said.flags}
    assert fields["--user", "8:8"] == f"{APP}.securityContext.runAsUser"
    assert fields["--group-add", "7"] == f"{POD}.securityContext.supplementalGroups"
    assert fields["--env", "A=b"] == f"{APP}.envFrom[settings]"


def missing(*, pod: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    """What the container of a pod goes without."""
    tree = manifests(workload(pod=pod, **fields))
    return list(run_arguments(tree, next(each for each in tree.containers() if each.name == "app")).left_out)


def test_nothing_of_a_hardened_pod() -> None:
    assert missing(resources={"limits": {"cpu": "1", "memory": "1Gi"}}, readinessProbe={"httpGet": {"port": 80}}) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"tty": True}, "tty"),
        ({"lifecycle": {"preStop": {"exec": {"command": ["sync"]}}}}, "lifecycle.preStop.exec"),
        ({"resources": {"limits": {"ephemeral-storage": "1Gi"}}}, "the limit ephemeral-storage: 1Gi"),
        ({"resources": {"limits": {"memory": "lots"}}}, "the limit memory: lots"),
        ({"livenessProbe": {"exec": {"command": ["true"]}}}, "the livenessProbe, which asks by exec"),
        ({"securityContext": {"procMount": "Unmasked"}}, "securityContext.procMount"),
        (
            {"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "app.json"}}},
            "the seccomp profile app.json",
        ),
    ],
)
def test_a_field_of_the_container(fields: dict[str, Any], what: str) -> None:
    assert missing(**fields) == [what]


@pytest.mark.parametrize(
    ("pod", "what"),
    [
        ({"hostNetwork": True}, "hostNetwork"),
        ({"hostAliases": [{"ip": "10.0.0.1"}]}, "hostAliases"),
        ({"shareProcessNamespace": True}, "shareProcessNamespace"),
        ({"securityContext": {"seLinuxOptions": {"level": "s0"}}}, "securityContext.seLinuxOptions"),
        ({"securityContext": {"runAsUser": None}}, "securityContext.runAsGroup, without a user"),
        ({"aFieldOfTomorrow": 1}, "aFieldOfTomorrow"),
    ],
)
def test_a_field_of_the_pod(pod: dict[str, Any], what: str) -> None:
    assert missing(pod=pod) == [what]


def test_what_is_false_or_empty_means_nothing() -> None:
    assert missing(pod={"hostNetwork": False, "hostAliases": []}, tty=False) == []


def test_where_the_pod_may_run_is_nothing_to_a_container() -> None:
    assert missing(pod={"nodeSelector": {"a": "b"}, "tolerations": [{"key": "a"}], "priorityClassName": "c"}) == []


def test_other_containers() -> None:
    pod = {"initContainers": [container(name="migrate")], "containers": [container(), container(name="proxy")]}

    assert missing(pod=pod) == ["the init container migrate", "the container proxy"]


FIELD = "spec.template.spec.containers[app].volumeMounts[/x]"


def mount(volume: dict[str, Any], **said: Any) -> list[Flag | str]:
    """What becomes of one volume, mounted at /x."""
    tree = manifests(
        workload(pod={"volumes": [{"name": "v", **volume}]}, volumeMounts=[{"name": "v", "mountPath": "/x", **said}])
    )
    return list(mounts(next(tree.containers())))


def tmpfs(options: str) -> Flag:
    return Flag("--tmpfs", f"/x:{options}", FIELD)


def test_an_empty_dir_is_a_tmpfs_of_its_size_for_everybody() -> None:
    found = mount({"emptyDir": {"sizeLimit": "16Mi"}})

    assert found == [tmpfs("rw,exec,nosuid,nodev,mode=0777,size=16777216")]


def test_an_empty_dir_without_limit_has_none() -> None:
    assert mount({"emptyDir": {}}) == [tmpfs("rw,exec,nosuid,nodev,mode=0777")]


def test_a_mount_that_is_read_only() -> None:
    assert mount({"emptyDir": {}}, readOnly=True) == [tmpfs("ro,exec,nosuid,nodev,mode=0777")]


@pytest.mark.parametrize(
    ("volume", "what"),
    [
        ({"configMap": {"name": "settings"}}, "the ConfigMap settings at /x"),
        ({"secret": {"secretName": "keys"}}, "the Secret keys at /x"),
        ({"persistentVolumeClaim": {"claimName": "data"}}, "the claim data at /x"),
        ({"hostPath": {"path": "/"}}, "the volume v at /x"),
    ],
)
def test_what_only_the_cluster_has_is_named(volume: dict[str, Any], what: str) -> None:
    assert mount(volume) == [what]


def test_a_size_that_nobody_can_read_is_named() -> None:
    found = mount({"emptyDir": {"sizeLimit": "lots"}})

    assert found == [tmpfs("rw,exec,nosuid,nodev,mode=0777"), "the size of /x"]


def test_a_volume_that_is_mounted_twice_is_two_to_an_engine() -> None:
    twice = [{"name": "v", "mountPath": "/x"}, {"name": "v", "mountPath": "/y"}]
    tree = manifests(workload(pod={"volumes": [{"name": "v", "emptyDir": {}}]}, volumeMounts=twice))

    assert [words for words in mounts(next(tree.containers())) if isinstance(words, str)] == [
        "that /x and others are one volume",
        "that /y and others are one volume",
    ]


def test_a_path_that_an_engine_could_not_read() -> None:
    tree = manifests(
        workload(pod={"volumes": [{"name": "v", "emptyDir": {}}]}, volumeMounts=[{"name": "v", "mountPath": "/a:b"}])
    )

    assert list(mounts(next(tree.containers()))) == ["the volume v at /a:b"]


PORTS = [{"name": "http", "containerPort": 8080}]


def asked(**fields: Any) -> list[HttpProbe]:
    return list(http_probes(next(manifests(workload(ports=PORTS, **fields)).containers())))


def get(path: str, **said: Any) -> dict[str, Any]:
    return {"httpGet": {"path": path, "port": "http", **said}}


def test_all_probes_must_answer_within_the_budget_of_the_startup_probe() -> None:
    found = asked(
        startupProbe={**get("/live"), "periodSeconds": 2, "failureThreshold": 30},
        readinessProbe={**get("/ready"), "periodSeconds": 10, "timeoutSeconds": 3},
    )

    assert [(each.probe, each.path, each.port, each.timeout_seconds, each.budget_seconds) for each in found] == [
        ("startup", "/live", 8080, 1, 60),
        ("readiness", "/ready", 8080, 3, 60),
    ]


def test_without_a_startup_probe_liveness_says_how_long() -> None:
    [found] = asked(livenessProbe={**get("/live"), "initialDelaySeconds": 5, "periodSeconds": 5, "failureThreshold": 2})

    assert found.budget_seconds == 15


def test_where_nothing_kills_the_container_somebody_must_give_up() -> None:
    [found] = asked(readinessProbe=get("/ready"))

    assert found.budget_seconds == 60


def test_scheme_and_host_are_those_of_the_probe() -> None:
    [found] = asked(readinessProbe=get("/", scheme="HTTPS", httpHeaders=[{"name": "host", "value": "app.example.com"}]))

    assert (found.scheme, found.host) == ("https", "app.example.com")


def test_probes_of_other_kinds_cannot_be_asked_from_outside() -> None:
    assert asked(livenessProbe={"exec": {"command": ["true"]}}, readinessProbe={"tcpSocket": {"port": 80}}) == []
