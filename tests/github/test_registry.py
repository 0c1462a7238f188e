"""ECR, asked by the real `aws` of moto's: which digest a tag has, and a further tag on a digest."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import threading
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.ecr.models import ecr_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.github.conftest import Desk, Done

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("aws", path=str(Path(sys.executable).parent)), reason="no aws: make .venv/.delivery"
    ),
]

REPOSITORY = "my-project/backend"
MEDIA = "application/vnd.oci.image.manifest.v1+json"
SOURCE = "c" * 40
BUILD = f"sha-{SOURCE}"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "a-secret-key-of-tests"}
MANIFEST = json.dumps(
    {"schemaVersion": 2, "mediaType": MEDIA, "config": {"digest": f"sha256:{'a' * 64}", "size": 2}, "layers": []}
)


def digest_of(manifest: str) -> str:
    return f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Says nothing."""


class Registry:
    """Moto's ECR, with a repository whose tags do not move."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk, self._folder, self.url = desk, folder, ""
        self.put: list[dict[str, Any]] = []
        """What was sent with PutImage."""
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ.get("HTTP_X_AMZ_TARGET", "").endswith(".PutImage"):
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            self.put.append(json.loads(body))
            environ["wsgi.input"] = BytesIO(body)
        answered: Iterable[bytes] = self._moto(environ, start)
        return answered

    def push(self, tag: str, manifest: str) -> str:
        """An image, as the build pushes it; returns its digest."""
        client = boto3.client(
            "ecr",
            region_name="eu-west-3",
            endpoint_url=self.url,
            aws_access_key_id="x",
            aws_secret_access_key="y",  # noqa: S106 - moto takes any
        )
        if not ecr_backends["123456789012"]["eu-west-3"].repositories:
            client.create_repository(repositoryName=REPOSITORY, imageTagMutability="IMMUTABLE")
        digest = digest_of(manifest)
        client.put_image(
            repositoryName=REPOSITORY,
            imageManifest=manifest,
            imageManifestMediaType=MEDIA,
            imageTag=tag,
            imageDigest=digest,
        )
        client.close()
        self.put.clear()
        return digest

    def run(self, script: str, *arguments: str, **env: str) -> Done:
        """Runs a script with credentials of a role."""
        where = {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-west-3"}
        return self._desk.run(script, *arguments, cwd=self._folder, **CREDENTIALS, **where, **env)


@pytest.fixture
def registry(desk: Desk, tmp_path: Path) -> Iterator[Registry]:
    """Moto's ECR."""
    made = Registry(desk, tmp_path)
    server = make_server("127.0.0.1", 0, made, threaded=True, request_handler=_Quiet)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
    ecr_backends["123456789012"]["eu-west-3"].reset()


def test_a_tag_that_is_there_is_found(registry: Registry) -> None:
    digest = registry.push("sha-1", MANIFEST)

    done = registry.run("find-image", REPOSITORY, "sha-1")

    assert (done.status, done.out, done.err) == (0, f"{digest}\n", "")


def test_a_tag_that_is_not_there_is_nothing(registry: Registry) -> None:
    registry.push("sha-1", MANIFEST)

    done = registry.run("find-image", REPOSITORY, "sha-2")

    assert (done.status, done.out, done.err) == (0, "", "")


def test_a_registry_that_cannot_be_asked_is_a_failure(registry: Registry) -> None:
    """Or an image that is there would be built and pushed again, which its tag refuses."""
    registry.push("sha-1", MANIFEST)

    done = registry.run("find-image", "my-project/no-such", "sha-1")

    assert (done.status, done.out) == (1, "")
    assert "RepositoryNotFoundException" in done.err


@pytest.mark.parametrize("tags", [(BUILD,), (BUILD, "v1.4.0"), ("v1.4.0", BUILD)], ids=" ".join)
def test_a_digest_that_is_the_build_of_its_source_passes(registry: Registry, tags: tuple[str, ...]) -> None:
    [digest] = {registry.push(tag, MANIFEST) for tag in tags}

    done = registry.run("built-from", REPOSITORY, digest, BUILD)

    assert done.status == 0
    assert done.out.startswith(f"{REPOSITORY} holds {digest}: ")


