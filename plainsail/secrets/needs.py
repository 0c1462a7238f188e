"""What the rendered ExternalSecrets need of their stores, and the lines that say so. Asks nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.settings import SettingsError, Workload
from constructs_lib.settings.made_secrets import MadeSecret
from plainsail.errors import ProjectError
from plainsail.location import Location
from plainsail.manifests.external_secrets import ASKED, SSM, Remote, provider_of, remotes, segments
from plainsail.manifests.fields import at, listed, mapping
from plainsail.manifests.loader import read_dist
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.project.rules import kubernetes_versions
from plainsail.project.scope import Target

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from constructs_lib.settings.platform import Aws


@dataclass(frozen=True)
class Need:
    """One variable of an app in an environment, and the parameter that it is read from."""

    environment: str
    app: str
    variable: str | None
    """None where the parameter, or the folder, says which variables there are (`dataFrom`)."""
    parameter: str
    """The parameter's whole name, as it is rendered; of a folder, its path."""
    folder: bool
    """Whether everything below the path is read (`dataFrom.find`)."""
    field: str | None
    """The field that is taken of a parameter that holds JSON (`property`)."""
    version: str | None
    store: str
    """`ClusterSecretStore/aws-parameter-store-staging`."""
    where: Location
    """The field of the rendered object."""
    provider: str = SSM
    """What the store is."""

    @property
    def askable(self) -> bool:
        """Whether AWS can be asked for it."""
        return self.provider in ASKED

    @property
    def label(self) -> str:
        """`staging/backend`."""
        return f"{self.environment}/{self.app}"


@dataclass(frozen=True)
class Needs:
    """What ExternalSecrets need, and what nobody can say of them."""

    needs: list[Need]
    left_out: list[str]
    """What reads from elsewhere, or without naming a parameter."""


def needs(project: Project, targets: Sequence[Target] = (), *, manifests: Manifests | None = None) -> Needs:
    """What the ExternalSecrets of `dist/` need, of all apps or of those that the targets name.

    `manifests` are those of `dist/` where somebody has read it. Raises `ProjectError` where `dist/` is not there, or
    differs from what the settings render.
    """
    environments = {label(environment): environment for environment in project.environments}
    manifests = manifests or _read(project)
    for environment in environments.values():
        if not targets or _is_target(environment, targets):
            _refuse_stale(manifests, environment)
    known: list[Need] = []
    left_out: set[str] = set()
    for external in _external_secrets(manifests):
        home = f"{external.environment}/{external.app}"
        if targets and not any(target.holds(external.environment, external.app) for target in targets):
            continue
        if home not in environments:
            raise ProjectError(f"{external.path}:{external.line}: no app of envs/ renders this; run `plainsail synth`")
        left_out.update(f"{home} {external.key}: {why}" for why in _unclear(external))
        for remote in remotes(external):
            provider = provider_of(manifests, external, remote)
            if remote.store is None or provider is None:
                store = "/".join(remote.store or ("no store",))
                left_out.add(f"{home} {external.key}: {store} is not known to be a Parameter Store")
            elif not segments(remote.path):
                left_out.add(f"{home} {external.key}: {remote.field} searches the whole store")
            else:
                known.append(_need(external, remote, remote.store, environments[home], provider))
    return Needs(sorted(known, key=_order), sorted(left_out))


def _read(project: Project) -> Manifests:
    reading = read_dist(project.dist, kubernetes_versions(project.environments))
    for broken in reading.broken:
        raise ProjectError(f"{broken.where.path}:{broken.where.line}: {broken.message}; {broken.fix}")
    return Manifests(reading.resources)


def _order(need: Need) -> tuple[str, ...]:
    return need.environment, need.app, need.store, need.variable or "", need.parameter


def _is_target(environment: Environment, targets: Sequence[Target]) -> bool:
    return any(target.holds(environment.env_name, environment.app_name) for target in targets)


def _external_secrets(manifests: Manifests) -> Iterator[Resource]:
    """Those that stand in the tree, and those that a ClusterExternalSecret makes."""
    yield from manifests.of("ExternalSecret")
    for cluster in manifests.of("ClusterExternalSecret"):
        if spec := mapping(cluster.spec, "externalSecretSpec"):
            yield replace(cluster, document={**cluster.document, "spec": spec})


