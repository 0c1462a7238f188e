"""Files that are written whole or not at all."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> bool:
    """Makes the file hold the text, with the permissions that it had; returns whether it changed. Raises `OSError`."""
    there = path.exists()
    if there and path.read_bytes() == text.encode():
        return False
    new = path.with_name(f".{path.name}.plainsail-{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8", newline="")
        if there:
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return True
