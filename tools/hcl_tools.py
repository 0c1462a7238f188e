"""Gets what `make test-infrastructure` asks: Terragrunt and tflint, built by Go, and the classes of the AWS provider.

The versions, and the checksums of all that is downloaded, stand in `tools/hcl_go/`. Without Go the two are named as
missing, and the tests that need them are skipped. All of it lies in `.venv/infrastructure/`: `make clean` removes it.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "tools" / "hcl_go"
FOLDER = ROOT / ".venv" / "infrastructure"
PROGRAMS = {"terragrunt": "github.com/gruntwork-io/terragrunt", "tflint": "github.com/terraform-linters/tflint"}
"""The package of each program."""


def main() -> int:
    """Builds and downloads what is not there yet; 1 where something failed, 0 also where there is no Go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    codes = [_download()]
    if shutil.which("go"):
        codes += [_build(name) for name in PROGRAMS]
    else:
        print(f"not built: {', '.join(PROGRAMS)}; there is no Go here", file=sys.stderr)
    return min(1, max(codes))


def program(name: str) -> Path | None:
    """Where a program lies; None where it was not built."""
    path = FOLDER / name
    return path if path.is_file() else None


def classes() -> Path | None:
    """The wheel with the classes of the AWS provider; None where it was not downloaded."""
    return next(iter(FOLDER.glob("cdktf_cdktf_provider_aws-*.whl")), None)


def pinned(name: str) -> str:
    """The version of a program, as its go.mod pins it."""
    text = (LOCKS / name / "go.mod").read_text(encoding="utf-8")
    [version] = re.findall(rf"^\t{re.escape(PROGRAMS[name])} v(\S+)", text, re.MULTILINE)
    return str(version)


def _build(name: str) -> int:
    """Builds a program. Go itself knows what of that it has done already."""
    version = f"v{pinned(name)}"
    print(f"building {name} {version}: the first time takes minutes", flush=True)
    # Terragrunt has no version but the one that it is linked with, and root.hcl asks for one.
    flags = f"-s -w -X {PROGRAMS['terragrunt']}/internal/version.Version={version}"
    command = ["go", "build", "-mod=readonly", "-trimpath", "-p", "2", f"-ldflags={flags}", "-o", str(FOLDER / name)]
    environment = {**os.environ, "CGO_ENABLED": "0"}
    return subprocess.run([*command, PROGRAMS[name]], cwd=LOCKS / name, env=environment, check=False).returncode


def _download() -> int:
    if classes():
        return 0
    print("downloading the classes of the AWS provider: 60 MB", flush=True)
    words = ("download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", str(FOLDER))
    command = [sys.executable, "-m", "pip", *words, "--requirement", str(LOCKS / "provider.txt")]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
