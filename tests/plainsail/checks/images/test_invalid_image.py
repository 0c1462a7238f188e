"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.images import invalid_image
from tests.plainsail.checks.planted_objects import container, cron_job, examined, pod_spec, told, workload


@pytest.mark.parametrize(
    "image",
    [
        "",
        " nginx",
        "Nginx",
        "example.com/App:v1",
        "nginx:",
        "a:b:c",
        "https://example.com/app",
        "app@sha256:abc",
        "a//b",
    ],
)
def test_what_no_runtime_parses(image: str) -> None:
    [(field, message)] = told(invalid_image.check(examined(workload(pod=pod_spec(container(image=image))))))

    assert field == "spec.template.spec.containers[app].image"
    assert message == f"'{image}' is no image: registry/repository:tag@digest, the repository in lower case"


@pytest.mark.parametrize(
    "image",
    [
        "nginx",
        "nginx:1.29-alpine",
        "localhost:5000/app",
        "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend:v1",
        f"registry.k8s.io/ingress-nginx/controller:v1.12.0@sha256:{'0a' * 32}",
        f"app@sha256:{'f' * 64}",
        "example.com/a__b/c-d.e:TAG_1.2-3",
        "[::1]:5000/app",
    ],
)
def test_silent_on_images(image: str) -> None:
    assert not told(invalid_image.check(examined(workload(pod=pod_spec(container(image=image))))))


def test_init_containers_of_jobs_too() -> None:
    document = cron_job(pod_spec(restartPolicy="Never", initContainers=[container(image="A")]))

    [(field, _)] = told(invalid_image.check(examined(document)))

    assert field == "spec.jobTemplate.spec.template.spec.initContainers[app].image"
