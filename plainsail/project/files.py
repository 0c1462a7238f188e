"""Files that are written whole or not at all."""

import os
from pathlib import Path


def replace_file(path: Path, content: str | bytes) -> bool:
    """Makes the file hold the content, with its permissions; returns whether it changed. Raises `OSError`."""
    there, content = path.exists(), content.encode() if isinstance(content, str) else content
    if there and path.read_bytes() == content:
        return False
    new = path.with_name(f".{path.name}.plainsail-{os.getpid()}")
    try:
        new.write_bytes(content)
        if there:
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return True
