"""Removes the addresses from package-lock.json: funding pages and notes of deprecation, which npm writes for people.

`npm ci` reads neither; what is installed is decided by name, version and hash.
"""

import json
import sys
from pathlib import Path


def main(lock: Path) -> None:
    """Rewrite one lock file in place."""
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("deprecated", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
