"""Where the parameters of environments live: account, region, folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from constructs_lib.settings import ExternalSecrets, SettingsError, Workload
from plainsail.errors import ProjectError
from plainsail.project import Project
from plainsail.targets import Target
from plainsail.together import label

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from constructs_lib.settings.platform import Aws


class Place(NamedTuple):
    """One Parameter Store."""

    region: str
    account: str | None
    """None where no setting says it."""


def places(project: Project, labels: Collection[str], *, region: str | None = None) -> dict[Place, list[Target]]:
    """The apps of these labels (`staging/backend`), by the place of their parameters. `region` overrules `aws.region`.

    Raises `SettingsError` for one that does not say `aws`.
    """
    found: dict[Place, list[Target]] = defaultdict(list)
    for each in project.environments:
        if label(each) in labels:
            aws = each.aws if region else _aws(each)
            place = Place(region or _aws(each).region, aws.account if aws else None)
            found[place].append(Target(each.env_name, each.app_name))
    return dict(sorted(found.items(), key=lambda item: (item[0].region, item[0].account or "")))


def one_place(project: Project, labels: Collection[str], environment: str) -> tuple[str, str]:
    """Account and region of an environment's apps. Raises `ProjectError` where they say different ones."""
    said = {(aws.account, aws.region) for aws in (_aws(e) for e in project.environments if label(e) in labels)}
    if len(said) > 1:
        shown = ", ".join(f"{account} {region}" for account, region in sorted(said))
        raise ProjectError(
            f"{environment}: its apps live in {shown}; a policy is for one account and region, "
            "so say aws once, in envs/shared.py"
        )
    return said.pop()


def folders(project: Project, targets: Sequence[Target]) -> list[tuple[str, str]]:
    """The folders that the settings name (`external_secrets.path`), each with its environment."""
    return sorted(
        {
            (each.env_name, each.filled(secrets.path))
            for each in project.environments
            if any(target.holds(each.env_name, each.app_name) for target in targets)
            if (secrets := secrets_of(each)) and secrets.path
        }
    )


def labels_with_folders(project: Project, targets: Sequence[Target]) -> set[str]:
    """The apps of the targets whose settings name a folder."""
    return {
        label(each)
        for each in project.environments
        if any(target.holds(each.env_name, each.app_name) for target in targets)
        if (secrets := secrets_of(each)) and secrets.path
    }


def secrets_of(environment: Environment) -> ExternalSecrets | None:
    """The secret variables of an app; None where it says none, or runs no pods that could read them."""
    return environment.external_secrets if isinstance(environment, Workload) else None


def _aws(environment: Environment) -> Aws:
    if environment.aws is None:
        message = (
            "no class says aws, so nobody knows the account and the region; add aws = Aws(account=..., region=...)"
        )
        raise SettingsError(message, owner=type(environment))
    return environment.aws
