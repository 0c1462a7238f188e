"""Whether secrets exist in Secrets Manager. Metadata alone, never a value.

`DescribeSecret` is the one action that is called.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plainsail.secrets.aws import CouldNotAsk, Door

ACTION = "secretsmanager:DescribeSecret"


@dataclass(frozen=True)
class ManagedSecret:
    """What Secrets Manager says of a secret, but for its value."""

    name: str
    versions: frozenset[str]
    """The ids of its versions, as `uuid/<id>`, and their stages."""
    deleted: bool
    """Whether somebody deleted it: it is kept for some days, and nobody may read it."""
    account: str | None
    """The account that it lives in."""


class SecretsManager(Door):
    """Secrets Manager of one region."""

    def __init__(self, region: str, *, profile: str | None = None, endpoint_url: str | None = None) -> None:
        super().__init__("secretsmanager", "Secrets Manager", region, profile=profile, endpoint_url=endpoint_url)

    def find(
        self, names: Sequence[str], *, progress: Callable[[int], None] = lambda _: None
    ) -> dict[str, ManagedSecret]:
        """Those of the secrets that exist, by the name or ARN that was asked for."""
        secrets: dict[str, ManagedSecret] = {}
        for name in sorted(set(names)):
            if secret := self._describe(name):
                secrets[name] = secret
            progress(1)
        return secrets

    def _describe(self, name: str) -> ManagedSecret | None:
        answer = self._answer(
            lambda: self._client.describe_secret(SecretId=name),
            unless="ResourceNotFoundException",
        )
        if answer is None:
            return None
        if "ARN" not in answer:
            raise CouldNotAsk("what answers is no Secrets Manager; check the address, and proxies on the way")
        stages = answer.get("VersionIdsToStages", {})
        versions = {f"uuid/{version}" for version in stages} | {stage for each in stages.values() for stage in each}
        account = answer["ARN"].split(":")[4:5]
        return ManagedSecret(name, frozenset(versions), "DeletedDate" in answer, account[0] if account else None)
