"""The pipelines build, or Terragrunt makes, another image than dist/ names.

Why: the image is pushed where no pod looks for it, and every pull of a new one fails.
Fix: let workflows and Terragrunt name the account, the region and the repository that `image` names.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.delivery import HclFile, Workflow
from plainsail.findings.finding import Finding, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.own_image import image_of, own_containers
from plainsail.manifests.pods import Container
from plainsail.manifests.registries import Ecr, ecr, mentioned

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Accounts, regions and repositories in workflows and HCL that no image of dist/ has."""
    wanted = {image for container in own_containers(manifests) if (image := _ecr(container))}
    if not wanted:
        return
    files: tuple[Workflow | HclFile, ...] = (*manifests.delivery.workflows, *manifests.delivery.hcl)
    for file in files:
        told: set[tuple[str, str]] = set()
        for said in file.said():
            for part, values in mentioned(said, file, wanted).items():
                known = {str(getattr(image, part)) for image in wanted}
                # One of a list is enough; the others are other people's.
                if not known & set(values) and (part, values[0]) not in told:
                    told.add((part, values[0]))
                    message = (
                        f"{said.keys[-1]} means the {part} {values[0]}, but dist/ takes its image from {_shown(known)}"
                    )
                    yield Finding(where=Location(file.path, said.line), message=message, setting="image")


def _ecr(container: Container) -> Ecr | None:
    image = image_of(container)
    return ecr(image.registry, image.repository) if image else None


def _shown(known: set[str]) -> str:
    return ", ".join(sorted(known))
