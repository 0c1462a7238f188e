"""Builds Argo CD's application controller and repo server, and External Secrets, from their Go modules.

    python -m tests.gitops.local.build FOLDER

Go's checksum database vouches for the modules. What is there already is kept. Two things differ from the releases:
Argo CD asks for a version of its own gitops-engine that no proxy serves, so the nearest commit stands in; of External
Secrets, only the provider for AWS is built.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ARGOCD = "github.com/argoproj/argo-cd/v3@v3.5.7"
ENGINE = "github.com/argoproj/argo-cd/gitops-engine"
ENGINE_COMMIT = "v0.0.0-20260914071520-c9c369efcc5b"
EXTERNAL_SECRETS = "github.com/external-secrets/external-secrets@v0.16.2"
CRDS = {
    "external-secrets.io": ("clustersecretstores", "externalsecrets", "secretstores"),
    "generators.external-secrets.io": ("generatorstates",),
}
SCRIPTS = ("git-verify-wrapper.sh", "gpg-wrapper.sh")
"""The repo server runs them, whether anybody verifies signatures or not."""
COMMANDS = ("argocd-application-controller", "argocd-git-ask-pass", "argocd-repo-server")

_MAIN = """// One binary for the commands that the suite starts: it does what its name says.
package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"k8s.io/klog/v2"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	askpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/util/log"
)

func main() {
	klog.SetLogger(log.NewLogrusLogger(log.NewWithCurrentConfig()))
	commands := map[string]func() *cobra.Command{
		"argocd-application-controller": controller.NewCommand,
		"argocd-git-ask-pass":           askpass.NewCommand,
		"argocd-repo-server":            reposerver.NewCommand,
	}
	if commands[filepath.Base(os.Args[0])]().Execute() != nil {
		os.Exit(1)
	}
}
"""
_AWS_ALONE = """package register

import _ "github.com/external-secrets/external-secrets/pkg/provider/aws"
"""


def main(folder: Path) -> None:
    """Fills a folder with binaries, and the manifests that belong to them."""
    folder.mkdir(parents=True, exist_ok=True)
    argocd, external_secrets = _module(ARGOCD), _module(EXTERNAL_SECRETS)
    _manifests(folder / "manifests", argocd, external_secrets)
    if not (folder / "argocd").exists():
        sources = _sources(argocd, folder / "sources/argocd")
        command = sources / "cmd/plainsail"
        command.mkdir()
        (command / "main.go").write_text(_MAIN, encoding="utf-8")
        _go(sources, "mod", "edit", f"-replace={ENGINE}={ENGINE}@{ENGINE_COMMIT}")
        version = f"-X github.com/argoproj/argo-cd/v3/common.version={ARGOCD.partition('@')[2]}"
        _go(sources, "build", "-mod=mod", f"-ldflags=-s -w {version}", "-o", str(folder / "argocd"), "./cmd/plainsail")
    for name in SCRIPTS:
        shutil.copyfile(argocd / "hack" / name, folder / name)
        (folder / name).chmod(0o755)
    for name in COMMANDS:
        if not (folder / name).exists():
            (folder / name).symlink_to("argocd")
    if not (folder / "external-secrets").exists():
        sources = _sources(external_secrets, folder / "sources/external-secrets")
        (sources / "pkg/provider/register/register.go").write_text(_AWS_ALONE, encoding="utf-8")
        (sources / "pkg/generator/register/register.go").write_text("package register\n", encoding="utf-8")
        _go(sources, "build", "-mod=mod", "-ldflags=-s -w", "-o", str(folder / "external-secrets"), ".")
    shutil.rmtree(folder / "sources", ignore_errors=True)


def _module(version: str) -> Path:
    """Where Go keeps a module, which it downloads if need be."""
    done = subprocess.run(["go", "mod", "download", "-json", version], capture_output=True, text=True, check=True)
    return Path(json.loads(done.stdout)["Dir"])


def _manifests(folder: Path, argocd: Path, external_secrets: Path) -> None:
    crds, config = folder / "crds", folder / "argocd"
    shutil.rmtree(folder, ignore_errors=True)
    crds.mkdir(parents=True)
    config.mkdir()
    for file in (argocd / "manifests/crds").glob("*-crd.yaml"):
        shutil.copyfile(file, crds / file.name)
    for group, names in CRDS.items():
        for name in names:
            shutil.copyfile(external_secrets / f"config/crds/bases/{group}_{name}.yaml", crds / f"{name}.yaml")
    for file in (argocd / "manifests/base/config").glob("argocd-*.yaml"):
        shutil.copyfile(file, config / file.name)


def _sources(module: Path, folder: Path) -> Path:
    """A copy that may be changed: Go's own is read-only."""
    shutil.copytree(module, folder, copy_function=shutil.copyfile)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _go(folder: Path, *arguments: str) -> None:
    environ = {"GOFLAGS": "-trimpath -buildvcs=false -p=2"} | os.environ
    subprocess.run(["go", *arguments], cwd=folder, env=environ, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
