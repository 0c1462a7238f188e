"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.delivery import app_hidden_by_volume
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image
from tests.plainsail.checks.planted_pods import workload

DOCKERFILE = """
    FROM php:8.3 AS build
    WORKDIR /build
    COPY . ./
    FROM php:8.3
    WORKDIR /app
    COPY --from=build --chown=1:1 /build/ ./
    COPY ["a.ini", "/usr/local/etc/php/conf.d/"]
    WORKDIR public
    """


def found(
    path: str, dockerfile: str = DOCKERFILE, *, app: str | None = "backend", kind: str = "emptyDir"
) -> list[Finding]:
    volume = {"name": "v", kind: {"name": "c"} if kind == "configMap" else {}}
    text = workload(volumeMounts=[{"name": "v", "mountPath": path}], pod={"volumes": [volume]})
    return list(app_hidden_by_volume.check(manifests(text, delivery=image(dockerfile))))


def test_the_app_is_gone() -> None:
    [finding] = found("/app")

    assert finding.message == "hides what image/Dockerfile:6 copies to /app: the volume is empty"
    assert finding.where.field == "spec.template.spec.containers[app].volumeMounts[/app].mountPath"
    assert finding.severity is None


def test_a_file_below_it_is_gone() -> None:
    assert len(found("/usr/local/etc")) == 1


def test_the_working_folder_is_gone() -> None:
    [finding] = found("/srv", "FROM php\nWORKDIR /srv/app\nRUN git clone x .")

    assert finding.severity == "warning"
    assert finding.message == "hides /srv/app, the WORKDIR of image/Dockerfile:2: the volume is empty"


def test_silent_on_folders_that_hold_nothing_of_the_image() -> None:
    assert not found("/app/var")
    assert not found("/build")
    assert not found("/tmp", "FROM php\nCOPY a /tmp/a")
    assert not found("/app", kind="configMap")
