"""What lies in a folder of manifests and is none: a tool's own files, Helm's templates, data.

`kubectl` never applies them, so a folder is judged without them, and what was left out is told once. A file that is
named by itself was meant to hold objects, and so were the files of `dist/`: they are judged as they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from plainsail.manifests.fields import at, listed, mapping, text
from plainsail.terminal import many

Stranger = Literal["no object", "template", "of a tool", "patch", "encrypted"]
"""Why a file of YAML or JSON is left out."""

_TELLING = re.compile(r"""(?:api[_-]?version|kind|metadata)["']?\s*:""", re.IGNORECASE)
"""The keys without one of which no text holds an object, nor what was meant to be one."""
_BEGINS = re.compile(
    r"""^(?:- |\s*\{\s*)?["']?(?:apiVersion|kind)["']?\s*:|"apiVersion"\s*:""", re.MULTILINE | re.IGNORECASE
)
_TEMPLATE = re.compile(r"\{\{|\{%|<%")
_ALIKE = ("apiversion", "kind")
_BY_NAME = re.compile(
    r"(?:Chart|requirements|values[^/]*|kustomization|\.?drone|skaffold|(?:docker-)?compose[^/]*|helmfile[^/]*)\.ya?ml",
    re.IGNORECASE,
)
"""Names that tools look for: what stands in there with half an object's words is theirs all the same."""
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""How a kustomization is called."""
_LOCAL = "config.kubernetes.io/local-config"
"""The annotation by which kpt and kustomize know what is for themselves."""

_GROUPS_OF_TOOLS = {
    "admission.k8s.io": "admission webhooks",
    "apiserver.k8s.io": "the API server's own configuration",
    "audit.k8s.io": "the API server's own configuration",
    "backstage.io": "Backstage",
    "chainsaw.kyverno.io": "chainsaw",
    "cli.kyverno.io": "the Kyverno CLI",
    "client.authentication.k8s.io": "kubectl's credential plugins",
    "credentialprovider.kubelet.k8s.io": "the kubelet's own configuration",
    "ctlptl.dev": "ctlptl",
    "eksctl.io": "eksctl",
    "garden.io": "Garden",
    "imgpkg.carvel.dev": "imgpkg",
    "k0sctl.k0sproject.io": "k0sctl",
    "k3d.io": "k3d",
    "kapp.k14s.io": "kapp",
    "kbld.k14s.io": "kbld",
    "kind.sigs.k8s.io": "kind",
    "kind.x-k8s.io": "kind",
    "kpt.dev": "kpt",
    "kubeadm.k8s.io": "kubeadm",
    "kustomize.config.k8s.io": "kustomize",
    "kuttl.dev": "kuttl",
    "meta.pkg.crossplane.io": "Crossplane's packages",
    "scorecard.operatorframework.io": "operator-sdk",
    "skaffold": "skaffold",
    "tanka.dev": "Tanka",
    "test.gatekeeper.sh": "gator",
    "vendir.k14s.io": "vendir",
}
_CONFIGURATION = ".config.k8s.io"
"""How the groups of the components' own files end: those of the kubelet, the scheduler, admission plugins."""


@dataclass(frozen=True)
class LeftOut:
    """A file of a folder, or an object in it, that was not judged."""

    path: str
    why: Stranger


def tool_of(document: Mapping[str, Any]) -> str | None:
    """Who reads an object that no API server serves; None for what is applied.

    >>> tool_of({"apiVersion": "kind.x-k8s.io/v1alpha4", "kind": "Cluster"}), tool_of({"apiVersion": "v1"})
    ('kind', None)
    """
    group, slash, _ = text(document, "apiVersion").partition("/")
    if not slash:
        is_kubeconfig = group == "v1" and document.get("kind") == "Config" and not mapping(document, "metadata")
        return "kubectl" if is_kubeconfig else None
    if group.endswith(_CONFIGURATION) and group not in _GROUPS_OF_TOOLS:
        return f"the configuration of {group.removesuffix(_CONFIGURATION)}"
    return _GROUPS_OF_TOOLS.get(group)