@pytest.mark.parametrize("tag", [f"sha-{'d' * 40}", f"sha-{SOURCE}0", SOURCE, "v1.4.0"])
def test_a_digest_that_is_the_build_of_another_source_is_refused(registry: Registry, tag: str) -> None:
    """A pin can be edited: it may name one build, and the commit of another."""
    digest = registry.push(tag, MANIFEST)
    registry.push(BUILD, f"{MANIFEST} ")

    done = registry.run("built-from", REPOSITORY, digest, BUILD)

    assert done.status == 1
    assert f"::error title=Another build::{digest} has the tags {tag}, and not {BUILD}" in done.out


@pytest.mark.parametrize(
    ("digest", "tag", "said"),
    [
        (f"sha256:{'b' * 64}", BUILD, "No such image"),
        ("-", "v9", "No such image"),
        ("", BUILD, "No pin"),
        (f"sha256:{'b' * 64}", "", "No pin"),
        ("-", "-", "No pin"),
    ],
    ids=["unknown", "unknown tag", "no digest", "no tag", "neither"],
)
def test_a_digest_that_is_not_there_is_a_failure(registry: Registry, digest: str, tag: str, said: str) -> None:
    registry.push(BUILD, MANIFEST)

    done = registry.run("built-from", REPOSITORY, digest, tag)

    assert done.status == 1
    assert f"::error title={said}::" in done.out


@pytest.mark.parametrize("says", ["digest", "tag", "both"])
def test_an_image_that_is_built_elsewhere_is_there_as_it_is_pinned(registry: Registry, says: str) -> None:
    digest = registry.push("v7", MANIFEST)

    done = registry.run("built-from", REPOSITORY, "-" if says == "tag" else digest, "-" if says == "digest" else "v7")

    assert (done.status, done.err) == (0, "")


def test_a_release_tags_every_image(registry: Registry) -> None:
    digest = registry.push("sha-1", MANIFEST)

    done = registry.run("tag-images", "v1.4.0", IMAGES=f"{REPOSITORY}@{digest}")

    assert (done.status, done.err) == (0, "")
    assert registry.run("find-image", REPOSITORY, "v1.4.0").out == f"{digest}\n"


@pytest.mark.parametrize("manifest", [MANIFEST, f"{MANIFEST}\n\n", MANIFEST.replace(", ", ",\n  ")])
def test_a_release_tags_what_is_there(registry: Registry, manifest: str) -> None:
    """To the byte, or the registry would take it for another image."""
    digest = registry.push("sha-1", manifest)

    done = registry.run("tag-image", REPOSITORY, digest, "v1.4.0")

    assert (done.status, done.err) == (0, "")
    [sent] = registry.put
    assert (sent["imageTag"], sent["imageDigest"], sent["imageManifestMediaType"]) == ("v1.4.0", digest, MEDIA)
    assert digest_of(sent["imageManifest"]) == digest
    assert registry.run("find-image", REPOSITORY, "v1.4.0").out == f"{digest}\n"


def test_a_tag_that_is_on_the_digest_is_left(registry: Registry) -> None:
    digest = registry.push("v1.4.0", MANIFEST)

    done = registry.run("tag-image", REPOSITORY, digest, "v1.4.0")

    assert (done.status, registry.put) == (0, [])
    assert "::notice title=Image::v1.4.0 is on" in done.out


def test_a_tag_that_is_on_another_digest_stays_there(registry: Registry) -> None:
    old, new = registry.push("v1.4.0", MANIFEST), registry.push("sha-2", f"{MANIFEST} ")

    done = registry.run("tag-image", REPOSITORY, new, "v1.4.0")

    assert (done.status, registry.put) == (1, [])
    assert f"{REPOSITORY}:v1.4.0 is on {old}, not on {new}" in done.out


@pytest.mark.parametrize(("digest", "said"), [(f"sha256:{'b' * 64}", "No such image"), ("", "No digest")])
def test_a_digest_that_is_not_there_cannot_be_tagged(registry: Registry, digest: str, said: str) -> None:
    registry.push("sha-1", MANIFEST)

    done = registry.run("tag-image", REPOSITORY, digest, "v1.4.0")

    assert (done.status, registry.put) == (1, [])
    assert f"::error title={said}::" in done.out
