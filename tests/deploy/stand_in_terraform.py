"""A stand-in for Terraform, for Terragrunt to run: it writes down what it was called with, and changes nothing.

RECORD names the file: a line of JSON for each call, with the unit's folder, the words, the inputs, and the files that
Terragrunt generated.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> int:
    """One call."""
    words = sys.argv[1:]
    if words[:1] in (["version"], ["-version"], ["--version"]):
        sys.stdout.write("Terraform v1.14.8\non linux_amd64\n")
        return 0
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path().glob("*.tf"))}
    call = {
        "words": words,
        "inputs": {name.removeprefix("TF_VAR_"): os.environ[name] for name in os.environ if name.startswith("TF_VAR_")},
        "generated": {name: text for name, text in files.items() if name in ("backend.tf", "provider.tf")},
        "module": list(files),
    }
    with Path(os.environ["RECORD"]).open("a", encoding="utf-8") as record:
        record.write(f"{json.dumps(call)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
