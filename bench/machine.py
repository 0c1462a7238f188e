"""What the figures were measured on, and with."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.programs import BIN, ROOT, Programs

_PACKAGES = ("cdk8s", "cdk8s-plus-27", "jsii", "pydantic", "helm-python-sdk")


def machine() -> dict[str, str]:
    """Processors, memory, load and system."""
    return {
        "processors": f"{len(_processors())} x {_model()}",
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB",
        "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def versions(programs: Programs) -> dict[str, str]:
    """The versions of all that is compared; of Plainsail, the commit."""
    told = {
        "plainsail": _commit(),
        "Python": platform.python_version(),
        "Node": _said(BIN / "node", "--version"),
        **{name: _installed(name) for name in _PACKAGES},
        "cdk8s-cli": _npm("cdk8s-cli"),
        "Helm": _built(programs.helm) or _said(programs.helm, "version", "--short"),
        "kubectl": _kubectl(programs.kubectl),
        "kubeconform": _built(programs.kubeconform) or _said(programs.kubeconform, "-v"),
        "kube-linter": _said(programs.kube_linter, "version"),
    }
    return {name: text for name, text in told.items() if text}


def _processors() -> Sequence[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)


def _model() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    commit = _said("git", "-C", ROOT, "rev-parse", "--short", "HEAD") or _installed("plainsail")
    return f"{commit} and changes" if _said("git", "-C", ROOT, "status", "--porcelain", "-uno") else commit


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _built(program: Path | None) -> str:
    """The version in the name of what Go built here; what a program says of itself is what its maker linked into it."""
    return program.name.partition("-")[2] if program else ""


def _npm(name: str) -> str:
    package = BIN.parent.parent / "node_modules" / name / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"]) if package.exists() else ""


def _kubectl(program: Path | None) -> str:
    text = _said(program, "version", "--client", "--output=json")
    return str(json.loads(text)["clientVersion"]["gitVersion"]) if text else ""


def _said(program: Path | str | None, *arguments: Path | str) -> str:
    if program is None:
        return ""
    words = [str(word) for word in (program, *arguments)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
