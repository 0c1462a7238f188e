"""Starts Argo CD's application controller and repo server, with the Redis they talk through, and External Secrets.

`PLAINSAIL_GITOPS_BINARIES` names the folder that `python -m tests.gitops.local.build` filled; `redis-server` is found
on the PATH. They ask the API server as whoever KUBECONFIG names.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def prepare(binaries: Path, kubectl: str) -> None:
    """What the installers of both bring to a cluster beside their pods: definitions, and Argo CD's configuration."""
    crds, config = binaries / "manifests/crds", binaries / "manifests/argocd"
    _run(kubectl, "apply", "--server-side", "--force-conflicts", f"--filename={crds}")
    _run(kubectl, "apply", "--server-side", "--force-conflicts", "--namespace=argocd", f"--filename={config}")


@contextmanager
def processes(binaries: Path, logs: Path, *, ssm: str) -> Iterator[None]:
    """Runs them while the block lasts; what they say is kept in a folder."""
    redis, repo = free_port(), free_port()
    argocd = _argocd(binaries, logs)
    with ExitStack() as stack:

        def start(name: str, *command: str, environ: Mapping[str, str]) -> None:
            stack.enter_context(_process(name, [*command], environ, logs))

        start("redis", "redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--save", "", environ=os.environ)
        start(
            "repo-server",
            str(binaries / "argocd-repo-server"),
            *("--address", "127.0.0.1", "--port", str(repo)),
            *("--metrics-address", "127.0.0.1", "--metrics-port", str(free_port())),
            *("--redis", f"127.0.0.1:{redis}", "--disable-tls", "--client-ca-path", ""),
            environ=argocd,
        )
        start(
            "application-controller",
            str(binaries / "argocd-application-controller"),
            *("--kubeconfig", os.environ["KUBECONFIG"], "--namespace", "argocd"),
            *("--repo-server", f"127.0.0.1:{repo}", "--repo-server-plaintext", "--redis", f"127.0.0.1:{redis}"),
            *("--metrics-port", str(free_port())),
            environ=argocd,
        )
        start(
            "external-secrets",
            str(binaries / "external-secrets"),
            *("--metrics-addr", f"127.0.0.1:{free_port()}", "--store-requeue-interval", "10s"),
            *(f"--enable-{kind}-reconciler=false" for kind in _NOT_HERE),
            environ=_plain() | {"POD_NAMESPACE": "external-secrets"} | aws(ssm),
        )
        yield


_NOT_HERE = ("push-secret", "cluster-push-secret", "cluster-external-secret")


def aws(ssm: str) -> dict[str, str]:
    """By which External Secrets finds the stand-in for AWS."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-west-3"}
    return keys | {"AWS_SSM_ENDPOINT": ssm, "AWS_STS_ENDPOINT": ssm}


def _argocd(binaries: Path, logs: Path) -> dict[str, str]:
    folders = {name: logs / "argocd" / name for name in ("tls", "ssh", "gpg", "plugins")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    (folders["ssh"] / "ssh_known_hosts").touch()
    return _plain() | {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "ARGOCD_FAKE_IN_CLUSTER": "true",
        "ARGOCD_GPG_ENABLED": "false",
        "ARGOCD_GPG_DATA_PATH": str(folders["gpg"]),
        "ARGOCD_PLUGINSOCKFILEPATH": str(folders["plugins"]),
        "ARGOCD_SSH_DATA_PATH": str(folders["ssh"]),
        "ARGOCD_TLS_DATA_PATH": str(folders["tls"]),
        "HOSTNAME": "argocd-application-controller-0",
        "TMPDIR": str(logs),
    }


def _plain() -> dict[str, str]:
    """Without a proxy: all of it is on this machine."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


@contextmanager
def _process(name: str, command: list[str], environ: Mapping[str, str], logs: Path) -> Iterator[None]:
    if not shutil.which(command[0]):
        pytest.fail(f"there is no {command[0]} here")
    with (
        (logs / f"{name}.log").open("wb") as log,
        subprocess.Popen(command, env=dict(environ), stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            time.sleep(0.5)
            if process.poll() is not None:
                pytest.fail(f"{name} does not start: {(logs / f'{name}.log').read_text()[-2000:]}")
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
