"""How Kubernetes lets people name things: patterns, each for a text from its first character to its last."""

import re

LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
"""A DNS label (RFC 1123), which has at most 63 characters."""
SUBDOMAIN = rf"{LABEL}(\.{LABEL})*"
"""A DNS name (RFC 1123), which has at most 253 characters."""
QUALIFIED = r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
"""The name in a key of labels and annotations, or a label's value that is not empty."""
PORT = "([a-z0-9]-?)*[a-z]([a-z0-9]|-[a-z0-9])*"
"""A port's name (IANA_SVC_NAME), which has at most 15 characters."""
DATA_KEY = r"\.?[-_A-Za-z0-9][-._A-Za-z0-9]*"
"""A key of a ConfigMap or a Secret, which has at most 253 characters."""
LONGEST_CRON_JOB = 52
"""Characters of a CronJob's name: its Jobs add a dash and a number of ten digits, within a label."""
LONGEST_STATEFUL_SET = 52
"""Characters of a StatefulSet's name: a label of its pods adds a dash and a hash of up to ten."""


def label_of(path: str) -> str:
    """A DNS label for a path; a few digits tell paths apart that would read the same. At most 54 characters.

    >>> label_of("/app/var/log"), label_of("/srv/My_Files")
    ('app-var-log', 'srv-my-files-2f3c8f')
    """
    if re.fullmatch("(/[a-z0-9]+)+", path) and len(path) <= 50:
        return path[1:].replace("/", "-")
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in path.lower()).strip("-")[:40].rstrip("-")
    from hashlib import sha256

    return "-".join(filter(None, [words, sha256(path.encode()).hexdigest()[:6]]))
