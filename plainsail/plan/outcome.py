"""What becomes of an object that is no longer rendered."""

from dataclasses import dataclass
from typing import Literal

Fate = Literal["pruned", "asked", "by hand", "left", "gone already"]


@dataclass(frozen=True)
class Outcome:
    """What happens to an object, and why."""

    fate: Fate
    why: str = ""
