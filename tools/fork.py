"""Makes the repository somebody else's, as docs/how-to.md tells it, and runs what could fail there alone.

A fork that is red on its first day is a fork that nobody trusts.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
OWN = (".github", "SECURITY.md", "app", "deploy", "envs", "image")
"""Where the sample organisation's names stand; `git grep` in docs/how-to.md looks there, too."""
NAMES: Mapping[str, str] = {
    "123456789012": "111122223333",
    "eu-west-3": "us-east-1",
    "my-organisation": "acme",
    "my-project": "shop",
    "example.com": "acme.example",
    # And a change as people make one every week.
    'memory="512Mi"': 'memory="640Mi"',
}
HERE = "not slow and not (cluster or gitops or image or infrastructure)"
"""What needs neither time nor what few machines have."""
PLANTED = (
    *("charts", "constructs_lib", "imports", "plainsail/checks", "plainsail/cluster", "plainsail/findings"),
    *("plainsail/helm", "plainsail/helm_export", "plainsail/helm_import", "plainsail/manifests", "plainsail/plan"),
    *("plainsail/provenance", "plainsail/render", "plainsail/schemas"),
)
"""Rooms whose tests read no file that a fork changes: they say the same there as here."""
PIN = ("--tag", "v7", "--digest", f"sha256:{'b' * 64}", "--source", "HEAD")
_WHO = ("-c", "user.name=fork", "-c", "user.email=fork@example.com", "-c", "commit.gpgsign=false")


def main(jobs: str) -> int:
    """Runs it in a temporary folder; returns 0 where all passes."""
    with TemporaryDirectory() as scratch:
        fork = Path(scratch) / "fork"
        copy(fork)
        for name in (".venv", "node_modules"):
            (fork / name).symlink_to(ROOT / name)
        _rename(fork)
        plainsail = (sys.executable, "-m", "plainsail")
        without = [f"--ignore=tests/{room}" for room in PLANTED]
        commands: list[tuple[str, ...]] = [
            (*plainsail, "image", "pin", "backend", *PIN),
            (*plainsail, "synth"),
            (*plainsail, "check", "--strict"),
            (sys.executable, "-m", "tools.docs"),
            (sys.executable, "-m", "pytest", "-q", "-n", jobs, "-m", HERE, "-p", "no:cacheprovider", *without),
        ]
        for command in commands:
            sys.stdout.write(f"fork: {' '.join(command[1:])}\n")
            sys.stdout.flush()
            if code := _run(fork, *command):
                return code
        return _run(fork, "git", "diff", "--exit-code", "--stat", "--", "docs", "README.md")


def copy(fork: Path) -> None:
    """What Git tracks, or would track, as the only commit of a repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source, target = ROOT / name, fork / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            target.chmod(source.stat().st_mode)
    _run(fork, "git", "init", "--quiet", "--initial-branch=main")
    _run(fork, "git", "add", "--all")
    _run(fork, "git", *_WHO, "commit", "--quiet", "--message=Fork")


def _rename(fork: Path) -> None:
    files = [path for name in OWN for path in (fork / name, *(fork / name).rglob("*")) if path.is_file()]
    for path in files:
        text = path.read_text(encoding="utf-8")
        for sample, own in NAMES.items():
            text = text.replace(sample, own)
        path.write_text(text, encoding="utf-8")


def _run(fork: Path, *command: str) -> int:
    environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environ.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=fork, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "2"))
