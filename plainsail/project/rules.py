"""What must hold between environments: what no class of settings can know by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import Environment, HelmRelease, Manifests, SettingsError, Workload
from constructs_lib.settings.environment import IN_CLUSTER
from constructs_lib.settings.errors import shorten
from constructs_lib.settings.layers import gives_values, is_vocabulary, layers, vocabulary_of
from plainsail.manifests.environments import is_production
from plainsail.project import names
from plainsail.project.delivery_names import clashes
from plainsail.project.names import label
from plainsail.project.promotion import chain
from plainsail.provenance.origins import origins

Problem = tuple[Environment, str, str]
"""The environment, the setting that is wrong in it (empty when it is its name), and why."""

_SHARED = "envs.shared"
"""Where what all apps share is said."""
_ONE_TRAIN = ("repository", "revision", "delivery", "previews", "follows", "approval")


def check_together(environments: Sequence[Environment]) -> None:
    """Raises `SettingsError` for the first rule that the environments break between them."""
    for rule in _RULES:
        for environment, setting, message in rule(environments):
            raise SettingsError(message, path=(setting,) if setting else (), owner=type(environment))


def kubernetes_versions(environments: Iterable[Environment]) -> Mapping[str, str]:
    """The version of the cluster that each app runs in, by the name that commands have for it."""
    return {label(environment): environment.kubernetes_version for environment in environments}


def vendored(environments: Sequence[Environment]) -> list[str]:
    """The apps that somebody else wrote, as commands name them."""
    return [label(environment) for environment in environments if isinstance(environment, HelmRelease | Manifests)]


def waiting(environments: Iterable[Environment]) -> list[str]:
    """What people are told of environments that no build is pinned for yet; see `names.waiting`."""
    return names.waiting(map(label, environments))


def _both(one: Environment, other: Environment) -> str:
    return f"{label(one)} and {label(other)}"


def _one_namespace_each(environments: Sequence[Environment]) -> Iterator[Problem]:
    """Two environments in one namespace would overwrite each other's objects."""
    seen: dict[tuple[str, str], Environment] = {}
    for environment in environments:
        name = environment.filled(environment.namespace.name)
        first = seen.setdefault((environment.home, name), environment)
        if first.env_name != environment.env_name:
            message = f"share the namespace {name} of one cluster; give each its own"
            if environment.home == IN_CLUSTER:  # which every Argo CD, and every Flux, calls its own
                said = "delivery = change(cluster=...)" if environment.tool == "ArgoCd" else "cluster = ..."
                message = f"{message}, or tell the clusters apart: {said}"
            yield environment, "namespace", f"{_both(first, environment)} {message}"


def _one_release_train(environments: Sequence[Environment]) -> Iterator[Problem]:
    """One root Application and one AppProject bring all apps of an environment, so they follow one ref."""
    seen: dict[str, Environment] = {}
    for environment in environments:
        first = seen.setdefault(environment.env_name, environment)
        for name in _ONE_TRAIN:
            one, other = getattr(first, name), getattr(environment, name)
            if one != other or (isinstance(one, str) and first.filled(one) != environment.filled(other)):
                yield _off_the_train(first, environment, name, environments)


def _off_the_train(one: Environment, other: Environment, name: str, environments: Sequence[Environment]) -> Problem:
    """Which of two apps is to change: the one that says it itself, or lacks what a class for all apps says."""
    givers = {app: next(_givers(app, name), None) for app in (one, other)}
    own = [app for app, giver in givers.items() if giver and _is_own(giver, environments)]
    if own or givers[one] is givers[other]:
        message = f"differ in {name}, which all apps of an environment share; say it once, in envs/shared.py"
        return [other, *own][-1], name, f"{_both(one, other)} {message}"

    def distance(app: Environment, beside: Environment) -> tuple[int, bool]:
        """What few environments have is meant for them, and counts before what many have."""
        giver, their = givers[app], givers[beside]
        reach = len({at.env_name for at in environments if giver and isinstance(at, giver)})
        return reach or len(environments) + 1, bool(their) and not isinstance(app, their or object)

    right, wrong = (one, other) if distance(one, other) <= distance(other, one) else (other, one)
    line = origins(right, (name,))[0]
    said = f"{name}={shorten(getattr(wrong, name))}, and {label(right)} {shorten(getattr(right, name))}"
    remedy = _remedy(type(wrong), type(right), next(_givers(right, name)), next(_givers(wrong, name), None))
    return wrong, "", f"{label(wrong)} has {said} ({line.path}:{line.line}); {remedy}"


def _givers(environment: Environment, setting: str) -> Iterator[type]:
    """The classes that give a setting a value, the deciding one first; defaults are none."""
    return (layer for layer, _ in layers(type(environment), setting) if gives_values(layer))


