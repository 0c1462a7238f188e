"""Image references as container runtimes read them."""

import pytest

from constructs_lib.kubernetes.images import names_one_build, parse


@pytest.mark.parametrize(
    ("image", "name", "tag", "digest"),
    [
        ("nginx", "docker.io/library/nginx", None, None),
        ("bitnami/nginx:1", "docker.io/bitnami/nginx", "1", None),
        ("docker.io/nginx", "docker.io/library/nginx", None, None),
        ("index.docker.io/a/b:c", "docker.io/a/b", "c", None),
        ("localhost/app", "localhost/app", None, None),
        ("localhost:5000/app:v1", "localhost:5000/app", "v1", None),
        ("[::1]:5000/app", "[::1]:5000/app", None, None),
        ("ghcr.io/a/b/c:v1@sha256:x", "ghcr.io/a/b/c", "v1", "sha256:x"),
        ("quay.io/a@sha256:x", "quay.io/a", None, "sha256:x"),
        ("a__b/c-d.e", "docker.io/a__b/c-d.e", None, None),
    ],
)
def test_the_parts_of_a_reference(image: str, name: str, tag: str | None, digest: str | None) -> None:
    result = parse(image)

    assert result is not None
    assert (result.name, result.tag, result.digest) == (name, tag, digest)


@pytest.mark.parametrize("image", ["", "Nginx", "a/B", "nginx:", "nginx:a b", "nginx:" + "t" * 129, "/a", "a//b"])
def test_what_is_no_reference(image: str) -> None:
    assert parse(image) is None


@pytest.mark.parametrize(
    "tag",
    ["1.2.3", "v1.2.3", "1.2.3-rc.1", "1.27.3-alpine3.20", "sha-8151325", "8151325dcdbae9e0ff95f9f9658432dbedfdb209",
     "main-4f2a91c", "release-1.2.3", "20261123", "jammy-20240530", "RELEASE.2024-05-01T01-11-10Z", "build-7",
     "2026.11.23", "nightly-20261123", "controller-v1.2.3", "14.2.0.1", "10234"],
)  # fmt: skip
def test_names_of_one_build(tag: str) -> None:
    assert names_one_build(tag)


@pytest.mark.parametrize(
    "tag",
    ["latest", "v1", "8", "8.3", "8.3-fpm", "stable", "main", "master", "staging", "production", "dev", "alpine",
     "3.20-alpine", "bookworm-slim", "deadbeef-", "facade", "nightly", "1.2.3-nightly", "1.2.3-SNAPSHOT",
     "lts", "2026"],
)  # fmt: skip
def test_names_that_move(tag: str) -> None:
    assert not names_one_build(tag)
