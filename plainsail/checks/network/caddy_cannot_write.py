"""Caddy or PHP cannot write where it always does.

A container runs Caddy, or FrankenPHP, which is built on it, where its command, its image's name, `SERVER_NAME` or
`FRANKENPHP_CONFIG` says so, or the Dockerfile of its image. FrankenPHP does not start without its data folder, because
its Caddyfile makes a local authority of certificates; any Caddy that ends TLS needs it for its own. Without its
configuration folder Caddy logs an error, no more. PHP before 8.3 locks OPcache by a file in `/tmp`.

Why: the server does not start, or has no certificate; PHP refuses uploads and sessions.
Fix: mount an `emptyDir` with a `sizeLimit` at the folder.
In settings: name the folder in `writable_paths`: `"/data": "16Mi"`.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.caddy import caddy_containers, listening
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import writable_mounts
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_PHP = re.compile(r"(?<![a-z])(frankenphp|php)(?![a-z])")
_VERSION = re.compile(r"(?<![a-z])php(?:-\w+)?[:-]?(\d+)\.(\d+)")
_WITHOUT_LOCK_FILE = (8, 3)


def check(manifests: Manifests) -> Iterator[Finding]:
    bases = {container: dockerfile.final.base for container, dockerfile in built_containers(manifests)}
    caddy = set(caddy_containers(manifests))
    for container in manifests.containers():
        if not container.security.get("readOnlyRootFilesystem") or container.list_name == "ephemeralContainers":
            continue
        writable = list(writable_mounts(container))
        for path, problem, severity in _needed(container, bases.get(container, ""), serves=container in caddy):
            if not any(_holds(mount, path) for mount in writable):
                yield Finding(
                    container.where("volumeMounts"),
                    f"nothing writable is mounted at {path}, {problem}",
                    severity=severity,
                    setting="writable_paths",
                )


def _needed(container: Container, base: str, *, serves: bool) -> Iterator[tuple[str, str, Severity]]:
    """Folder, what becomes of who writes there and cannot, and how grave that is; `serves`: the container is Caddy."""
    names = " ".join((container.spec.get("image", ""), base, *container.spec.get("command", [])))
    php = {match[1] for match in _PHP.finditer(names)}
    if serves and "FRANKENPHP_CONFIG" in container.env:
        php.add("frankenphp")
    if serves:
        data = _home(container, "XDG_DATA_HOME", "/data")
        if "frankenphp" in php:
            yield data, "without which FrankenPHP does not start", "error"
        elif any(address.tls for address in listening(container)):
            yield data, "without which Caddy gets no certificate", "error"
        else:
            yield data, "where Caddy keeps locks and certificates", "warning"
        yield _home(container, "XDG_CONFIG_HOME", "/config"), "where Caddy saves its configuration", "info"
    if php:
        folder = container.env.get("TMPDIR", {}).get("value", "/tmp")
        version = _VERSION.search(names)
        if serves and version and (int(version[1]), int(version[2])) < _WITHOUT_LOCK_FILE:
            yield folder, f"without which PHP {version[1]}.{version[2]} does not start with OPcache", "error"
        else:
            yield folder, "where PHP keeps uploads and sessions", "warning" if serves else "info"


def _home(container: Container, variable: str, default: str) -> str:
    """Where Caddy keeps its own, below a folder that a variable may name."""
    home: str = container.env.get(variable, {}).get("value", default)
    return f"{home.rstrip('/')}/caddy"


def _holds(mount: str, path: str) -> bool:
    return f"{path}/".startswith(f"{mount.rstrip('/')}/")
