"""Those who judge rendered YAML as we do: kubeconform by the same schemas, and kube-linter."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import yaml

from bench.measure import NotMeasured, Way
from bench.programs import ROOT, Programs, environ

VERSION = "1.36.0"
"""Of Kubernetes: what staging runs."""
KINDS = (
    "cronjob-batch-v1",
    "deployment-apps-v1",
    "horizontalpodautoscaler-autoscaling-v2",
    "ingress-networking-v1",
    "namespace-v1",
    "networkpolicy-networking-v1",
    "service-v1",
    "serviceaccount-v1",
)
"""The files of those that the sample renders to."""
_REFERENCE = re.compile(r"(?:/api/_definitions\.json)?#/\$defs/([\w.-]+)")


def judges(folder: Path, programs: Programs, dist: Path, key: str = "", apps: int = 1) -> list[Way]:
    """What judges a folder of rendered files; `key` tells ways of several folders apart."""
    ways = []
    if programs.kubeconform:
        core = "{{.ResourceKind}}{{.KindSuffix}}.json"
        places = (
            _core_schemas(folder) / core,
            _own_schemas(folder) / "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
        )
        locations = [word for place in places for word in ("-schema-location", str(place))]
        ways.append(
            Way(
                key=f"kubeconform{key}",
                title=f"kubeconform{key and f', {apps} apps'}",
                command=(programs.kubeconform, "-strict", "-kubernetes-version", VERSION, *locations, dist),
                folder=folder,
                env=environ(library=False),
                apps=apps,
            )
        )
    if programs.kube_linter:
        ways.append(
            Way(
                key=f"kube-linter{key}",
                title=f"kube-linter{key and f', {apps} apps'}",
                command=(programs.kube_linter, "lint", dist),
                folder=folder,
                env=environ(library=False),
                codes=frozenset({0, 1}),  # it has something to say
                apps=apps,
            )
        )
    return ways


def _core_schemas(folder: Path) -> Path:
    """The schemas of Kubernetes as kubeconform publishes them: a file for each kind, with all that it refers to."""
    spec = importlib.util.find_spec("kubernetes_validate")
    if spec is None or spec.origin is None:
        raise NotMeasured("kubernetes-validate is not installed; run `make setup`")
    source = Path(spec.origin).parent / f"kubernetes-json-schema/v{VERSION}-local-strict"
    definitions = json.loads((source / "_definitions.json").read_text(encoding="utf-8"))["$defs"]
    target = folder / "core"
    target.mkdir(exist_ok=True)
    for name in KINDS:
        text = (source / f"{name}.json").read_text(encoding="utf-8")
        needed: dict[str, Any] = {}
        missing = set(_REFERENCE.findall(text))
        while missing:
            needed |= {each: definitions[each] for each in missing}
            missing = set(_REFERENCE.findall(json.dumps([definitions[each] for each in missing]))) - needed.keys()
        whole = _without_names({**json.loads(text), "definitions": needed})
        (target / f"{name}.json").write_text(_REFERENCE.sub(r"#/definitions/\1", json.dumps(whole)), encoding="utf-8")
    return target


def _without_names(schema: Any) -> Any:
    """The schema without the addresses by which it and its parts are known elsewhere."""
    match schema:
        case dict():
            return {key: _without_names(value) for key, value in schema.items() if key not in ("$id", "$schema")}
        case list():
            return [_without_names(item) for item in schema]
    return schema


def _own_schemas(folder: Path) -> Path:
    """The schemas of custom resources as files for kubeconform, which reads no definitions."""
    target = folder / "schemas"
    for file in (ROOT / "imports/crds").glob("*.yaml"):
        for definition in yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            spec = definition["spec"]
            for version in spec["versions"]:
                path = target / spec["group"] / f"{spec['names']['kind'].lower()}_{version['name']}.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(version["schema"]["openAPIV3Schema"]), encoding="utf-8")
    return target
