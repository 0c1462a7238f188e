"""The programs that run: beside the interpreter, on the PATH, or built by Go from pinned modules.

The versions, and the checksums of all that is downloaded, stand in `bench/go/`. What is built lies in `.venv/bench/`:
`make clean` removes it. Without Go, what is not on the PATH is named as missing and not measured.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
MODULES = Path(__file__).parent / "go"
_BUILT = BIN.parent / "bench"


@dataclass(frozen=True)
class Programs:
    """Where each program is; None where there is none."""

    python: Path
    plainsail: Path
    cdk8s: Path
    kubectl: Path | None
    helm: Path | None
    kubeconform: Path | None
    kube_linter: Path | None

    def missing(self) -> list[str]:
        """What is not measured, each with the reason."""
        reasons = {
            "kubectl": (self.kubectl, "it comes with `make setup`"),
            "helm": (self.helm, "it is neither on the PATH nor built: there is no Go"),
            "kubeconform": (self.kubeconform, "it is neither on the PATH nor built: there is no Go"),
            "kube-linter": (self.kube_linter, "it is not on the PATH"),
        }
        return [f"{name} ({why})" for name, (path, why) in reasons.items() if path is None]


def programs(*, build: bool = True) -> Programs:
    """Finds all of them, and builds what Go can build and has not built yet."""
    return Programs(
        python=Path(sys.executable),
        plainsail=BIN / "plainsail",
        cdk8s=BIN.parent.parent / "node_modules/.bin/cdk8s",
        kubectl=_beside("kubectl"),
        helm=_built("helm", build=build),
        kubeconform=_built("kubeconform", build=build),
        kube_linter=_on_path("kube-linter"),
    )


def environ(*, library: bool) -> dict[str, str]:
    """The variables that `make` gives to what it runs; with `library`, Plainsail is this checkout's."""
    return {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "CDK8S_CHECK_UPGRADE": "false",
        "JSII_NODE": str(BIN / "node"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": str(ROOT) if library else "",
    }


def pinned(name: str) -> str:
    """The version of a program, as its go.mod pins it."""
    text = (MODULES / name / "go.mod").read_text(encoding="utf-8")
    [package] = re.findall(r"^tool (\S+)/cmd/\S+$", text, re.MULTILINE)
    [version] = re.findall(rf"^(?:require |\t){re.escape(package)} (v\S+)", text, re.MULTILINE)
    return str(version)


def _package(name: str) -> str:
    text = (MODULES / name / "go.mod").read_text(encoding="utf-8")
    [package] = re.findall(r"^tool (\S+)$", text, re.MULTILINE)
    return str(package)


def _beside(name: str) -> Path | None:
    path = BIN / name
    return path if path.exists() else _on_path(name)


def _on_path(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


def _built(name: str, *, build: bool) -> Path | None:
    target = _BUILT / f"{name}-{pinned(name)}"
    if target.is_file():
        return target
    go = shutil.which("go")
    if not go or not build:
        return _on_path(name)
    print(f"building {name} {pinned(name)}: the first time takes minutes", file=sys.stderr, flush=True)
    words: Mapping[str, str] = {**os.environ, "CGO_ENABLED": "0"}
    command = [
        go,
        "build",
        "-mod=readonly",
        "-trimpath",
        "-p",
        "2",
        "-ldflags=-s -w",
        "-o",
        str(target),
        _package(name),
    ]
    done = subprocess.run(command, cwd=MODULES / name, env=words, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name} was not built: {(done.stderr.strip().splitlines() or ['go says nothing'])[-1]}", file=sys.stderr)
        return _on_path(name)
    return target
