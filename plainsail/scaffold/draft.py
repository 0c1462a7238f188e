"""What is about to be written: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.files import replace_file
from plainsail.terminal import many


@dataclass
class Draft:
    """Files by their path in the project."""

    created: dict[str, str] = field(default_factory=dict)
    """What must not exist yet."""
    changed: dict[str, str] = field(default_factory=dict)
    """What gets a line more, or is made anew as a whole by a command."""
    kept: list[str] = field(default_factory=list)
    """What is there already, and stays as it is."""
    notes: list[str] = field(default_factory=list)
    """What is left to people."""

    @property
    def files(self) -> Mapping[str, str]:
        """All of it."""
        return self.created | self.changed

    def put(self, root: Path, path: str, text: str) -> None:
        """Adds a file: as one that changes where it is there, else as a new one."""
        (self.changed if (root / path).exists() else self.created)[path] = text

    def write(self, root: Path) -> list[str]:
        """Writes it; returns what was done, a line a file. Raises `ProjectError`, and then nothing is different."""
        if there := next((path for path in self.created if (root / path).exists()), None):
            raise ProjectError(f"{there}: exists already, and is not written over; nothing was written")
        done = []
        with ExitStack() as undo:
            for path, text in self.created.items():
                _make(root, path, text, undo)
                done.append(f"new      {path}")
            # The registry names the new files: it comes behind them.
            for path, text in self.changed.items():
                if _change(root, path, text, undo):
                    done.append(f"changed  {path}")
            undo.pop_all()
        return done

    def told(self, done: Sequence[str]) -> Iterator[str]:
        """What people are told of what was done, and what is left to them; of `dist/` in one line."""
        lines = [line for line in done if not line.split()[1].startswith("dist/")]
        rendered = len(done) - len(lines)
        yield from lines or ([] if rendered else ["nothing changed"])
        if rendered:
            yield f"new      dist/ ({many(rendered, 'object')})"
        yield from (f"kept     {path}" for path in self.kept if done)
        yield from (f"next     {note}" for note in dict.fromkeys(self.notes))


def _make(root: Path, path: str, text: str, undo: ExitStack) -> None:
    try:
        for folder in reversed((root / path).parents):
            if not folder.exists():
                folder.mkdir()
                undo.callback(folder.rmdir)
        with (root / path).open("x", encoding="utf-8", newline="") as file:
            undo.callback((root / path).unlink)
            file.write(text)
    except OSError as error:
        raise _failed(path, error) from None


def _change(root: Path, path: str, text: str, undo: ExitStack) -> bool:
    file = root / path
    try:
        before = file.read_bytes() if file.exists() else None
        changed = replace_file(file, text)
        if changed:
            undo.callback(file.unlink if before is None else lambda: file.write_bytes(before))
    except OSError as error:
        raise _failed(path, error) from None
    return changed


def _failed(path: str, error: OSError) -> ProjectError:
    return ProjectError(f"{path}: {(error.strerror or str(error)).lower()}; nothing was written")
