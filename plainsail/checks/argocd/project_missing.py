"""An Application belongs to an AppProject that nothing renders, or that the Application itself would bring.

Why: Argo CD does nothing for an Application without its project ("project which does not exist").
Fix: name a rendered AppProject in `spec.project`; what brings the projects belongs to one that exists before it, such
as `default`.
In settings: name the rendered AppProject (`delivery.project`); the root Application belongs to one that exists before
it, such as `default` (`delivery.root_project`).
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import folder_of, project_of, sources
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_BUILT_IN = "default"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of the project's own tree alone: elsewhere the AppProject may be somebody else's.
    for application in manifests.of("Application"):
        name = application.spec["project"]
        if application.environment is None or name == _BUILT_IN:
            continue
        project = project_of(manifests, application)
        is_root = any(source.covers(folder_of(application)) for source in sources(application))
        if project is None and not is_root:
            yield Finding(application.where("spec.project"), f"nothing renders AppProject/{name}")
        elif project is not None and any(source.covers(folder_of(project)) for source in sources(application)):
            yield Finding(
                application.where("spec.project"),
                f"AppProject/{name} lies in the folder that this Application is to bring",
            )
