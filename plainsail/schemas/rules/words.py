"""What rules for one field are made of: words that a field takes, numbers, patterns, each in JSON schema."""

from constructs_lib.kubernetes import names, quantities
from constructs_lib.kubernetes.images import REPOSITORY, TAG
from plainsail.schemas.problems import CONCERN, WORDS, Concern, Schema


def text(concern: Concern, pattern: str, words: str, *, longest: int | None = None) -> Schema:
    """Text that matches a pattern from its first character to its last."""
    schema: Schema = {"pattern": f"^({pattern})$", CONCERN: concern, WORDS: words}
    return schema if longest is None else schema | {"maxLength": longest}


DNS_LABEL = text(
    "name", names.LABEL, "is no DNS label: lower-case letters, digits and '-' within, 63 characters at most", longest=63
)
DNS_1035_LABEL = text(
    "name",
    "[a-z]([-a-z0-9]*[a-z0-9])?",
    "is no DNS label that begins with a letter: lower-case letters, digits and '-' within, 63 characters at most",
    longest=63,
)
DNS_SUBDOMAIN = text(
    "name",
    names.SUBDOMAIN,
    "is no DNS name: lower-case letters, digits, '-' and '.' within, 253 characters at most",
    longest=253,
)
PATH_SEGMENT = text("name", r"\.?[^./%][^/%]*|\.\.[^/%]+", "is '.', '..', empty, or holds '/' or '%'")
PORT_NAME = text(
    "port",
    names.PORT,
    "is no port name: lower-case letters, digits and single '-' within, a letter among them, 15 characters at most",
    longest=15,
)
LABEL_KEY = text(
    "label",
    f"({names.SUBDOMAIN}/)?{names.QUALIFIED}",
    "is no label key: a name of 63 characters at most (letters, digits, '-', '_', '.' within), after a DNS name and "
    "'/' if any",
    longest=317,
)
ANNOTATION_KEY = text(
    "label",
    f"(?i:{names.SUBDOMAIN}/)?{names.QUALIFIED}",
    "is no annotation key: a name of 63 characters at most (letters, digits, '-', '_', '.' within), after a DNS name "
    "and '/' if any",
    longest=317,
)
LABEL_VALUE = text(
    "label",
    f"({names.QUALIFIED})?",
    "is no label value: letters, digits, '-', '_' and '.' within, 63 characters at most",
    longest=63,
)
DATA_KEY = text(
    "key",
    names.DATA_KEY,
    "is no key of a ConfigMap or Secret: letters, digits, '-', '_' and '.', 253 characters at most",
    longest=253,
)
VARIABLE_NAME = text("key", "[ -<>-~]+", "is no variable name: printable ASCII characters without '='")
STRICT_VARIABLE_NAME = text(
    "key",
    r"\.?[-_A-Za-z][-._A-Za-z0-9]*",
    "is no variable name to Kubernetes before 1.32: letters, digits, '_', '-' and '.', no digit in front",
)
IMAGE = text(
    "image",
    rf"{REPOSITORY}(:{TAG})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{{32,}})?",
    "is no image: registry/repository:tag@digest, the repository in lower case",
)
QUANTITY = text(
    "quantity",
    f" *{quantities.PATTERN} *",
    "is no quantity: a number, and m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei behind it",
)
NOT_NEGATIVE: Schema = {
    "allOf": [
        text("quantity", "(?s: *(-[0.]+([a-zA-Z].*)? *|[^- ].*)?)", "is below zero"),
        {"minimum": 0, CONCERN: "quantity"},
    ]
}
SYSCTL = text(
    "object", r"[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*", "is no sysctl", longest=253
)
HEADER_NAME = text("object", "[-A-Za-z0-9]+", "is no name of a header: letters, digits and '-'")
_HOST = r"[^/?#@:\\^`{|} %\[\]\x00-\x1f\x7f]|%25|%[89a-fA-F][0-9a-fA-F]"
HTTPS_URL = text(
    "object",
    rf"(?i:https)://(\[[^/?#@]+\](:[0-9]*)?|({_HOST})+|(({_HOST})*:)+[0-9]*)(/([^%?#\x00-\x1f\x7f]|%[0-9a-fA-F]{{2}})*)?\??#?",
    "is no URL in the form https://host/path, without user, '?' and '#'",
)
URL_PATH = text(
    "object",
    rf"|/|/{names.SUBDOMAIN}(/{names.SUBDOMAIN})*/?",
    "is no path: '/' and then lower-case letters, digits, '-' and '.', with '/' between",
)
INTEGERS: dict[str, Schema] = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
}
"""The bounds that a format stands for."""


def one_of(*values: str) -> Schema:
    """One of several words, or none: to the API server, an empty text is a field that is absent.

    >>> one_of("TCP", "UDP")
    {'enum': ['', 'TCP', 'UDP']}
    """
    return {"enum": ["", *values]}


def number(least: int, most: int | None = None) -> Schema:
    """A number within bounds."""
    return {"minimum": least} if most is None else {"minimum": least, "maximum": most}


PERCENTAGE: Schema = text("object", "[0-9]+%", "is no percentage: digits and '%' behind them")
"""A number, or a share in per cent."""


def port(least: int = 1) -> Schema:
    """A port number; 0 where it stands for none."""
    return {"minimum": least, "maximum": 65535, CONCERN: "port"}


def port_or_name() -> Schema:
    """A port number, or the name of a port of the container."""
    return {"allOf": [port(), PORT_NAME]}


def or_empty(form: Schema) -> Schema:
    """Text of a form, or none: an empty text is a field that is absent."""
    return {"anyOf": [{"const": ""}, form]}


def map_of(key: Schema, value: Schema | None = None) -> Schema:
    """A mapping with rules for its keys, and for its values if given."""
    return {"propertyNames": key} | ({"additionalProperties": value} if value is not None else {})


LABELS = map_of(LABEL_KEY, LABEL_VALUE)
DATA = map_of(DATA_KEY)
AMOUNTS = map_of({}, NOT_NEGATIVE)

MODE = number(0, 0o777)
ID = number(0, 2**31 - 1)
NOT_EMPTY: Schema = {"minLength": 1}
NOT_BLANK: Schema = {"pattern": r"\S", WORDS: "is blank"}
SHARE: Schema = {"allOf": [PERCENTAGE, number(0)]}
PORT_NUMBER = {"port": port()}
PROTOCOL = one_of("TCP", "UDP", "SCTP")
PREEMPTION = one_of("Never", "PreemptLowerPriority")
