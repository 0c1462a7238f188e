"""The check of the same name."""

import pytest

from plainsail.checks.images import image_digest_wrong
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment


@pytest.mark.parametrize(
    ("digest", "why"),
    [
        ("sha256:abc", "sha256 has 64 hexadecimal digits, this one 3"),
        ("abc", "it names no algorithm; a digest is 'sha256:' and 64 hexadecimal digits"),
        ("md5:" + "a" * 32, "'md5' is no algorithm that registries know"),
        ("sha256:" + "A1" * 32, "'A1A1A1A1A1A1' is not written in hexadecimal digits of lower case"),
        ("sha256:" + "0" * 64, "it is all zeros: a placeholder"),
    ],
)
def test_no_registry_has_it(digest: str, why: str) -> None:
    image = f"registry.example/app:v1@{digest}"

    [finding] = image_digest_wrong.check(manifests(deployment(container(image=image))))

    assert finding.message == f"{digest!r} is no digest: {why}"


@pytest.mark.parametrize("image", ["app@sha256:" + "a1" * 32, "app:v1@sha512:" + "a1" * 64, "app:v1"])
def test_silent_for_digests_and_for_none(image: str) -> None:
    assert not list(image_digest_wrong.check(manifests(deployment(container(image=image)))))
