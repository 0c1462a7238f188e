"""The one file of `dist/` that holds no object: what makes the folder of a preview a kustomization for Argo CD."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

KUSTOMIZATION = "kustomization.yaml"
"""How it is called."""
HEAD = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
"""How it begins."""


def is_ours(path: str, text: str) -> bool:
    """Whether the file at a path below `dist/` is the kustomization of a preview."""
    if path.count("/") != 2 or not path.endswith(f"/{KUSTOMIZATION}"):
        return False
    from plainsail.yaml_reader import UnreadableYaml, load_all  # few projects have such a file

    with suppress(UnreadableYaml):
        documents = load_all(text)
        return len(documents) == 1 and is_made_by_synth(documents[0])
    return False


def is_made_by_synth(document: Mapping[str, Any]) -> bool:
    """Whether it is a kustomization as synth writes them, rather than somebody's."""
    return HEAD.items() <= document.items() and document.keys() <= {
        *HEAD,
        "configMapGenerator",
        "replacements",
        "resources",
    }
