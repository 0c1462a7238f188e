"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.network import caddy_cannot_write
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload

FOLDERS = ("/config", "/data", "/tmp")
SERVER = [{"name": "SERVER_NAME", "value": ":80"}, {"name": "FRANKENPHP_CONFIG", "value": "num_threads 3"}]


def _mounting(*folders: str, kind: str = "Deployment", volume: str = "emptyDir", **fields: Any) -> str:
    volumes = [{"name": f"v{number}", volume: {}} for number, _ in enumerate(folders)]
    mounts = [{"name": f"v{number}", "mountPath": folder} for number, folder in enumerate(folders)]
    return workload(kind, pod={"volumes": volumes}, volumeMounts=mounts, **fields)


def _messages(text: str) -> list[str]:
    return [finding.message for finding in caddy_cannot_write.check(manifests(text))]


def test_nothing_is_mounted() -> None:
    found = list(caddy_cannot_write.check(manifests(_mounting(env=SERVER))))

    assert [finding.message for finding in found] == [
        "Caddy writes to /config/caddy, where nothing writable is mounted",
        "Caddy writes to /data/caddy, where nothing writable is mounted",
        "PHP writes to /tmp, where nothing writable is mounted",
    ]
    assert {severity_of(caddy_cannot_write, finding) for finding in found} == {"warning"}
    assert {finding.where.field for finding in found} == {"spec.template.spec.containers[app].volumeMounts"}


@pytest.mark.parametrize("folders", [FOLDERS, ("/config/caddy/", "/data/caddy", "/tmp"), ("/",)])
def test_silent_when_all_are_writable(folders: tuple[str, ...]) -> None:
    assert not _messages(_mounting(*folders, env=SERVER))


def test_a_longer_name_is_another_folder() -> None:
    assert _messages(_mounting("/config", "/database", "/tmp", env=SERVER)) == [
        "Caddy writes to /data/caddy, where nothing writable is mounted"
    ]


@pytest.mark.parametrize("volume", ["configMap", "secret", "projected"])
def test_files_of_the_api_server_are_not_writable(volume: str) -> None:
    assert len(_messages(_mounting(*FOLDERS, volume=volume, env=SERVER))) == 3


def test_a_job_of_php_alone_needs_only_tmp() -> None:
    [finding] = caddy_cannot_write.check(manifests(_mounting(kind="Job", command=["php", "bin/console"], env=SERVER)))

    assert finding.message == "PHP writes to /tmp, where nothing writable is mounted"
    assert severity_of(caddy_cannot_write, finding) == "info"


def test_caddy_of_somebody_else_without_php() -> None:
    [finding] = caddy_cannot_write.check(foreign(_mounting("/config", image="docker.io/library/caddy:2.8.4")))

    assert finding.message == "Caddy writes to /data/caddy, where nothing writable is mounted"


def test_caddy_may_be_told_to_write_elsewhere() -> None:
    env = [{"name": "XDG_DATA_HOME", "value": "/state/"}, {"name": "XDG_CONFIG_HOME", "value": "/state"}]

    assert not _messages(_mounting("/state", image="caddy:2.8.4", env=env))


def test_silent_on_a_writable_root_and_on_other_programs() -> None:
    assert not _messages(workload(env=SERVER, securityContext={"readOnlyRootFilesystem": False}))
    assert not list(
        caddy_cannot_write.check(foreign(workload(image="quay.io/jetstack/cert-manager-controller:v1.16.0")))
    )
