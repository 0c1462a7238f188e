"""IAM policies of the roles that read and verify an environment's parameters."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from plainsail.manifests.external_secrets import SECRETS_MANAGER, SSM, normalised, public
from plainsail.secrets.needs import Need
from plainsail.secrets.secrets_manager import ACTION as DESCRIBE_SECRET
from plainsail.secrets.ssm import ACTION

Policy = dict[str, Any]
_VERSION = "2012-10-17"
_MOST_CHARACTERS = {"a managed policy": 6144, "a role in its inline policies": 10240}
"""What IAM takes, blanks not counted."""
_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "eu-isoe-": ("aws-iso-e", "cloud.adc-e.uk"),
    "eusc-": ("aws-eusc", "amazonaws.eu"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
    "us-isof-": ("aws-iso-f", "csp.hci.ic.gov"),
}
"""Partition and domain by the beginning of the region, where they are not those of most."""


def verify_policy(providers: Collection[str] = (SSM,)) -> Policy:
    """For `plainsail secrets verify`: metadata of what these providers hold, and nothing else.

    SSM allows no resource narrower than `*` here. Secrets Manager does, but refuses to say that a secret does not exist
    to whoever may not describe it, and what does not exist has no ARN.
    """
    actions = {SSM: ("DescribeParameters", ACTION), SECRETS_MANAGER: ("DescribeSecrets", DESCRIBE_SECRET)}
    return _policy(
        [
            {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": "*"}
            for provider, (sid, action) in actions.items()
            if provider in providers
        ]
    )


def reader_policy(asked: Iterable[Need], folders: Iterable[str], *, account: str, region: str) -> Policy:
    """For the role that the secret store of one environment assumes: its folders, and each parameter outside them.

    Decryption is allowed through SSM alone, and of these parameters alone: SSM names the parameter in the encryption
    context of each call.
    """
    needs = list(asked)
    managed = sorted({need.parameter for need in needs if need.provider == SECRETS_MANAGER and not need.folder})
    searched = any(need.provider == SECRETS_MANAGER and need.folder for need in needs)
    names = _names([need for need in needs if need.provider == SSM], {normalised(folder) for folder in folders})
    partition, domain = _partition(region)
    own = [arn(name, account=account, region=region) for name in names if not public(name)]
    published = [arn(name, account=account, region=region) for name in names if public(name)]
    read: dict[str, Any] = {
        "Sid": "ReadParameters",
        "Effect": "Allow",
        "Action": "ssm:GetParameter*",
        "Resource": own + published,
    }
    decrypt = {
        "Sid": "DecryptParameters",
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": f"arn:{partition}:kms:{region}:{account}:key/*",
        "Condition": {
            # Where the domain is not the usual one, AWS' documents use both.
            "StringEquals": {"kms:ViaService": _one_or_all(f"ssm.{region}.{d}" for d in {"amazonaws.com", domain})},
            "StringLike": {"kms:EncryptionContext:PARAMETER_ARN": own},
        },
    }
    statements: list[dict[str, Any]] = [read, *([decrypt] if own else [])] if names or not managed else []
    return _policy([*statements, *_of_manager(managed, searched=searched, account=account, region=region)])


def _of_manager(names: Sequence[str], *, searched: bool, account: str, region: str) -> list[dict[str, Any]]:
    """What reading secrets of Secrets Manager, and of no other, takes; keys decrypt through that service alone."""
    partition, domain = _partition(region)
    resources = [secret_arn(name, account=account, region=region) for name in names]
    listing = {"Sid": "ListSecrets", "Effect": "Allow", "Action": "secretsmanager:ListSecrets", "Resource": "*"}
    read: dict[str, Any] = {
        "Sid": "ReadSecrets",
        "Effect": "Allow",
        "Action": ["secretsmanager:GetSecretValue", DESCRIBE_SECRET],
        "Resource": resources,
    }
    services = _one_or_all(f"secretsmanager.{region}.{d}" for d in {"amazonaws.com", domain})
    decrypt = {
        "Sid": "DecryptSecrets",
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": f"arn:{partition}:kms:{region}:{account}:key/*",
        "Condition": {
            "StringEquals": {"kms:ViaService": services},
            "StringLike": {"kms:EncryptionContext:SecretARN": resources},
        },
    }
    return [*([read, decrypt] if resources else []), *([listing] if searched else [])]


def too_long(policy: Policy) -> str | None:
    """What IAM would say of a policy that is too long, and what to do; None where it takes it."""
    count = len(json.dumps(policy, separators=(",", ":")))
    over = [f"{what} takes {most}" for what, most in _MOST_CHARACTERS.items() if count > most]
    return f"the policy has {count} characters, {', '.join(over)}; move parameters into one folder" if over else None


def arn(name: str, *, account: str, region: str) -> str:
    """The ARN of a parameter: its leading slash is the one after `parameter`. What AWS publishes has no account.

    >>> arn("/a/b", account="123456789012", region="eu-west-3")
    'arn:aws:ssm:eu-west-3:123456789012:parameter/a/b'
    """
    if name.startswith("arn:"):
        return name
    owner = "" if public(name) else account
    return f"arn:{_partition(region)[0]}:ssm:{region}:{owner}:parameter/{name.removeprefix('/')}"


def secret_arn(name: str, *, account: str, region: str) -> str:
    """The ARN of a secret: AWS ends it with a hyphen and six characters of its own.

    >>> secret_arn("prod/db", account="123456789012", region="eu-west-3")
    'arn:aws:secretsmanager:eu-west-3:123456789012:secret:prod/db-??????'
    """
    if name.startswith("arn:"):
        return name
    return f"arn:{_partition(region)[0]}:secretsmanager:{region}:{account}:secret:{name}-??????"


def _names(asked: list[Need], folders: set[str]) -> list[str]:
    """What is to be read: folders first, then the parameters that lie in none of them."""
    searched = {normalised(need.parameter) for need in asked if need.folder}
    below = [folder for folder in sorted(folders | searched) if not _within(folder, (folders | searched) - {folder})]
    searching = [folder for folder in below if folder in searched]  # to search a folder is an act on itself, too
    single = {_plain(need.parameter) for need in asked if not need.folder}
    return [*(f"{folder}/*" for folder in below), *searching, *sorted(n for n in single if not _within(n, set(below)))]


def _within(name: str, folders: set[str]) -> bool:
    return any(name.startswith(f"{folder}/") for folder in folders)


def _plain(name: str) -> str:
    """The name without the version or label that may stand behind it."""
    return name if name.startswith("arn:") else name.partition(":")[0]


def _partition(region: str) -> tuple[str, str]:
    special = (partition for start, partition in _PARTITIONS.items() if region.startswith(start))
    return next(special, ("aws", "amazonaws.com"))


def _one_or_all(texts: Iterable[str]) -> str | list[str]:
    several = sorted(texts)
    return several[0] if len(several) == 1 else several


def _policy(statements: list[dict[str, Any]]) -> Policy:
    return {"Version": _VERSION, "Statement": statements}
