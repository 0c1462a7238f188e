"""How an object is treated, above all by Argo CD: whether it makes it anew, and what becomes of it once it left Git.

After Argo CD 3.5: `controller/state.go` (what a project does not allow is not seen), `controller/appcontroller.go` (an
Application that goes) and gitops-engine's `pkg/sync`.
"""

from collections.abc import Iterator, Sequence

from plainsail.manifests.argocd import covered, covering, folder_of, folders, is_hook, options_of, project_of, sources
from plainsail.manifests.argocd_projects import allows_destination, allows_kind
from plainsail.manifests.fields import listed, mapping, text
from plainsail.manifests.flux import says
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.flux import outcome_by_flux
from plainsail.plan.outcome import Outcome


def outcome(comparison: Comparison, change: ObjectChange) -> Outcome:
    """What becomes of an object that is no longer rendered."""
    if change.old is None:
        raise ValueError("only an object that was there can go")
    return _outcome(comparison.whole or comparison, change.old)


def stays(comparison: Comparison, change: ObjectChange) -> bool:
    """Whether an object that left Git is still in the cluster afterwards."""
    return change.action == "removed" and outcome(comparison, change).fate in ("left", "by hand")


def _outcome(comparison: Comparison, old: Resource) -> Outcome:
    if old.environment in comparison.by_hand:
        return Outcome("left", "`kubectl apply` takes nothing away")
    if by_flux := outcome_by_flux(comparison, old):
        return by_flux
    if is_hook(old):
        return Outcome("gone already", "hooks are deleted by their own policy, not pruned")
    now, before = bringing(comparison.after, old), bringing(comparison.before, old)
    if now or not before:
        return _compared(comparison, old, now)
    # Who stands in the folder that it brings is taken away by nobody else.
    own = [application for application in before if folder_of(application) == folder_of(old)]
    fates = [(application, _outcome(comparison, application).fate) for application in before] if not own else []
    if staying := own or [application for application, fate in fates if fate not in ("pruned", "asked")]:
        return _compared(comparison, old, staying)
    return _taken_along(comparison, old, before)


def bringing(side: Manifests, resource: Resource) -> list[Resource]:
    """The Applications that bring an object: by its folder, however deep a repository holds that.

    Of a layout that no path tells, it is the only Application of the object's namespace.
    """
    folder = folder_of(resource)
    if exact := covering(side, folder):
        return exact
    applications = list(side.of("Application"))
    if deeper := [each for each in applications if any(_ends_in(each, place) for place in _upward(folder))]:
        return deeper
    if resource.namespace is None or any(folders(side).get(_folder(each)) for each in applications):
        return []
    into = [each for each in applications if text(each.spec, "destination", "namespace") == resource.namespace]
    return into if len(into) == 1 else []


def _folder(application: Resource) -> str:
    return next((source.path for source in sources(application) if source.path), "")


def _ends_in(application: Resource, place: tuple[str, bool]) -> bool:
    folder, is_above = place
    return any(
        source.path is not None and source.path.endswith(f"/{folder}") and (source.recurses or not is_above)
        for source in sources(application)
    )


def _upward(folder: str) -> Iterator[tuple[str, bool]]:
    """A folder and those that it lies in, but for the first, which every environment has."""
    above = False
    while "/" in folder:
        yield folder, above
        folder, above = folder.rpartition("/")[0], True


def _compared(comparison: Comparison, old: Resource, applications: Sequence[Resource]) -> Outcome:
    """What Applications do that stay, and no longer find the object in Git."""
    if applications and all(_is_empty(comparison, application) for application in applications):
        why = "its folder is gone, so that its Application compares nothing (Unknown), and prunes nothing"
        return Outcome("left", why)
    if applications and all(_lacks_project(comparison, application, old) for application in applications):
        return Outcome("left", "the AppProject of its Application goes, and without one nothing is synced (Unknown)")
    if applications and not any(_permits(comparison, application, old) for application in applications):
        what = _what(comparison, applications, old)
        return Outcome("left", f"the AppProject no longer allows {what}, and what it does not allow is not pruned")
    now = _pruned(old, applications)
    former = [before for each in applications if (before := _former(comparison, each))]
    if now.fate in ("left", "by hand") and former and _pruned(old, former).fate == "pruned":
        return Outcome("pruned", _OLD_POLICY)
    return now


_OLD_POLICY = (
    "its Application prunes until it is told otherwise, which may come after: "
    "let the policy go first, in a commit of its own"
)
"""An Application and what brings it are synced side by side."""


def _former(comparison: Comparison, application: Resource) -> Resource | None:
    """An Application as it was before the change."""
    return comparison.before.by_key.get((application.environment, application.key))


def _is_empty(comparison: Comparison, application: Resource) -> bool:
    """Whether all that an Application brought is gone from Git, and with it its folder."""
    return _brings(comparison.before, application) and not _brings(comparison.after, application)


def _brings(side: Manifests, application: Resource) -> bool:
    """Whether there is anything in the folders of an Application."""
    known = tuple(f"/{folder}" for folder in folders(side))
    return any(
        covered(side, source) or (source.path is not None and source.path.endswith(known))
        for source in sources(application)
    )


