"""How stores of secrets spell the keys, and the versions, of what they hold."""

import re
from typing import Literal, NamedTuple

from constructs_lib.settings.text import check_control_characters, check_template, fill

Provider = Literal["ssm", "secrets-manager", "vault", "gcp", "azure", "other"]
"""What a store of secrets is: SSM Parameter Store, AWS Secrets Manager, HashiCorp Vault, Google Secret Manager, Azure
Key Vault, or something else."""


class _Spelling(NamedTuple):
    key: str
    """A regular expression, as `version` is one."""
    takes: str
    """What a key is, for people."""
    version: str
    versions: str
    folders: bool = True
    """Whether keys may lie below a path."""


_AWS_ARN = r"arn:aws[a-z-]*:{service}:[a-z0-9-]+:\d{{12}}:{what}"
_PART = "[A-Za-z0-9_.-]+"
_NUMBER = r"[1-9]\d*"

_SPELLINGS: dict[str, _Spelling] = {
    "ssm": _Spelling(
        rf"({_AWS_ARN.format(service='ssm', what='parameter(?=/)')})?/?{_PART}(/{_PART})*",
        "a parameter: 'api_key' below path, or whole as '/param/other/api_key', without '//' or a slash at the end",
        r"\d+",
        "'3'",
    ),
    "secrets-manager": _Spelling(
        rf"({_AWS_ARN.format(service='secretsmanager', what='secret:')})?[A-Za-z0-9/_+=.@!-]{{1,512}}",
        "a secret of Secrets Manager: letters, digits and '/_+=.@-', such as 'prod/db', or its ARN",
        r"uuid/[A-Za-z0-9-]{32,64}|[^/\s]{1,256}",
        "a stage such as 'AWSPREVIOUS', or 'uuid/<version id>'",
    ),
    "vault": _Spelling(
        r"[^/\s][^/]*(/[^/]+)*",
        "a path in Vault: 'secret/data/x' or 'x', without a slash at an end, or '//'",
        _NUMBER,
        "'3'",
    ),
    "gcp": _Spelling(
        r"[A-Za-z0-9_-]{1,255}",
        "a secret of Secret Manager: letters, digits, '-' and '_', such as 'db-password'",
        r"[1-9]\d*|[A-Za-z][A-Za-z0-9_-]{0,62}",
        "'3', 'latest' or an alias",
        folders=False,
    ),
    "azure": _Spelling(
        r"((secret|key|cert)/)?[A-Za-z0-9-]{1,127}",
        "an object of Key Vault: letters, digits and '-', such as 'db-password' or 'cert/web'",
        r"[A-Za-z0-9]+",
        "letters and digits",
        folders=False,
    ),
    "other": _Spelling(r"(?s).+", "text", r"(?s).+", "text"),
}


def check_key(text: str) -> str:
    """Refuses what no store takes for a key. Raises `ValueError` with the end of a sentence."""
    check_control_characters(check_template(text))
    if not text or text != text.strip():
        raise ValueError("names nothing in a store; write the key as the store spells it, without blanks around it")
    return text


def wrong_key(provider: Provider, key: str) -> str | None:
    """What is wrong with a key, as its store spells them; None where nothing is.

    >>> wrong_key("gcp", "db-password"), wrong_key("gcp", "prod/db")[:41]
    (None, 'is no key of gcp; it takes a secret of Se')
    """
    spelling = _SPELLINGS[provider]
    return None if re.fullmatch(spelling.key, _filled(key)) else f"is no key of {provider}; it takes {spelling.takes}"


def wrong_version(provider: Provider, version: str) -> str | None:
    """The same of a version."""
    spelling = _SPELLINGS[provider]
    known = re.fullmatch(spelling.version, version)
    return None if known else f"is no version of {provider}; it takes {spelling.versions}"


def wrong_path(provider: Provider, path: str) -> str | None:
    """The same of what stands before keys."""
    if not _SPELLINGS[provider].folders:
        return f"is a path, and {provider} has none; leave it out, and write whole keys"
    if provider == "ssm" and (not path.startswith("/") or wrong_key(provider, path)):
        return "is not a parameter path; begin with '/', without '//' or a slash at the end: '/param/app/{env}'"
    return f"{wrong}, without a slash at the end" if (wrong := wrong_key(provider, f"{path}/x")) else None


def whole(key: str, path: str | None) -> str:
    """A key below a path; one that begins with a slash, or is an ARN, is whole already.

    >>> whole("db", "prod"), whole("/shared/db", "prod"), whole("db", None)
    ('prod/db', '/shared/db', 'db')
    """
    return key if path is None or key.startswith(("/", "arn:")) else f"{path}/{key}"


def _filled(text: str) -> str:
    return fill(text, app="a", env="a")
