"""Small trees of YAML to plant faults in."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from typing import Any

from constructs_lib.kubernetes.objects import without_nulls
from plainsail.delivery import Delivery
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.yaml_reader import load_all


def manifests(
    *texts: str,
    environment: str | None = "staging",
    app: str | None = "backend",
    kubernetes_version: str = "1.35",
    delivery: Delivery | None = None,
) -> Manifests:
    """Manifests of one app in one environment; `environment=None, app=None` for somebody's plain YAML."""
    return together(
        *(
            resource
            for text in texts
            for resource in resources(text, environment=environment, app=app, kubernetes_version=kubernetes_version)
        ),
        delivery=delivery,
    )


def resources(
    text: str,
    *,
    environment: str | None = "staging",
    app: str | None = "backend",
    kubernetes_version: str = "1.35",
) -> list[Resource]:
    """The objects of one text, several documents of YAML."""
    documents: list[dict[str, Any]] = load_all(dedent(text))
    folder = f"dist/{environment}/{app}" if app else f"dist/argocd/{environment}"
    return [
        Resource(
            document=without_nulls(document),
            path=f"{folder}/{document['kind']}.{document['metadata']['name']}.yaml",
            line=1,
            environment=environment,
            app=app,
            kubernetes_version=kubernetes_version,
        )
        for document in documents
    ]


def together(*each: Resource, delivery: Delivery | None = None) -> Manifests:
    """Manifests of resources from several apps and environments."""
    return Manifests(each, delivery=delivery)


def vendored(given: Manifests) -> Manifests:
    """The same, with apps that somebody else wrote."""
    return together(*(replace(each, vendored=each.app is not None) for each in given.resources))


def absent(check: Any, given: Manifests) -> list[str]:
    """What a check misses in foreign YAML: good to know beside a cluster, and an error where it is all there is."""
    beside = [(finding.severity, finding.message) for finding in check.check(given)]
    given.complete = True
    alone = [(finding.severity, finding.message) for finding in check.check(given)]
    messages = [message for _, message in alone]
    assert alone == [("error", message) for message in messages]
    assert beside == [("info", f"{message}, so the cluster must have it") for message in messages]
    return [message.removeprefix("nothing here provides ") for message in messages]
