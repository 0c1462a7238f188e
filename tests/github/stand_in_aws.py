"""A stand-in for `aws ecr`, on a file: {"tags": {repository:tag: digest}, "manifests": {digest: text}}.

REGISTRY is the file. Tags do not move. The key that the stand-in of the log-in gives out names the role, which may do
what deploy/terragrunt lets it do. The scripts are tried against the real `aws` elsewhere (test_registry.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MEDIA = "application/vnd.oci.image.manifest.v1+json"
KEYS = {"push": "AKIAPUSH", "verify": "AKIAVERIFY", "release": "AKIARELEASE"}
_MAY = {
    "AKIAPUSH": {"describe-images", "batch-get-image", "put-image"},
    "AKIAVERIFY": {"describe-images"},
    "AKIARELEASE": {"describe-images", "batch-get-image", "put-image"},
}


class Refused(Exception):
    """What ECR says instead of an answer."""


def put(registry: Path, repository: str, tag: str, manifest: str) -> str:
    """Puts an image into a repository; returns its digest. Raises `Refused` where the tag is taken."""
    held = json.loads(registry.read_text(encoding="utf-8"))
    digest = f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
    if f"{repository}:{tag}" in held["tags"]:
        raise Refused(f"ImageTagAlreadyExistsException: {tag}")
    held["tags"][f"{repository}:{tag}"] = digest
    held["manifests"][digest] = manifest
    registry.write_text(json.dumps(held), encoding="utf-8")
    return digest


def _describe(held: Mapping[str, Any], repository: str, name: str, value: str, query: str) -> str:
    names = [(*name.split(":"), its) for name, its in held["tags"].items()]
    known: dict[str, str] = {tag: its for where, tag, its in names if where == repository}
    digest = known.get(value, "") if name == "imageTag" else value
    if digest not in known.values():
        raise Refused("ImageNotFoundException: the image does not exist")
    tags = [tag for tag, its in known.items() if its == digest]
    return {"imageDetails[0].imageDigest": digest, "imageDetails[0].imageTags": "\t".join(tags)}[query]


def _ask(verb: str, said: argparse.Namespace, registry: Path) -> str:
    held = json.loads(registry.read_text(encoding="utf-8"))
    if verb == "put-image":
        digest = put(
            registry,
            said.repository_name,
            said.image_tag,
            Path(said.image_manifest.removeprefix("file://")).read_text("utf-8"),
        )
        return json.dumps({"imageDigest": digest, "imageTag": said.image_tag})
    name, _, value = said.image_ids.partition("=")
    if verb == "describe-images":
        return _describe(held, said.repository_name, name, value, said.query)
    images = [{"imageManifest": held["manifests"][value], "imageManifestMediaType": MEDIA}]
    return json.dumps({"images": images if value in held["manifests"] else [], "failures": []})


def main() -> int:
    """One call."""
    service, verb, *words = sys.argv[1:]
    parser = argparse.ArgumentParser()
    for name in ("repository-name", "image-ids", "image-tag", "image-digest", "image-manifest", "query", "output"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--image-manifest-media-type")
    parser.add_argument("--accepted-media-types", nargs="*")
    said = parser.parse_args(words)
    try:
        if service != "ecr" or verb not in _MAY.get(os.environ.get("AWS_ACCESS_KEY_ID", ""), ()):
            raise Refused(f"AccessDeniedException: {service}:{verb}")
        if not os.environ.get("AWS_REGION"):
            raise Refused("You must specify a region")
        sys.stdout.write(f"{_ask(verb, said, Path(os.environ['REGISTRY']))}\n")
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 254
    return 0


if __name__ == "__main__":
    sys.exit(main())
