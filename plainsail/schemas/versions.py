"""Versions of Kubernetes as people write them."""

from __future__ import annotations

import re

from plainsail.errors import ProjectError


def minor_of(kubernetes_version: str) -> int:
    """The minor number of a version. Raises `ProjectError` for what is none.

    >>> [minor_of("1.35"), minor_of("v1.35"), minor_of("1.35.3"), minor_of("v1.35.3-eks-1a2b3c")]
    [35, 35, 35, 35]
    """
    match = re.fullmatch(r"v?1\.(\d{1,3})(\.\d.*)?", kubernetes_version.strip(), re.ASCII)
    if match is None:
        raise ProjectError(f"{kubernetes_version!r} is no version of Kubernetes; write it as in 1.35")
    return int(match[1])
