"""Whether this repository is the sample that it came as, or somebody's own by now."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_REPOSITORY = '"https://github.com/my-organisation/my-project.git"'


def is_sample(root: Path = ROOT) -> bool:
    """Whether `repository` in envs/shared.py is still that of the sample.

    The documents and some tests show what the sample says. They are about it, and not about settings of one's own.
    """
    return _REPOSITORY in (root / "envs/shared.py").read_text(encoding="utf-8")
