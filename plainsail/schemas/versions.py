"""The versions of Kubernetes that there are schemas for."""

import importlib.util
import re
from functools import cache
from pathlib import Path

from plainsail.errors import ProjectError

_PACKAGE = "kubernetes_validate"


def minor_of(kubernetes_version: str) -> int:
    """The minor number of a version. Raises `ProjectError` for what is none.

    >>> [minor_of("1.35"), minor_of("v1.35"), minor_of("1.35.3"), minor_of("v1.35.3-eks-1a2b3c")]
    [35, 35, 35, 35]
    """
    match = re.fullmatch(r"v?1\.(\d{1,3})(\.\d.*)?", kubernetes_version.strip(), re.ASCII)
    if match is None:
        raise ProjectError(f"{kubernetes_version!r} is no version of Kubernetes; write it as in 1.35")
    return int(match[1])


@cache
def minors() -> tuple[int, ...]:
    """The versions that there are schemas for, as minor numbers: 25 stands for 1.25."""
    folders = (re.fullmatch(r"v1\.(\d+)\.0-local-strict", folder.name) for folder in root().iterdir())
    return tuple(sorted(int(match[1]) for match in folders if match))


@cache
def nearest(kubernetes_version: str) -> int:
    """The minor number whose schemas judge a version: its own, or the nearest that is known. Raises `ProjectError`."""
    known = minors()
    return min(max(minor_of(kubernetes_version), known[0]), known[-1])


def newest() -> str:
    """The newest version that there are schemas for: `1.36`."""
    return f"1.{minors()[-1]}"


def judged_by(kubernetes_version: str) -> str:
    """The same as a version: `1.36`."""
    return f"1.{nearest(kubernetes_version)}"


@cache
def root() -> Path:
    """The folder of the schemas, a folder for each version in it."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "kubernetes-json-schema"
