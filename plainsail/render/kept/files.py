"""Files of `dist/` by their path there, each read once somebody asks for its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


class Files(Mapping[str, str]):
    """Path in `dist/` to text. What was read already is given as `texts`."""

    def __init__(self, dist: Path, paths: Iterable[str] = (), texts: Mapping[str, bytes] | None = None) -> None:
        self._dist = dist
        self.texts: dict[str, str | bytes | None] = dict.fromkeys(paths) | dict(texts or {})
        """None for what nobody has read."""

    def add(self, others: Mapping[str, str]) -> None:
        """Takes these too; of those that nobody has read, nothing is read for it."""
        self.texts.update(others.texts if isinstance(others, Files) else others)

    def __getitem__(self, path: str) -> str:
        """The text. Raises `OSError` for a file that is gone since it was seen."""
        text = self.texts[path]
        if text is None:
            with open(f"{self._dist}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
                text = file.read()
        if isinstance(text, bytes):
            text = self.texts[path] = text.decode()
        return text

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self.texts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.texts)
