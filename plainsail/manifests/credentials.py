"""Text that reads like a credential. What is found is named by its kind, never shown."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

_SHAPES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "an AWS access key": (("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a private key": (("PRIVATE KEY",), r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "a GitHub token": (("gh", "github_pat_"), r"\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})"),
    "a GitLab token": (("gl",), r"\bgl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{20,}"),
    "a Slack token": (("xox", "xapp-"), r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}"),
    "a Slack webhook": (
        ("hooks.slack.com",),
        r"https://hooks\.slack\.com/(?:services|workflows)/T[A-Za-z0-9_]+/[A-Za-z0-9_]+/[A-Za-z0-9_]{16,}",
    ),
    "a Stripe key": (("k_live_", "k_test_"), r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    "a Google API key": (("AIza",), r"\bAIza[A-Za-z0-9_-]{35}"),
    "a JSON Web Token": (("eyJ",), r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    "a SendGrid key": (("SG.",), r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    "an npm token": (("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
    "a PyPI token": (("pypi-",), r"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
    "an API key": (("sk-",), r"\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{32,}"),
    "a DigitalOcean token": (("_v1_",), r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    "a Vault token": (("hvb.", "hvs."), r"\bhv[bs]\.[A-Za-z0-9_-]{24,}"),
}
"""What each holds, in one of these ways, and its shape: to look for a few letters is much faster."""
_AUTHORIZATION = re.compile(
    r"\bauthorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer)\s+[A-Za-z0-9+/_.-]{16,}=*", re.IGNORECASE
)
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@?#'\"]{0,80}:(?P<password>[^\s/@'\"]{1,200})@", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"""\b(?P<name>(?:[A-Za-z][\w.-]{0,40}?)?(?:passw(?:or)?d|secret|token|(?:api|access|private)[_.-]?key))
        ["']?[ \t]*[:=][ \t]*(?P<quote>["']?)(?P<value>[^\s"',;]+)(?P=quote)(?=[\s,;]|$)""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_PASSWORD_NAME = re.compile(r"(?:^|[_.-]|(?<=[a-z]))(?:password|passwd|passphrase|pwd|pass)$", re.IGNORECASE)
_SECRET_NAME = re.compile(
    r"(?:secret|token|credentials?|(?:api|app|auth|access|private|signing|encryption|master|secret|hmac)[_.-]?key"
    r"|secret[_.-]?key[_.-]?base)$",
    re.IGNORECASE,
)
_SHORT_PASSWORD = 4
_SHORT_SECRET = 8
_REGISTRY = re.compile(r'"auth"\s*:\s*"[A-Za-z0-9+/]{8,}=*"')
"""How Docker keeps a login."""
_PLACEHOLDER_WORDS = re.compile(
    r"""change[-_]?(?:me|it|this)|replace[-_]?(?:me|this|with)|place[-_]?holder|redacted
        |(?<![a-z])(?:example|dummy|todo|sample|insert)(?![a-z])
        |your[-_a-z]|my[-_]?(?:secret|password|token|pass)\b|not[-_]?a?[-_]?secret|x{3,}|\*{3,}|\.{3}|^(?:none|null|guest)$
        |^(?:pass|password|passwd|secret|token|user|username)$""",
    re.IGNORECASE | re.VERBOSE,
)
_REFERENCE = re.compile(
    r"\$[({A-Za-z_]|\{\{|<[^<>]+>|%[({A-Za-z]|^[!@]|^ENC\[|^(?:vault|ssm|secretsmanager|arn|file|env|https?):"
)
_PATH_OR_NAME = re.compile(
    r"""\.{0,2}/.*                              # a path
        |[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/:].*)? # a host, an API group
        |[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(.*)? # code
        |[\w-]+(?:,[\w-]+=[^,\s]*)+ # options: jwt,pub-key=/certs/jwt.pem
        |[a-z]+(?:[-_./:][a-z]+)*               # words
        |[A-Z]+(?:[-_][A-Z]+)*""",
    re.VERBOSE,
)

