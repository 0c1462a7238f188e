"""Builds the image, by buildah, from its unchanged Dockerfile over bases that stand in for the published ones.

All of it stands in a storage of its own, so that nobody else's build finds a stand-in under a published name. It is
kept from one run to the next: only what changed is built again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.app.running import packages
from tests.image.real.packages import composer_home

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
BASES = HERE / "bases"
BROKEN = HERE / "broken"
IMAGE = "localhost/backend"
SUITE = "trixie"
"""The release of Debian that the published base has; its PHP and its Symfony are the nearest that Debian has."""

_PROGRAMS = ("buildah", "crun", "podman", "mmdebstrap", "go")
_HYBRID = Path("/sys/fs/cgroup/unified")
"""Where a machine has both versions of cgroups, which crun refuses."""
_WITHOUT_CGROUP2 = f"""\
#!/bin/sh
exec unshare --mount sh -c 'umount {_HYBRID} && exec crun "$@"' crun "$@"
"""
"""Runs crun where the second version is out of its sight. An older runc is no way out: it gives a tmpfs the mode of the
folder that it hides, whatever mode is asked for."""


def missing() -> str:
    """What this machine lacks for it, in words; empty where it has all."""
    absent = [name for name in _PROGRAMS if shutil.which(name) is None]
    if absent:
        return f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} missing: .ci/image, and Go"
    return "" if os.geteuid() == 0 else "only root can give a container the limits of its pod here"


class Bench:
    """The engines, with a storage of their own, and the images in it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._write(
            "storage.conf",
            f'[storage]\ndriver = "overlay"\ngraphroot = "{folder}/storage"\nrunroot = "{folder}/run"\n',
        )
        self._write("registries.conf", 'short-name-mode = "disabled"\nunqualified-search-registries = []\n')
        self._write("crun", _WITHOUT_CGROUP2).chmod(0o755)
        runtime = f'[engine.runtimes]\ncrun = ["{folder}/crun"]\n' if _HYBRID.exists() else ""
        self._write(
            "containers.conf",
            # Podman's own limits are above what some machines allow.
            '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n'
            f'[engine]\nevents_logger = "file"\nruntime = "crun"\n{runtime}',
        )
        self.variables = {
            "CONTAINERS_CONF": str(folder / "containers.conf"),
            "CONTAINERS_REGISTRIES_CONF": str(folder / "registries.conf"),
            "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
        }
        """Under which `podman` and `buildah` use this storage."""

    def image(self) -> str:
        """The name of the image, built anew where something changed."""
        self._debian()
        composer, frankenphp = published_bases()
        self._composer(composer)
        self._frankenphp(frankenphp)
        self.build(ROOT, ROOT / "image/Dockerfile", IMAGE)
        return IMAGE

    def broken(self, name: str) -> str:
        """The name of the image with one thing broken."""
        self.build(BROKEN, BROKEN / f"{name}.Containerfile", f"localhost/{name}")
        return f"localhost/{name}"

    def build(self, context: Path, recipe: Path, name: str, *words: str) -> None:
        """Builds a recipe over images that are there already."""
        self.run(
            *("buildah", "build", "--layers", "--pull-never", "--isolation=chroot", "--network=host"),
            *(f"--file={recipe}", f"--tag={name}", *words, str(context)),
        )

    def run(self, *words: str) -> str:
        """What an engine answers. Raises `AssertionError`, with all that it printed, where it fails."""
        done = subprocess.run(words, env=os.environ | self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        return done.stdout

    def _debian(self) -> None:
        """The image `localhost/debian`: the smallest Debian, from its packages."""
        if self.run("podman", "images", "--quiet", "localhost/debian"):
            return
        with tempfile.TemporaryDirectory() as scratch:
            tree = f"{scratch}/debian.tar"
            self.run("mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates", SUITE, tree)
            self.run("podman", "import", "--quiet", tree, "localhost/debian")

    def _composer(self, name: str) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / "config.json").write_text(composer_home(ROOT / "app/composer.json"), encoding="utf-8")
            recipe = BASES / "composer.Containerfile"
            # The tests of app/ run under these; what runs PHP is in every base.
            self.build(Path(scratch), recipe, name, f"--build-arg=PACKAGES={' '.join(packages())}")

    def _frankenphp(self, name: str) -> None:
        modules = BASES / "frankenphp"
        subprocess.run(["go", "mod", "download"], cwd=modules, check=True, capture_output=True)
        root, *caches = [_go("env", name) for name in ("GOROOT", "GOMODCACHE", "GOCACHE")]
        self.build(
            modules,
            BASES / "frankenphp.Containerfile",
            name,
            *(f"--volume={folder}:{folder}" for folder in (root, *caches)),
            *(
                f"--build-arg=GO={root}/bin/go",
                f"--build-arg=GOMODCACHE={caches[0]}",
                f"--build-arg=GOCACHE={caches[1]}",
            ),
        )

    def _write(self, name: str, text: str) -> Path:
        (self._folder / name).write_text(text, encoding="utf-8")
        return self._folder / name


def published_bases() -> tuple[str, str]:
    """What the Dockerfile builds on, as it names them: Composer's image, and FrankenPHP's."""
    text = (ROOT / "image/Dockerfile").read_text(encoding="utf-8")
    composer, frankenphp = re.findall(r"^FROM (\S+:\S+)", text, re.MULTILINE)
    return composer, frankenphp


def _go(*words: str) -> str:
    return subprocess.run(["go", *words], check=True, capture_output=True, text=True).stdout.strip()
