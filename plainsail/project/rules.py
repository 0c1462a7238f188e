"""What must hold between environments: what no class of settings can know by itself."""

from collections.abc import Callable, Iterator, Sequence

from constructs_lib.settings import Environment, SettingsError

Problem = tuple[Environment, str, str]
"""The environment, the setting that is wrong in it (empty when it is its name), and why."""


def check_together(environments: Sequence[Environment]) -> None:
    """Raises `SettingsError` for the first rule that the environments break between them."""
    for rule in _RULES:
        for environment, setting, message in rule(environments):
            raise SettingsError(message, path=(setting,) if setting else (), owner=type(environment))


def label(environment: Environment) -> str:
    """`staging/backend`: how commands name an app in an environment."""
    return f"{environment.env_name}/{environment.app_name}"


def waiting(environments: Sequence[Environment]) -> list[str]:
    """What people are told of environments that no build is pinned for yet, a line an app."""
    apps = sorted({environment.app_name for environment in environments})
    return [
        f"{', '.join(label(environment) for environment in environments if environment.app_name == app)} "
        f"(no build of its image is pinned yet: `plainsail image pin {app}`)"
        for app in apps
    ]


def _both(one: Environment, other: Environment) -> str:
    return f"{label(one)} and {label(other)}"


def _one_namespace_each(environments: Sequence[Environment]) -> Iterator[Problem]:
    """Two environments in one namespace would overwrite each other's objects."""
    seen: dict[tuple[str, str], Environment] = {}
    for environment in environments:
        name = environment.filled(environment.namespace.name)
        first = seen.setdefault((environment.cluster, name), environment)
        if first.env_name != environment.env_name:
            message = f"share the namespace {name} of one cluster; give each its own"
            yield environment, "namespace", f"{_both(first, environment)} {message}"


def _one_release_train(environments: Sequence[Environment]) -> Iterator[Problem]:
    """One root Application and one AppProject bring all apps of an environment, so they follow one ref."""
    seen: dict[str, Environment] = {}
    for environment in environments:
        first = seen.setdefault(environment.env_name, environment)
        for name in ("repository", "revision", "argocd"):
            one, other = getattr(first, name), getattr(environment, name)
            if one != other or (isinstance(one, str) and first.filled(one) != environment.filled(other)):
                message = f"differ in {name}, which all apps of an environment share; say it once, in envs/shared.py"
                yield environment, name, f"{_both(first, environment)} {message}"


def _one_name_in_argo_cd(environments: Sequence[Environment]) -> Iterator[Problem]:
    """Projects and Applications of all environments meet in Argo CD's namespace."""
    projects: dict[tuple[str, str], Environment] = {}
    applications: dict[tuple[str, str], Environment] = {}
    for environment in environments:
        project = environment.filled(environment.argocd.project)
        first = projects.setdefault((environment.argocd.namespace, project), environment)
        if first.env_name != environment.env_name:
            message = f"have the same AppProject {project}; say {{env}} in its name: project='my-project-{{env}}'"
            yield environment, "argocd", f"{_both(first, environment)} {message}"
        elif first.filled(environment.argocd.project) != project or "{app}" in environment.argocd.project:
            message = f"project={environment.argocd.project!r} differs by app; all apps of an environment share one"
            yield environment, "argocd", message
    for environment in environments:
        name = f"{environment.app_name}-{environment.env_name}"
        first = applications.setdefault((environment.argocd.namespace, name), environment)
        if first is not environment:
            message = f"are both the Application {name} in Argo CD; rename one in envs/__init__.py"
            yield environment, "", f"{_both(first, environment)} {message}"
        if (environment.argocd.namespace, name) in projects:
            message = f"and the root are both the Application {name} in Argo CD; rename the project"
            yield environment, "argocd", f"{label(environment)} {message}"


_RULES: tuple[Callable[[Sequence[Environment]], Iterator[Problem]], ...] = (
    _one_namespace_each,
    _one_release_train,
    _one_name_in_argo_cd,
)
