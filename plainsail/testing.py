"""For tests of a project's own checks: runs one check over YAML, and returns what it finds.

>>> from plainsail.checks.images import image_tag_latest
>>> [finding] = findings(image_tag_latest, '''
...     apiVersion: v1
...     kind: Pod
...     metadata: {name: shop}
...     spec: {containers: [{name: app, image: "example.com/shop:latest"}]}
... ''')
>>> finding.where.object, finding.where.field
('Pod/shop', 'spec.containers[app].image')
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent
from types import ModuleType

from plainsail.findings.finding import Finding
from plainsail.findings.yielded import Check, findings_of
from plainsail.manifests.loader import objects_of
from plainsail.manifests.manifests import Broken, Manifests
from plainsail.manifests.resource import Resource
from plainsail.schemas import Schemas


def findings(check: ModuleType | Check, *given: str | Sequence[Resource]) -> list[Finding]:
    """What a check, or the check of a module, finds in these objects, as it yields it.

    Text is YAML of the app `app` in `staging`; `resources` makes objects of others. Nothing is held against schemas:
    a test need not write the fields that its check does not look at. Raises `ValueError` for text that is no object of
    Kubernetes, `NoFinding` (a `TypeError`) where the check yields something else, and whatever the check raises.
    """
    run: Check = check.check if isinstance(check, ModuleType) else check
    objects = [resource for each in given for resource in (resources(each) if isinstance(each, str) else each)]
    return list(findings_of(run, Manifests(objects)))


def resources(
    text: str,
    *,
    environment: str | None = "staging",
    app: str | None = "app",
    kubernetes_version: str | None = None,
) -> list[Resource]:
    """The objects of YAML, as if they were rendered for an app in an environment.

    `app=None` is Argo CD's folder of an environment, `environment=None` somebody's plain YAML. The Kubernetes version
    is the newest that is known, unless given. Raises `ValueError` for text that is no object of Kubernetes.
    """
    home = f"dist/{environment}/{app}" if app else f"dist/argocd/{environment}"
    path = f"{home}/test.yaml" if environment else "test.yaml"
    version = kubernetes_version or Schemas().newest
    objects = []
    for each in objects_of(dedent(text), path, environment, app if environment else None, version):
        if isinstance(each, Broken):
            raise ValueError(f"line {each.where.line}: {each.message}")
        objects.append(each)
    return objects
