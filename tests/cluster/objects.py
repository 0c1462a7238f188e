"""What the tests send to a cluster, and how."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import files_below, load_all

ROOT = Path(__file__).resolve().parents[2]
CRDS = ROOT / "imports/crds"
RENDERED: list[Document] = [
    document for file in files_below(ROOT / "dist") for document in load_all(file.read_text(encoding="utf-8"))
]
"""Every object of `dist/`, namespaces first."""
RENDERED.sort(key=lambda document: document["kind"] != "Namespace")
NAMESPACES = sorted({name for document in RENDERED if (name := document["metadata"].get("namespace"))})
SHAPES = "plainsail-shapes-pr-number"
"""The namespace for samples of each shape of app."""
BY_SERVER = ("apply", "--server-side", "--validate=strict", "--field-manager=plainsail", "--filename=-")
"""As Argo CD applies with `ServerSideApply=true`."""
BY_CLIENT = ("apply", "--validate=strict", "--filename=-")
"""As Argo CD applies otherwise."""


def kubectl(*arguments: str, check: bool = True, stdin: str | None = None) -> str:
    """What a run of kubectl prints."""
    binary = Path(sys.executable).with_name("kubectl")
    done = subprocess.run([str(binary), *arguments], input=stdin, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def applied(documents: Sequence[Document], how: Sequence[str] = BY_SERVER) -> list[Document]:
    """Applies them; the objects as they are then, in the same order."""
    answer = json.loads(kubectl(*how, "--output=json", stdin=as_stream(documents)))
    items: list[Document] = answer["items"] if answer["kind"] == "List" else [answer]
    return items


def as_stream(documents: Iterable[Document]) -> str:
    """Objects as kubectl reads them from standard input."""
    return "".join(f"{json.dumps(document)}\n" for document in documents)


def wanted(live: Document) -> Document:
    """What is wanted of an object, without what controllers and the server note of it.

    A Deployment's `generation` is such a note: its controller counts in an annotation, which raises it. How many
    replicas there are is not compared: where an autoscaler decides, it does so between two applies.
    """
    kept = {key: value for key, value in live.items() if key not in {"metadata", "status"}}
    return kept | {"spec": {**kept["spec"], "replicas": None}} if "replicas" in kept.get("spec", {}) else kept


def altered(stated: Any, live: Any, path: str = "") -> list[str]:
    """The fields that hold something else than was stated; a null states nothing."""
    if isinstance(stated, dict) and isinstance(live, dict):
        return [found for key, value in stated.items() for found in altered(value, live.get(key), f"{path}.{key}")]
    if isinstance(stated, list) and isinstance(live, list) and len(stated) == len(live):
        pairs = enumerate(zip(stated, live, strict=True))
        return [found for index, (one, other) in pairs for found in altered(one, other, f"{path}[{index}]")]
    return [] if stated in (None, live) else [f"{path}: {stated!r} became {live!r}"]
