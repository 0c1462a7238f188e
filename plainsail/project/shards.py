"""A part of a fleet, for machines that share the work. Every app is in one, whichever other apps there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Shard:
    """The part `number` of `count`, from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Of `2/8`. Raises `ValueError` for anything else."""
        match = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", text, re.ASCII)
        if match is None or int(match[1]) > int(match[2]):
            raise ValueError(f"{text!r} is no part of a whole; write 1/4, or any up to 4/4, for one of four")
        return cls(int(match[1]), int(match[2]))

    @property
    def name(self) -> str:
        """`2-of-8`."""
        return f"{self.number}-of-{self.count}"

    def holds(self, app: str) -> bool:
        """Whether the app is in it, in all of its environments."""
        place = int.from_bytes(blake2b(app.encode(), digest_size=8).digest(), "big")
        return place % self.count == self.number - 1
