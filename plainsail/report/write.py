"""Writes the page, or the pages: all of them or none, and nothing beside them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.files import replace_file

MARK = "plainsail report"
"""Stands in the title of each page, by which a folder of them is known."""


def checked(out: Path) -> Path:
    """The file, where a page may be written. Raises `ProjectError` for what is none, or holds something else."""
    if out.suffix != ".html":
        raise ProjectError(f"--out {out}: is no name of a page; write {out.with_suffix('.html')}")
    if out.is_dir():
        raise ProjectError(f"--out {out}: is a folder; name a file in it: {out / 'report.html'}")
    if out.exists() and not _is_page(out):
        raise ProjectError(f"--out {out}: is there, and is no page of a report; move it, or name another file")
    return out


def write(out: Path, pages: Mapping[str, str]) -> None:
    """Writes them beside `out`, which is the first of them. Raises `ProjectError`, and has written nothing then.

    The folder of a fleet's apps is exchanged as a whole; one that holds anything else is left alone.
    """
    folder = checked(out).with_suffix("")
    of_apps = {name.partition("/")[2]: text for name, text in pages.items() if "/" in name}
    if of_apps and folder.exists() and not _is_ours(folder):
        raise ProjectError(f"{folder}: holds what is no page of a report; move it, or name another file with --out")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if of_apps:
            _exchange(folder, of_apps)
        replace_file(out, pages[out.name])
    except OSError as error:
        raise ProjectError(f"--out {out}: {(error.strerror or str(error)).lower()}; name another file") from None


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and all(map(_is_page, folder.iterdir()))


def _is_page(file: Path) -> bool:
    if file.suffix != ".html" or not file.is_file() or file.is_symlink():
        return False
    with file.open(encoding="utf-8", errors="replace") as opened:
        return f"{MARK}</title>" in opened.read(4096)


def _exchange(folder: Path, pages: Mapping[str, str]) -> None:
    """Puts a new folder in the place of an old one."""
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, text in pages.items():
            (made / name).write_text(text, encoding="utf-8")
        made.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise
