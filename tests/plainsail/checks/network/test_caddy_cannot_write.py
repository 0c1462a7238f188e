"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.network import caddy_cannot_write
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload

FOLDERS = ("/config", "/data", "/tmp")
SERVER = [{"name": "SERVER_NAME", "value": ":80"}, {"name": "FRANKENPHP_CONFIG", "value": "num_threads 3"}]


def _mounting(*folders: str, kind: str = "Deployment", volume: str = "emptyDir", **fields: Any) -> str:
    volumes = [{"name": f"v{number}", volume: {}} for number, _ in enumerate(folders)]
    mounts = [{"name": f"v{number}", "mountPath": folder} for number, folder in enumerate(folders)]
    return workload(kind, pod={"volumes": volumes}, volumeMounts=mounts, **fields)


def _found(given: Manifests) -> dict[str, str]:
    """Each message, and how grave it is."""
    return {finding.message: severity_of(caddy_cannot_write, finding) for finding in caddy_cannot_write.check(given)}


def test_nothing_is_mounted() -> None:
    found = list(caddy_cannot_write.check(manifests(_mounting(env=SERVER))))

    assert {finding.message: severity_of(caddy_cannot_write, finding) for finding in found} == {
        "nothing writable is mounted at /data/caddy, without which FrankenPHP does not start": "error",
        "nothing writable is mounted at /config/caddy, where Caddy saves its configuration": "info",
        "nothing writable is mounted at /tmp, where PHP keeps uploads and sessions": "warning",
    }
    assert {finding.where.field for finding in found} == {"spec.template.spec.containers[app].volumeMounts"}


@pytest.mark.parametrize("folders", [FOLDERS, ("/config/caddy/", "/data/caddy", "/tmp"), ("/",)])
def test_silent_when_all_are_writable(folders: tuple[str, ...]) -> None:
    assert not _found(manifests(_mounting(*folders, env=SERVER)))


def test_a_longer_name_is_another_folder() -> None:
    [message] = _found(manifests(_mounting("/config", "/database", "/tmp", env=SERVER)))

    assert "/data/caddy" in message


@pytest.mark.parametrize("volume", ["configMap", "secret", "projected"])
def test_files_of_the_api_server_are_not_writable(volume: str) -> None:
    assert len(_found(manifests(_mounting(*FOLDERS, volume=volume, env=SERVER)))) == 3


def test_a_job_of_php_alone_needs_only_tmp() -> None:
    """It does not execute Caddy, and OPcache is off on the command line."""
    job = _mounting(kind="Job", image="dunglas/frankenphp:1-php8.2", command=["php", "bin/console"], env=SERVER)

    assert _found(manifests(job)) == {
        "nothing writable is mounted at /tmp, where PHP keeps uploads and sessions": "info"
    }


@pytest.mark.parametrize(("php", "severity"), [("8.2", "error"), ("8.3", "warning"), ("8.10", "warning")])
def test_a_php_that_locks_by_a_file_does_not_start_without_tmp(php: str, severity: str) -> None:
    given = foreign(_mounting("/config", "/data", image=f"dunglas/frankenphp:1-php{php}-bookworm"))
    [(message, found)] = _found(given).items()

    assert found == severity
    assert (f"PHP {php} does not start with OPcache" in message) is (severity == "error")


def test_caddy_of_somebody_else_without_php() -> None:
    """It may speak plain HTTP, and then it starts."""
    assert _found(foreign(_mounting("/config", image="docker.io/library/caddy:2.8.4"))) == {
        "nothing writable is mounted at /data/caddy, where Caddy keeps locks and certificates": "warning"
    }


def test_caddy_that_ends_tls_needs_a_place_for_certificates() -> None:
    env = [{"name": "SERVER_NAME", "value": "https://example.com"}]

    assert _found(foreign(_mounting("/config", image="caddy:2.8.4", env=env))) == {
        "nothing writable is mounted at /data/caddy, without which Caddy gets no certificate": "error"
    }


def test_caddy_may_be_told_to_write_elsewhere() -> None:
    env = [{"name": "XDG_DATA_HOME", "value": "/state/"}, {"name": "XDG_CONFIG_HOME", "value": "/state"}]

    assert not _found(manifests(_mounting("/state", image="caddy:2.8.4", env=env)))


def test_the_dockerfile_says_which_server_the_image_of_an_app_runs() -> None:
    found = _found(manifests(_mounting(), delivery=image("FROM dunglas/frankenphp:1-php8.2")))

    assert [message.split()[5].rstrip(",") for message in found] == ["/data/caddy", "/config/caddy", "/tmp"]
    assert "PHP 8.2" in list(found)[-1]


@pytest.mark.parametrize("base", ["golang:1.26", "node:24-slim", "gcr.io/distroless/static"])
@pytest.mark.parametrize("env", [[], [{"name": "SERVER_NAME", "value": "backend.example.com"}]])
def test_silent_on_an_app_of_another_language(base: str, env: list[dict[str, str]]) -> None:
    """Other programs know a SERVER_NAME, too."""
    assert not _found(manifests(_mounting(env=env), delivery=image(f"FROM {base}\nENV SERVER_NAME=backend")))


def test_silent_on_a_writable_root_and_on_other_programs() -> None:
    assert not _found(manifests(workload(env=SERVER, securityContext={"readOnlyRootFilesystem": False})))
    assert not _found(foreign(workload(image="quay.io/jetstack/cert-manager-controller:v1.16.0")))
