"""Image references, as container runtimes read them: `registry/repository:tag@digest`."""

import re
from dataclasses import dataclass
from functools import lru_cache

# github.com/distribution/reference: domain, path components, tag, digest.
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_LABEL = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
REPOSITORY = rf"(?:{_DOMAIN}/)?{_COMPONENT}(?:/{_COMPONENT})*"
"""An image without tag and digest."""
TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
"""The name of a build."""
_REFERENCE = re.compile(
    rf"(?:(?P<registry>{_DOMAIN})/)?(?P<repository>{_COMPONENT}(?:/{_COMPONENT})*)"
    rf"(?::(?P<tag>{TAG}))?(?:@(?P<digest>.*))?"
)
_DIGESTS = {"sha256": 64, "sha384": 96, "sha512": 128}
_HUB = "docker.io"

_VERSION = re.compile(r"v?\d+\.\d+\.\d+([.+_-].*)?")
_DATE = re.compile(r"20\d\d[-._]?[01]\d[-._]?[0-3]\d")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_BUILD = re.compile(r"(build|ci|run|pipeline|b|r)[-._]?\d+|\d{5,}")
_NIGHTLY = re.compile(r"(^|[-._])(latest|nightly|edge|snapshot|dev|canary|head|main|master)([-._]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """The parts of an image reference."""

    registry: str
    """`docker.io` where none is written."""
    repository: str
    """`library/nginx` for Docker Hub's own."""
    tag: str | None
    digest: str | None
    """As written: whether it is one, `wrong_digest` tells."""

    @property
    def name(self) -> str:
        """Registry and repository."""
        return f"{self.registry}/{self.repository}"

    @property
    def wrong_digest(self) -> str | None:
        """What is wrong with the digest; None where nothing is, or where there is none.

        >>> parse("nginx@sha256:abc").wrong_digest
        'sha256 has 64 hexadecimal digits, this one 3'
        """
        if self.digest is None:
            return None
        algorithm, colon, value = self.digest.partition(":")
        if not colon:
            return "it names no algorithm; a digest is 'sha256:' and 64 hexadecimal digits"
        if algorithm not in _DIGESTS:
            return f"{algorithm!r} is no algorithm that registries know"
        if re.fullmatch(r"[0-9a-f]*", value) is None:
            return f"{value[:12]!r} is not written in hexadecimal digits of lower case"
        if len(value) != _DIGESTS[algorithm]:
            return f"{algorithm} has {_DIGESTS[algorithm]} hexadecimal digits, this one {len(value)}"
        return "it is all zeros: a placeholder" if not value.strip("0") else None

    @property
    def moves(self) -> bool:
        """Whether the reference may mean another image tomorrow: no digest, and a tag that is no name of one build."""
        return self.digest is None and not (self.tag is not None and names_one_build(self.tag))


@lru_cache(maxsize=4096)
def parse(image: str) -> Reference | None:
    """The parts of a reference; None for what is none.

    >>> parse("nginx")
    Reference(registry='docker.io', repository='library/nginx', tag=None, digest=None)
    >>> parse("localhost:5000/team/app:v1").name
    'localhost:5000/team/app'
    """
    match = _REFERENCE.fullmatch(image)
    if not match:
        return None
    registry, repository = match["registry"], match["repository"]
    if registry is not None and not re.search(r"[.:\[]", registry) and registry != "localhost":
        if registry != registry.lower():
            return None
        registry, repository = None, f"{registry}/{repository}"
    if registry in (None, "index.docker.io"):
        registry = _HUB
    if registry == _HUB and "/" not in repository:
        repository = f"library/{repository}"
    return Reference(registry, repository, match["tag"], match["digest"])


def names_one_build(tag: str) -> bool:
    """Whether a tag looks like the name of one build: a version with its patch, a commit, a date, a build's number.

    >>> [names_one_build(tag) for tag in ("v1.2.3", "1.27.3-alpine", "sha-8151325", "main-20261123-4f2a", "build-7")]
    [True, True, True, True, True]
    >>> [names_one_build(tag) for tag in ("v1", "8.3", "stable", "main", "php8.3", "deadline", "v1.2.3-nightly")]
    [False, False, False, False, False, False, False]
    """
    parts = re.split(r"[-_.]", tag)
    if _DATE.search(tag) or any(_is_commit(part) for part in parts):
        return True
    if _NIGHTLY.search(tag):
        return False
    after_name = re.sub(r"^[A-Za-z]+(?:[-_][A-Za-z]+)*[-_]", "", tag)
    return any(pattern.fullmatch(text) for pattern in (_VERSION, _BUILD) for text in (tag, after_name))


def _is_commit(part: str) -> bool:
    """Hexadecimal, of a commit's length, with digits and letters: no word, no number."""
    whole = _COMMIT.fullmatch(part) is not None
    return whole and any(char.isdigit() for char in part) and (len(part) >= 40 or any(map(str.isalpha, part)))