def _lacks_project(comparison: Comparison, application: Resource, old: Resource) -> bool:
    """Whether the project of an Application is taken away, by another than the Application itself."""
    former = project_of(comparison.before, application)
    if former is None or former is old or project_of(comparison.after, application) is not None:
        return False
    return _outcome(comparison, former).fate in ("pruned", "asked")


def _permits(comparison: Comparison, application: Resource, old: Resource) -> bool:
    """Whether the project lets an Application see the object; a project that is not rendered may."""
    project = project_of(comparison.after, application) or project_of(comparison.before, application)
    return project is None or (_permits_kind(project, old) and _permits_place(project, application, old))


def _permits_kind(project: Resource, old: Resource) -> bool:
    key = old.key
    return allows_kind(project, group=key.group, kind=key.kind, name=key.name, namespaced=is_namespaced(key))


def _permits_place(project: Resource, application: Resource, old: Resource) -> bool:
    namespace = _namespace(application, old)
    if not is_namespaced(old.key) or not namespace:
        return True
    return allows_destination(project, mapping(application.spec, "destination"), namespace)


def _namespace(application: Resource, old: Resource) -> str:
    return old.namespace or text(application.spec, "destination", "namespace")


def _what(comparison: Comparison, applications: Sequence[Resource], old: Resource) -> str:
    """What a project does not allow: a kind, an object outside namespaces, or a namespace."""
    if not is_namespaced(old.key):
        return str(old.key)
    projects = [project for each in applications if (project := project_of(comparison.after, each))]
    if any(_permits_kind(project, old) for project in projects):
        return f"the namespace {_namespace(applications[0], old)}"
    return f"the kind {old.kind}"


def _pruned(old: Resource, applications: Sequence[Resource]) -> Outcome:
    """What happens to what its Applications see, and Git no longer has."""
    said = _option(options_of(old), "Prune")
    if said == "false":
        return Outcome("left", "it says Prune=false")
    if said is None and any(_option_of(application, "Prune") == "false" for application in applications):
        return Outcome("left", "its Application says Prune=false")
    if applications and not any(map(prunes, applications)):
        return Outcome("by hand", "its Application does not prune by itself: it stays until somebody syncs with prune")
    asks = said or next(filter(None, (_option_of(application, "Prune") for application in applications)), None)
    if asks == "confirm":
        return Outcome("asked", "Argo CD waits until somebody confirms it (Prune=confirm)")
    return Outcome("pruned")


def _taken_along(comparison: Comparison, old: Resource, applications: Sequence[Resource]) -> Outcome:
    """What happens to an object whose Applications are deleted."""
    said = _option(options_of(old), "Delete")
    said = said or next(filter(None, (_option_of(application, "Delete") for application in applications)), None)
    left = ""
    if not any(map(cascades, applications)):
        left = "without the finalizer that would take its objects along"
    elif said == "false":
        left = "and it says Delete=false"
    elif _annotation(old, "helm.sh/resource-policy") == "keep":
        left = "and it says helm.sh/resource-policy: keep"
    elif old.is_a("CustomResourceDefinition"):
        left = "and takes no CustomResourceDefinition along"
    elif not any(_permits(comparison, application, old) for application in applications):
        left = f"and takes along only what the AppProject allows, not {_what(comparison, applications, old)}"
    if left:
        return Outcome("left", f"its Application goes, {left}")
    if said == "confirm":
        return Outcome("asked", "its Application goes, and Argo CD waits until somebody confirms it (Delete=confirm)")
    return Outcome("pruned", "its Application goes, with all that it brought")


def _option(options: frozenset[str], name: str) -> str | None:
    """The value of a sync option: `false` of `Prune=false`."""
    return next((option.partition("=")[2] for option in sorted(options) if option.startswith(f"{name}=")), None)


def _option_of(application: Resource, name: str) -> str | None:
    return _option(frozenset(map(str, listed(application.spec, "syncPolicy", "syncOptions"))), name)


_DELETION = ("argocd.argoproj.io/hook-delete-policy", "helm.sh/hook-delete-policy")
_LEAVES = {"HookFailed", "hook-failed"}
"""Deletion policies after which a hook that went well is still there."""


def is_remade(resource: Resource) -> bool:
    """Whether the object is deleted before it is applied again, so that nothing is fixed."""
    if is_hook(resource):
        policies = {policy for name in _DELETION for policy in _words(resource, name)}
        return not policies or not policies <= _LEAVES
    forced = {"Force=true", "Replace=true"} <= options_of(resource) or says(resource, "force") == "enabled"
    return forced or "*" in resource.name


def prunes(application: Resource) -> bool:
    """Whether an Application deletes by itself what left Git."""
    automated = mapping(application.spec, "syncPolicy", "automated")
    return automated.get("prune") is True and automated.get("enabled") is not False


def cascades(application: Resource) -> bool:
    """Whether the deletion of an Application deletes all that it brought."""
    finalizers = listed(application.document, "metadata", "finalizers")
    return any(str(finalizer).startswith("resources-finalizer.argocd") for finalizer in finalizers)


def _words(resource: Resource, name: str) -> frozenset[str]:
    """The words of an annotation that is a list with commas."""
    return frozenset(word.strip() for word in _annotation(resource, name).split(",") if word.strip())


def _annotation(resource: Resource, name: str) -> str:
    return str(resource.annotations.get(name, ""))