def is_for_tools(document: Mapping[str, Any]) -> bool:
    """Whether an object of a folder is for a tool, by its group or as its annotation says."""
    return tool_of(document) is not None or at(document, "metadata", "annotations", _LOCAL) in ("true", True)


def is_encrypted(document: Any) -> bool:
    """Whether SOPS encrypted an object, as Git holds it; who applies it decrypts it first.

    >>> is_encrypted({"kind": "Secret", "sops": {"mac": "ENC[...]"}}), is_encrypted({"kind": "Secret"})
    (True, False)
    """
    return isinstance(document, dict) and bool(text(document, "sops", "mac"))


def is_template(content: str) -> bool:
    """Whether a text has marks of a template engine: Helm's, Jinja's, ERB's."""
    return _TEMPLATE.search(content) is not None


def is_chart_template(path: Path) -> bool:
    """Whether a file lies in the templates of a Helm chart."""
    return any(
        parent.name == "templates" and (parent.parent / "Chart.yaml").is_file() for parent in path.absolute().parents
    )


def holds_no_object(content: str) -> bool:
    """Whether a text cannot hold an object, judged without parsing it."""
    return _TELLING.search(content) is None


def names_an_object(content: str) -> bool:
    """Whether a text that cannot be read was meant to hold an object: a line begins with one of its first words."""
    return _BEGINS.search(content) is not None


def is_stranger(path: PurePath, documents: Sequence[Any]) -> bool:
    """Whether the documents of a file, all of them, are no objects and were never meant to be."""
    if _BY_NAME.fullmatch(path.name) and not any(_is_whole(document) for document in documents):
        return True
    return not any(_is_meant(document) for document in documents)


def _is_whole(document: Any) -> bool:
    return isinstance(document, dict) and bool(text(document, "apiVersion")) and bool(text(document, "kind"))


def _is_meant(document: Any) -> bool:
    """Whether somebody meant an object: one of its two words stands there, however misspelt, or its shape."""
    if isinstance(document, list):
        return any(isinstance(item, dict) and _is_meant(item) for item in document)
    if not isinstance(document, dict):
        return False
    words = {re.sub(r"[_-]", "", key.lower()) for key, value in document.items() if isinstance(value, str)}
    has_shape = bool(text(document, "metadata", "name")) and any(name in document for name in ("spec", "data"))
    return not words.isdisjoint(_ALIKE) or has_shape


def patches_of(path: Path, document: Mapping[str, Any]) -> Iterable[Path]:
    """The files beside a kustomization that hold parts of objects, not whole ones."""
    is_kustomization = path.name in KUSTOMIZATIONS or text(document, "apiVersion").startswith("kustomize.config.k8s.io")
    if not is_kustomization:
        return ()
    fields = ("patches", "patchesStrategicMerge", "patchesJson6902", "replacements", "configurations", "transformers")
    named = [entry for field in fields for entry in listed(document, field)]
    names = [entry if isinstance(entry, str) else text(entry, "path") for entry in named]
    names += [text(document, "openapi", "path")]
    return [path.parent / name for name in names if name and "\n" not in name]


def told(left_out: Sequence[LeftOut], folder: str) -> list[str]:
    """What was left out, in words: how many files, why, and the first three of them."""
    words = {
        "no object": ("{} that {} no object", "holds", "hold"),
        "template": ("{} that {} no YAML before a template engine ran (render first: helm template)", "is", "are"),
        "of a tool": ("{} that {} for a tool, not for a cluster", "is", "are"),
        "encrypted": ("{} that {} encrypted (decrypt first: sops --decrypt)", "is", "are"),
        "patch": ("{} that {} a part of kustomize (build first: kubectl kustomize)", "is", "are"),
    }
    notes = []
    for why, (phrase, one, several) in words.items():
        paths = list(dict.fromkeys(entry.path for entry in left_out if entry.why == why))
        if paths:
            head = phrase.format(many(len(paths), "file"), one if len(paths) == 1 else several)
            notes.append(f"{head}: {_first(paths, folder)}")
    return notes


def _first(paths: Sequence[str], folder: str) -> str:
    shown = [path.removeprefix(folder.rstrip("/") + "/") for path in paths[:3]]
    more = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
