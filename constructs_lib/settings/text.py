"""The kinds of text that Kubernetes knows, each checked when a value is made.

Each check raises `ValueError` with the end of a sentence that begins with what was written
(`memory='512MB'` + ` is not a quantity; ...`).
"""

import re
from collections.abc import Callable
from typing import Annotated

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.quantities import amount_of
from constructs_lib.settings.checks import Bounds, Check


def matching(pattern: str, sentence: str, *, most: int | None = None) -> Callable[[str], str]:
    """A check that the whole text matches `pattern` and has at most `most` characters."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):  # compiled when it is first asked: most are not
            raise ValueError(sentence)
        if most is not None and len(text) > most:
            raise ValueError(f"has {len(text)} characters; Kubernetes takes at most {most}")
        return text

    return check


_MANGLED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def holds_control_character(text: str) -> bool:
    """Whether `check_control_characters` refuses it."""
    return _MANGLED.search(text) is not None


def check_control_characters(text: str) -> str:
    """Refuses what YAML parsers and terminals mangle: control characters (but newline and tab), U+0085, surrogates."""
    if mangled := _MANGLED.search(text):
        code = ord(mangled[0])
        raise ValueError(f"holds the control character U+{code:04X}, which YAML parsers mangle; take it out")
    return text


_label_check = matching(
    names.LABEL,
    "is not a DNS label; write lower-case letters, digits and dashes, a letter or digit at both ends",
    most=63,
)
_name_check = matching(
    names.SUBDOMAIN,
    "is not a DNS name; write lower-case letters, digits, dashes and dots, a letter or digit at both ends",
    most=253,
)


def _host(text: str) -> str:
    _name_check(text.removeprefix("*."))
    for label in text.removeprefix("*.").split("."):
        _label_check(label)
    return text


def _not_root(user: int) -> int:
    if user == 0:
        raise ValueError("is root, which is refused; write the number of another user of the image")
    return user


_label_name_check = matching(
    names.QUALIFIED,
    "is not a label or annotation key; write [prefix/]name, at most 63 letters, digits, '-', '_', '.'",
)


def _label_key(text: str) -> str:
    prefix, slash, name = text.rpartition("/")
    if slash:
        _name_check(prefix)
    _label_name_check(name)
    return text


_label_value_check = matching(
    rf"({names.QUALIFIED})?",
    "is not a label value; write at most 63 letters, digits, '-', '_', '.', a letter or digit at both ends",
)


def _absolute_path(text: str) -> str:
    if text == "/":
        raise ValueError("is the whole image; name a folder or file in it")
    if not text.startswith("/") or text.endswith("/") or ":" in text or "//" in text or ".." in text.split("/"):
        raise ValueError("is not an absolute path; begin with '/', without '//', '..', ':' or a slash at the end")
    return text


def _relative_path(text: str) -> str:
    if not text or text.startswith("/") or ".." in text.split("/"):
        raise ValueError("is not a path within a volume; write it without '/' at the start, and without '..'")
    return text


_PATH = r"(?!(?:.*/)?\.\.?(?:/|$))[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*"
_BELOW = "is not a path in the project's folder; write it from there on, in letters, digits, '_', '.', '-' and '/'"


def _http_path(text: str) -> str:
    if not text.startswith("/") or any(c.isspace() for c in text):
        raise ValueError("is not an HTTP path; begin with '/', without blanks")
    return text


def _quantity(text: str) -> str:
    amount = amount_of(text)
    if amount is None:
        raise ValueError("is not a quantity; write CPU as '100m' or '2', memory as '64Mi' or '1Gi'")
    if amount <= 0:
        raise ValueError("is not above zero")
    return text


def _cluster(text: str) -> str:
    if "://" not in text:
        return _name_check(text)
    from urllib.parse import urlsplit

    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("is neither a cluster's name in Argo CD nor the https:// address of its API server")
    return text


_TEMPLATE = re.compile(r"\{[^{}]*\}|[{}]")


def check_template(text: str) -> str:
    """Refuses braces that nothing fills in."""
    for placeholder in _TEMPLATE.findall(text):
        if placeholder not in ("{app}", "{env}"):
            raise ValueError(f"holds {placeholder}; only {{app}} and {{env}} are filled in")
    return text


def _template_of(check: Callable[[str], str]) -> Callable[[str], str]:
    """The check of a text as it will read once `{app}` and `{env}` are filled in."""

    def checked(text: str) -> str:
        check(fill(check_template(text), app="a", env="a"))
        return text

    return checked


def fill(text: str, *, app: str, env: str) -> str:
    """The text with `{app}` and `{env}` filled in.

    >>> fill("/param/{app}/{env}", app="backend", env="staging")
    '/param/backend/staging'
    """
    return text.replace("{app}", app).replace("{env}", env)


DnsLabel = Annotated[str, Check(_label_check)]
"""An RFC 1123 label: names of containers, volumes, Services, Namespaces."""
DnsName = Annotated[str, Check(_name_check)]
"""An RFC 1123 subdomain: names of most objects."""
Host = Annotated[str, Check(_template_of(_host))]
"""A host name, perhaps with a leading `*.`; `{app}` and `{env}` are filled in."""
LabelKey = Annotated[str, Check(_label_key)]
"""A key of labels and annotations: `[prefix/]name`."""
LabelValue = Annotated[str, Check(_label_value_check)]
"""A value of a label: at most 63 characters, may be empty."""
AbsolutePath = Annotated[str, Check(_absolute_path)]
"""A folder or file in a container."""
RelativePath = Annotated[str, Check(_relative_path)]
"""A file or folder within a volume."""
SourcePath = Annotated[str, Check(matching(rf"\.|{_PATH}", _BELOW))]
"""A folder or file of the project, from its root on; `.` is the root."""
SourceTemplate = Annotated[str, Check(_template_of(matching(_PATH, _BELOW)))]
"""A folder or file below the project's root, in which `{app}` and `{env}` are filled in."""
HttpPath = Annotated[str, Check(_http_path)]
"""A path that an HTTP server answers."""
AppProtocol = Annotated[
    str,
    Check(_label_key),
]
"""What a port speaks (`appProtocol`): `http`, or `kubernetes.io/h2c`."""
HeaderName = Annotated[
    str,
    Check(matching(r"[A-Za-z0-9-]+", "is not a header's name; write letters, digits and '-'", most=256)),
]
"""The name of an HTTP header."""
HeaderValue = Annotated[str, Check(matching(r"[^\x00-\x1f\x7f]+", "is empty, or more than one line", most=4096))]
"""The value of an HTTP header."""
VariableName = Annotated[
    str,
    Check(matching(r"[A-Za-z_][A-Za-z0-9_]*", "is not a variable name; write letters, digits and '_', no digit first")),
]
"""A name of an environment variable that every shell takes."""
FileName = Annotated[
    str,
    Check(matching(names.DATA_KEY, "is not a file name; write letters, digits, '-', '_' and '.'", most=253)),
]
"""A key of a ConfigMap or Secret."""
GithubEnvironment = Annotated[
    str,
    Check(
        matching(
            r"[A-Za-z0-9][A-Za-z0-9_.-]{0,254}",
            "is not a name for an environment of GitHub; write letters, digits, '-', '_' and '.'",
        )
    ),
]
"""The name of an environment in the settings of a repository at GitHub."""
Cluster = Annotated[str, Check(_cluster)]
"""A cluster as Argo CD knows it: its name, or the https:// address of its API server."""
ObjectPlace = Annotated[
    str,
    Check(check_template),
    Check(matching(r"\w+/\S+(?: \S.*)?", "names no object; write it as findings do: 'Deployment/backend app'")),
]
"""An object, `CronJob/{app}-sync`, or a part of one as findings print it: a container, `Deployment/{app} app`, or a
field, `CronJob/{app}-sync spec.schedule`. `{app}` and `{env}` are filled in."""
Template = Annotated[str, Check(check_template)]
"""Text in which `{app}` and `{env}` are filled in."""
NameTemplate = Annotated[str, Check(_template_of(_label_check))]
"""A DNS label in which `{app}` and `{env}` are filled in."""
KubernetesVersion = Annotated[
    str,
    Check(matching(r"1\.(2[7-9]|[3-9]\d)", "is not a Kubernetes version from 1.27 on; write it as '1.35'")),
]
"""A minor version of Kubernetes, `1.35`."""
Duration = Annotated[str, Check(matching(r"(\d+(h|m|s))+", "is not a duration; write it as '30s', '5m' or '1h30m'"))]
"""A duration as Go and Kubernetes write it."""
Percentage = Annotated[str, Check(matching(r"\d{1,2}%|100%", "is not a percentage; write a number, or '25%'"))]
"""A share of the replicas."""
PortName = Annotated[
    str,
    Check(
        matching(
            names.PORT,
            "is not a port's name; write lower-case letters, digits and single dashes, at least one letter",
            most=15,
        )
    ),
]
"""A port's name (an IANA service name): `metrics`."""
Quantity = Annotated[str, Check(_quantity)]
"""An amount of CPU (cores), memory or storage (bytes), above zero."""
Port = Annotated[int, Bounds(ge=1, le=65535)]
"""A TCP port."""
FIRST_UNPRIVILEGED_PORT = 1024
"""Ports below it need a privilege to listen on, unless a sysctl says otherwise."""
Positive = Annotated[int, Bounds(ge=1, le=2**31 - 1)]
NotRoot = Annotated[int, Check(_not_root), Bounds(ge=1, le=2**31 - 1)]
Natural = Annotated[int, Bounds(ge=0, le=2**31 - 1)]
