"""Caddy or PHP cannot write where it always does.

Why: under a read-only root Caddy loses its configuration and its locks, and PHP refuses uploads and sessions.
Fix: mount an `emptyDir` with a `sizeLimit` at the folder.
In settings: name the folder in `writable_paths`: `"/data": "16Mi"`.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.caddy import runs_caddy
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import writable_mounts
from plainsail.manifests.pods import Container

SEVERITY: Severity = "warning"

_CADDY = {"XDG_CONFIG_HOME": "/config", "XDG_DATA_HOME": "/data"}
_PHP = re.compile(r"(?<![a-z])(frankenphp|php)(?![a-z])")


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if not container.security.get("readOnlyRootFilesystem") or container.list_name == "ephemeralContainers":
            continue
        writable = list(writable_mounts(container))
        for path, who, severity in _needed(container):
            if not any(_holds(mount, path) for mount in writable):
                yield Finding(
                    container.where("volumeMounts"),
                    f"{who} writes to {path}, where nothing writable is mounted",
                    severity=severity,
                    setting="writable_paths",
                )


def _needed(container: Container) -> Iterator[tuple[str, str, Severity]]:
    """Folder, who writes there, and how grave it is when it cannot."""
    caddy = runs_caddy(container)
    if caddy:
        for variable, default in _CADDY.items():
            home = container.env.get(variable, {}).get("value", default)
            yield f"{home.rstrip('/')}/caddy", "Caddy", "warning"
    if _PHP.search(f"{container.spec.get('image', '')} {' '.join(container.spec.get('command', []))}") or (
        caddy and "FRANKENPHP_CONFIG" in container.env
    ):
        yield container.env.get("TMPDIR", {}).get("value", "/tmp"), "PHP", "warning" if caddy else "info"


def _holds(mount: str, path: str) -> bool:
    return f"{path}/".startswith(f"{mount.rstrip('/')}/")