_SECRET_WORD = re.compile(
    r"secret|passw(?:or)?d|passphrase|pwd$|token|(?:app|api|jwt|sign\w*|encrypt\w*|private)_?key", re.IGNORECASE
)
_OF_FRAMEWORKS = re.compile(
    r"""this\w*token\w*secret\w*          # Symfony, and what is built on it
        |django-insecure-.*               # django-admin startproject
        |!?changethismercurehub\w*!?      # Mercure
        |somerandomstring                 # Laravel 4 and 5
        |your-(?:256|384|512)-bit-secret  # jwt.io
        |keyboard\ cat                    # express-session""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE_ME = re.compile(
    r"""!?(?:please[-_ ]?)?(?:change|replace)[-_ ]?(?:me|this|it)(?:[-_ ]?(?:now|please|in[-_ ]?prod\w*))?\d{0,4}[!.]*
        |s[3e]cr[3e]t\d{0,4}!*""",
    re.IGNORECASE | re.VERBOSE,
)
_STORE = re.compile(r"(?:trust|key)_?store", re.IGNORECASE)
"""The password of a file of certificates that are public."""
_once = lru_cache(4096)
"""Apps of a fleet say much alike."""


@_once
def shape_of(text: str) -> str | None:
    """What a text holds that is a credential by its shape alone: `an AWS access key`; None where nothing is.

    >>> shape_of("postgres://app:s3cr3t-Pa55@db/app"), shape_of("postgres://app:$(DB_PASSWORD)@db/app")
    ('a password in an address', None)
    """
    if len(text) < 12:
        return None
    for kind, (hints, shape) in _SHAPES.items():
        if any(map(text.__contains__, hints)) and re.search(shape, text):
            return kind
    if "authorization" in text.lower() and _AUTHORIZATION.search(text):
        return "an Authorization header"
    for match in _URL.finditer(text) if "://" in text else ():
        if not is_placeholder(match["password"]):
            return "a password in an address"
    return None


@_once
def named(name: str, value: str) -> str | None:
    """What a value is, by its name and its looks: `a password` for `DB_PASSWORD: hunter2`.

    >>> named("DB_PASSWORD", "hunter2"), named("DB_PASSWORD", "changeme"), named("DB_PASSWORD_FILE", "/run/x1")
    ('a password', None, None)
    >>> named("AUTH_TOKEN", "jwt,priv-key=/certs/jwt.pem,sign-method=RS256")
    """
    value = value.strip()
    if is_placeholder(value) or _PATH_OR_NAME.fullmatch(value):
        return None
    if _PASSWORD_NAME.search(name) and len(value) >= 6 and _kinds(value) > 1:
        return "a password"
    if _SECRET_NAME.search(name) and len(value) >= 16 and _kinds(value) > 1 and _entropy(value) >= 3:
        return "a secret"
    return None


def held(name: str, value: str) -> str | None:
    """What a value of a Secret is, where it is the credential itself and no stand-in: any word is a password there.

    >>> held("db-password", "postgres"), held("password", "changeme"), held("username", "app"), held("tls.crt", "---")
    ('a password', None, None, None)
    """
    shape = shape_of(value) or assigned(value)
    if shape or not value.strip():
        return shape
    if _REGISTRY.search(value):
        return "a registry's credentials"
    digits = value.strip().isdigit() and len(value.strip()) >= _SHORT_PASSWORD
    if is_placeholder(value) and not digits:
        return None
    if _PASSWORD_NAME.search(name):
        return "a password"
    return "a secret" if _SECRET_NAME.search(name) and len(value) >= _SHORT_SECRET else None


def known_default(name: str, value: str) -> str | None:
    """What a value under the name of a secret is, when everybody knows it; None where it is not.

    >>> known_default("APP_SECRET", "ThisTokenIsNotSoSecretChangeIt"), known_default("DB_PASSWORD", "changeme")
    ("the default of a framework's documentation", 'a password that everybody tries first')
    >>> known_default("APP_SECRET", "$(SECRET)"), known_default("TRUSTSTORE_PASSWORD", "changeit")
    (None, None)
    """
    if not _SECRET_WORD.search(name) or name.lower().endswith(("_file", "_path", "_name")):
        return None
    value = value.strip()
    if _OF_FRAMEWORKS.fullmatch(value):
        return "the default of a framework's documentation"
    if _CHANGE_ME.fullmatch(value) and value.lower() != "secret" and not _STORE.search(name):
        return "a password that everybody tries first"
    return None


@_once
def assigned(text: str) -> str | None:
    r"""What a text assigns to a name that means a credential: `--password=...`, `api_key: ...` in a file's lines.

    >>> assigned("[db]\nuser = app\npassword = hunter2-Hunter\n")
    'a password'
    """
    if ":" not in text and "=" not in text:
        return None
    return next((kind for match in _ASSIGNED.finditer(text) if (kind := named(match["name"], match["value"]))), None)


def is_placeholder(value: str) -> bool:
    """Whether a text only stands for a credential, or says where one is.

    >>> is_placeholder("$(DB_PASSWORD)"), is_placeholder("file:///run/secrets/db"), is_placeholder("true")
    (True, True, True)
    """
    plain = value.strip()
    return (
        not plain
        or plain.lower() in ("true", "false", "yes", "no", "on", "off")
        or re.fullmatch(r"[\d.]+[a-zA-Z]{0,2}", plain) is not None
        or _REFERENCE.search(plain) is not None
        or _PLACEHOLDER_WORDS.search(plain) is not None
    )


def _kinds(value: str) -> int:
    """How many kinds of characters: letters, digits, others."""
    return sum(bool(re.search(pattern, value)) for pattern in ("[A-Za-z]", "[0-9]", "[^A-Za-z0-9]"))


def _entropy(value: str) -> float:
    """Bits of each character, as often as it occurs."""
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())
