"""What the tests send to a cluster, and how."""

from __future__ import annotations

import subprocess
import sys
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


def kubectl(*arguments: str, check: bool = True, stdin: str | None = None) -> str:
    """What a run of kubectl prints."""
    binary = Path(sys.executable).with_name("kubectl")
    done = subprocess.run([str(binary), *arguments], input=stdin, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def altered(stated: Any, live: Any, path: str = "") -> list[str]:
    """The fields that hold something else than was stated."""
    if isinstance(stated, dict) and isinstance(live, dict):
        return [found for key, value in stated.items() for found in altered(value, live.get(key), f"{path}.{key}")]
    if isinstance(stated, list) and isinstance(live, list) and len(stated) == len(live):
        pairs = enumerate(zip(stated, live, strict=True))
        return [found for index, (one, other) in pairs for found in altered(one, other, f"{path}[{index}]")]
    return [] if stated == live else [f"{path}: {stated!r} became {live!r}"]