def _is_own(giver: type, environments: Sequence[Environment]) -> bool:
    """Whether a class is one app's own: not of `envs/shared.py`, and no other app derives from it."""
    apps = {environment.app_name for environment in environments if isinstance(environment, giver)}
    return giver.__module__ != _SHARED and len(apps) == 1


def _remedy(wrong: type, right: type, giver: type, before: type | None) -> str:
    """How a class comes to have what `giver` says, as another one has it; `before` says it first so far."""
    has, needed = vocabulary_of(wrong), vocabulary_of(giver)
    if not issubclass(has, needed):
        both = next(above for above in needed.__mro__ if is_vocabulary(above) and issubclass(has, above))
        name, of = giver.__name__, needed.__name__
        rest = f"{name}{'Pods' if issubclass(needed, Workload) else of}"
        return (
            f"{_named(giver)} is for a {of}, which a {has.__name__} is not; split it: class {name}({both.__name__}) "
            f"for what all apps share, class {rest}({name}, {of}) for the rest"
        )
    theirs = [
        base
        for base in right.__bases__
        if issubclass(base, giver) and base.__module__ == giver.__module__ and issubclass(has, vocabulary_of(base))
    ]
    first = [base for base in wrong.__bases__ if issubclass(base, giver)] or theirs[:1] or [giver]
    parents = (*first, *(base for base in wrong.__bases__ if base not in first))
    if parents != wrong.__bases__ or before is None:
        return f"write class {wrong.__name__}({', '.join(map(_named, parents))})"
    return f"name {_named(giver)} before {_named(before)} where {_named(first[0])} is made"


def _named(kind: type) -> str:
    """A class as another file names it: `shared.Staging`, `Base`."""
    return f"shared.{kind.__name__}" if kind.__module__ == _SHARED else kind.__name__


def _one_name_in_each_tool(environments: Sequence[Environment]) -> Iterator[Problem]:
    """The objects of Argo CD, or of Flux, of all environments meet in its namespace."""
    for environment, other, setting, message in clashes(environments):
        if other is None:
            yield environment, setting, message
        else:
            both = label(environment) if other is environment else _both(other, environment)
            yield environment, setting, f"{both} {message}"


def _promoted_in_order(environments: Sequence[Environment]) -> Iterator[Problem]:
    """A commit goes from environment to environment: there is a first one, and each ref is one environment's."""
    first = {environment.env_name: environment for environment in reversed(environments)}
    for name, environment in sorted(first.items()):
        before = environment.follows
        if before is not None and before not in first:
            message = f"follows={before!r} is no environment{did_you_mean_or_all(before, first)}"
            yield environment, "follows", message
        elif before is not None and name in (way := chain(first, before)):
            circle = " follows ".join((name, *way[: way.index(name) + 1]))
            yield environment, "follows", f"{circle}, so none is the first; let one follow none"
        elif before is not None:
            yield from _says_who_approves(environment)
            ref, other = environment.filled(environment.revision), first[before]
            if ref == other.filled(other.revision):
                message = f"{name} follows {before}, and both are the ref {ref}; give each its own: revision='{{env}}'"
                yield environment, "revision", message
        elif environment.approval is not None:
            message = f"each push to main moves {name}, so nobody is asked; say what it follows, or take approval out"
            yield environment, "approval", message
        elif is_production(name) and len(first) > 1 and not _says(environment, "follows"):
            message = f"each push to main moves {name}, for nothing says what it follows; add follows = '...', or None"
            yield environment, "follows", message


def _says_who_approves(environment: Environment) -> Iterator[Problem]:
    """That nobody is asked is said, not forgotten."""
    if not _says(environment, "approval"):
        message = f"{environment.env_name} follows {environment.follows}, and nothing says whose approval that takes"
        yield environment, "follows", f"{message}; add approval = '...', or approval = None where nobody is to be asked"


def _says(environment: Environment, setting: str) -> bool:
    return any(gives_values(layer) for layer, _ in layers(type(environment), setting))


def _one_build_an_image(environments: Sequence[Environment]) -> Iterator[Problem]:
    """An image is built once, and an app has one pin."""
    builds: dict[str, Workload] = {}
    built: dict[str, Workload] = {}
    for app in environments:
        if not isinstance(app, Workload) or app.image.tag or app.image.digest:
            continue
        first = builds.setdefault(app.image.repository, app)
        if first.image.build != app.image.build:
            message = f"build the image {app.image.repository} differently; say it once, or give each a repository"
            yield app, "image", f"{_both(first, app)} {message}"
        if app.image.build is not None:
            first = built.setdefault(app.app_name, app)
            if first.image.repository != app.image.repository:
                message = "build two images, but an app has one pin; build one, and say build=None of its copy"
                yield app, "image", f"{_both(first, app)} {message}"


_RULES: tuple[Callable[[Sequence[Environment]], Iterator[Problem]], ...] = (
    _one_namespace_each,
    _one_release_train,
    _one_name_in_each_tool,
    _promoted_in_order,
    _one_build_an_image,
)
