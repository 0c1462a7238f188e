"""What must hold between environments: what no class of settings can know by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from constructs_lib.settings import Environment, SettingsError

Complaint = tuple[Environment, str, str]
"""The environment, the setting that is wrong in it (empty when it is its name), and why."""


def check_together(environments: Sequence[Environment]) -> None:
    """Raises `SettingsError` for the first rule that the environments break between them."""
    for rule in _RULES:
        for environment, setting, message in rule(environments):
            raise SettingsError(message, path=(setting,) if setting else (), owner=type(environment))


def label(environment: Environment) -> str:
    """`staging/backend`: how commands name an app in an environment."""
    return f"{environment.env_name}/{environment.app_name}"


def _one_namespace_each(environments: Sequence[Environment]) -> Iterator[Complaint]:
    """Two environments in one namespace would overwrite each other's objects."""
    seen: dict[tuple[str, str], Environment] = {}
    for each in environments:
        name = each.filled(each.namespace.name)
        first = seen.setdefault((each.cluster, name), each)
        if first.env_name != each.env_name:
            message = f"{label(first)} and {label(each)} share the namespace {name} of one cluster; give each its own"
            yield each, "namespace", message


def _one_release_train(environments: Sequence[Environment]) -> Iterator[Complaint]:
    """One root Application and one AppProject bring all apps of an environment, so they follow one ref."""
    seen: dict[str, Environment] = {}
    for each in environments:
        first = seen.setdefault(each.env_name, each)
        for name in ("repository", "revision", "argocd"):
            said = (getattr(first, name), getattr(each, name))
            if said[0] != said[1] or (isinstance(said[0], str) and first.filled(said[0]) != each.filled(said[1])):
                message = f"{label(first)} and {label(each)} differ in {name}, which all apps of an environment share"
                yield each, name, f"{message}; say it once, in envs/shared.py"


def _one_name_in_argo_cd(environments: Sequence[Environment]) -> Iterator[Complaint]:
    """Projects and Applications of all environments meet in Argo CD's namespace."""
    projects: dict[tuple[str, str], Environment] = {}
    applications: dict[tuple[str, str], Environment] = {}
    for each in environments:
        project = each.filled(each.argocd.project)
        first = projects.setdefault((each.argocd.namespace, project), each)
        if first.env_name != each.env_name:
            message = f"{label(first)} and {label(each)} have the same AppProject {project}"
            yield each, "argocd", f"{message}; say {{env}} in its name: project='my-project-{{env}}'"
        elif first.filled(each.argocd.project) != project or "{app}" in each.argocd.project:
            yield (
                each,
                "argocd",
                f"project={each.argocd.project!r} differs by app; all apps of an environment share one",
            )
    for each in environments:
        name = f"{each.app_name}-{each.env_name}"
        first = applications.setdefault((each.argocd.namespace, name), each)
        if first is not each:
            message = f"{label(first)} and {label(each)} are both the Application {name} in Argo CD; rename one"
            yield each, "", f"{message} in envs/__init__.py"
        if (each.argocd.namespace, name) in projects:
            message = f"{label(each)} and the root are both the Application {name} in Argo CD; rename the project"
            yield each, "argocd", message


_RULES: tuple[Callable[[Sequence[Environment]], Iterator[Complaint]], ...] = (
    _one_namespace_each,
    _one_release_train,
    _one_name_in_argo_cd,
)