def _unclear(external: Resource) -> Iterator[str]:
    """What `dataFrom` reads without naming a path."""
    for index, entry in enumerate(listed(external.spec, "dataFrom")):
        find = at(entry, "find")
        if isinstance(find, dict) and not find.get("path"):
            yield f"spec.dataFrom[{index}].find searches the whole store"


def _need(external: Resource, remote: Remote, store: tuple[str, str], environment: Environment, provider: str) -> Need:
    return Need(
        environment=environment.env_name,
        app=environment.app_name,
        variable=remote.variable,
        parameter=remote.path,
        folder=remote.field.endswith(".find"),
        field=remote.property,
        version=str(remote.version) if remote.version is not None else None,
        store="/".join(store),
        where=external.where(remote.field),
        provider=provider,
    )


class Place(NamedTuple):
    """One Parameter Store."""

    region: str
    account: str | None
    """None where no setting says it."""


def places(project: Project, labels: Collection[str], *, region: str | None = None) -> dict[Place, list[Target]]:
    """The apps of these labels (`staging/backend`), by the place of their parameters. `region` overrules `aws.region`.

    Raises `SettingsError` for one that does not say `aws`.
    """
    by_place: dict[Place, list[Target]] = defaultdict(list)
    for environment in project.environments:
        if label(environment) in labels:
            aws = environment.aws if region else _aws(environment)
            place = Place(region or _aws(environment).region, aws.account if aws else None)
            by_place[place].append(Target(environment.env_name, environment.app_name))
    return dict(sorted(by_place.items(), key=lambda item: (item[0].region, item[0].account or "")))


def one_place(project: Project, labels: Collection[str], environment: str) -> tuple[str, str]:
    """Account and region of an environment's apps. Raises `ProjectError` where they say different ones."""
    places = {(aws.account, aws.region) for aws in (_aws(e) for e in project.environments if label(e) in labels)}
    if len(places) > 1:
        shown = ", ".join(f"{account} {region}" for account, region in sorted(places))
        raise ProjectError(
            f"{environment}: its apps live in {shown}; a policy is for one account and region, "
            "so say aws once, in envs/shared.py"
        )
    return places.pop()


def folders(project: Project, targets: Sequence[Target]) -> list[tuple[str, str]]:
    """The folders that the settings name (`external_secrets.path`), each with its environment."""
    return sorted({(environment.env_name, folder) for environment, folder in _folders(project, targets)})


def labels_with_folders(project: Project, targets: Sequence[Target]) -> set[str]:
    """The apps of the targets whose settings name a folder."""
    return {label(environment) for environment, _ in _folders(project, targets)}


def _folders(project: Project, targets: Sequence[Target]) -> Iterator[tuple[Environment, str]]:
    for environment in project.environments:
        if _is_target(environment, targets):
            for made in _secrets_of(environment):
                if made.secrets.path and made.secrets.provider == SSM:
                    yield environment, environment.filled(made.secrets.path)


def _aws(environment: Environment) -> Aws:
    if environment.aws is None:
        message = "no class sets aws, so the account and the region are unknown; add aws = Aws(account=..., region=...)"
        raise SettingsError(message, owner=type(environment))
    return environment.aws


def _refuse_stale(manifests: Manifests, environment: Environment) -> None:
    """Raises `ProjectError` for the first variable of which settings and `dist/` do not say the same."""
    made = _secrets_of(environment)
    known = {"/".join(("ExternalSecret", "-".join(filter(None, (environment.app_name, each.part))))) for each in made}
    known.add(f"ExternalSecret/{environment.app_name}")
    if any(patch.target in known for patch in environment.patches.values()):
        return  # it says what the settings do not
    own = {raw.manifest["metadata"]["name"] for raw in environment.objects.values()}
    declared = {
        (variable, environment.filled(parameter.key))
        for each in made
        for variable, parameter in each.secrets.read.items()
    }
    rendered = {
        (remote.variable, remote.path)
        for external in manifests.of("ExternalSecret")
        if (external.environment, external.app) == (environment.env_name, environment.app_name)
        if known_as(external.key, environment.app_name) in known and external.name not in own
        for remote in remotes(external)
        if remote.variable is not None
    }
    for variable, _ in sorted(declared ^ rendered, key=str):
        where = label(environment)
        raise ProjectError(f"dist/ differs from what envs/ says of {variable} in {where}; run `plainsail synth`")


def _secrets_of(environment: Environment) -> Sequence[MadeSecret]:
    """The Secrets of an app; none where it runs no pods that could read them."""
    return environment.made_secrets if isinstance(environment, Workload) else ()
