"""Where delivery files lie below a project's folder; light, so that who only digests them imports no parser."""

from collections.abc import Sequence
from pathlib import Path

TERRAGRUNT = "deploy/terragrunt"
WORKFLOWS = ".github/workflows"
_PATTERNS = {TERRAGRUNT: ("/**/*.hcl", "/**/*.tf"), WORKFLOWS: ("/*.yml", "/*.yaml")}
_CACHES = (".terragrunt-cache", ".terraform")


def files_of(root: Path, folder: str) -> Sequence[Path]:
    """The files of Terragrunt, or the workflows, in one order."""
    paths = sorted({path for pattern in _PATTERNS[folder] for path in root.glob(folder + pattern)})
    return [path for path in paths if path.is_file() and not set(_CACHES) & set(path.parts)]
