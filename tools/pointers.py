"""Writes plainsail/schemas/pointers.json: which fields of Kubernetes' own types are pointers in Go.

`python -m tools.pointers`, with Go at hand. A pointer tells nothing from a zero value (`privileged: false` is not the
same as no `privileged`), which no schema says; everything else that is empty is dropped by the API server.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

VERSION = "v0.35.4"
TARGET = Path(__file__).parents[1] / "plainsail/schemas/pointers.json"
_MODULES: Mapping[str, str] = {
    "k8s.io/api": "*/v[0-9]*/types.go",
    "k8s.io/apimachinery": "pkg/apis/meta/v1/types.go",
    "k8s.io/apiextensions-apiserver": "pkg/apis/apiextensions/v1/types*.go",
}
_STRUCT = re.compile(r"^type (\w+) struct \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r'^\s+(?:\w+\s+)?(\S+)\s+`json:"([\w$-]*)((?:,\w+)*)"', re.MULTILINE)
_SERVED_ONLY = re.compile(
    r".*(List|Status|Review|Condition)|(?!.*(DNS|SELinux|Security))\w*Options"
    r"|APIGroup.*|API(Resource|Versions).*|.*Event.*"
)
"""Types of which nothing stands in Git."""


class _Field(NamedTuple):
    type: str
    name: str
    is_inline: bool


def main() -> int:
    """Reads the Go modules, and writes the file."""
    table = dict(sorted(_pointers()))
    rows = (f"  {json.dumps(name)}: {json.dumps(' '.join(fields))}" for name, fields in table.items())
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(table)} types of {VERSION}\n")
    return 0


def _pointers() -> Iterator[tuple[str, list[str]]]:
    for module, pattern in _MODULES.items():
        for file in sorted(_folder(module).glob(pattern)):
            group, version = file.parts[-3:-1]
            if re.fullmatch(r"v\d+", version):
                structs = {name: list(_fields(body)) for name, body in _STRUCT.findall(file.read_text("utf-8"))}
                for name in filter(structs.get, structs):  # one without fields reads its JSON itself
                    if not _SERVED_ONLY.fullmatch(name):
                        yield f"{group}.{version}.{name}", sorted(set(_of(name, structs)))


def _fields(body: str) -> Iterator[_Field]:
    for type_, name, options in _FIELD.findall(body):
        yield _Field(type_, name, "inline" in options)


def _of(name: str, structs: Mapping[str, list[_Field]]) -> Iterator[str]:
    for field in structs.get(name, ()):
        if field.is_inline:
            yield from _of(field.type.lstrip("*").rpartition(".")[2], structs)
        elif field.name not in ("", "-", "status") and field.type.startswith("*"):
            yield field.name


def _folder(module: str) -> Path:
    """The module's folder in Go's cache, where it is put if need be."""
    command = ["go", "mod", "download", "-json", f"{module}@{VERSION}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tempfile.gettempdir())
    return Path(json.loads(done.stdout)["Dir"])


if __name__ == "__main__":
    sys.exit(main())
