"""How kubectl reads YAML: by the parser of the API server and of Argo CD, with neither a cluster nor a network."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def read(path: Path) -> tuple[list[Any], list[str]]:
    """The objects in a file, or in the files of a folder in order, and what kubectl says of those it refuses."""
    binary = Path(sys.executable).with_name("kubectl")
    command = [str(binary), "label", "--local", "-f", str(path), "read=kubectl", "-o", "json"]
    run = subprocess.run(command, capture_output=True, check=False, env={"HOME": str(path.parent)})
    decoder, text, objects = json.JSONDecoder(), run.stdout.decode().strip(), []
    while text:
        item, end = decoder.raw_decode(text)
        objects.append(_unlabelled(item))
        text = text[end:].strip()
    return objects, run.stderr.decode().splitlines()


def _unlabelled(item: Any) -> Any:
    del item["metadata"]["labels"]["read"]
    if not item["metadata"]["labels"]:
        del item["metadata"]["labels"]
    return item
