"""Makes the table of `plainsail/render/kernel`: what the installed packages, and those of `imports/`, write.

`make kernel` runs it. The table is facts that the archives of the packages state; a test renders by it and by Node.
"""

import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plainsail.render.kernel.packages import read_package
from plainsail.render.kernel.table import FIXED, PATH, checksum

ROOT = Path(__file__).resolve().parents[1]


def archives() -> Iterator[tuple[str, Path]]:
    """Each package and its archive. Nothing is imported: that would start Node."""
    for name in FIXED:
        spec = find_spec(name.replace("-", "_"))
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"{name}: not installed; run make setup")
        yield name, next(Path(spec.origin).parent.glob("_jsii/*.jsii.tgz"))
    for path in sorted(ROOT.glob("imports/**/_jsii/*.jsii.tgz")):
        yield path.name.partition("@")[0], path


def content() -> dict[str, Any]:
    """The table."""
    packages = {name: {"archive": checksum(path), **vars(read_package(path))} for name, path in archives()}
    return {"jsii": version("jsii"), "packages": packages}


def main() -> int:
    """Write the table; 2 and one line when something is wrong."""
    try:
        table = content()
    except (OSError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        return 2
    PATH.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    kinds = sum(len(package["kinds"]) for package in table["packages"].values())
    print(f"kernel: {kinds} kinds in {', '.join(table['packages'])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
