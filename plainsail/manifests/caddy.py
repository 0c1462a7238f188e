"""Caddy, and FrankenPHP, which is built on it: which containers run it, and what SERVER_NAME makes it do."""

import re
from typing import NamedTuple

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SERVER_NAME = "SERVER_NAME"
_VARIABLES = ("CADDY_GLOBAL_OPTIONS", "CADDY_EXTRA_CONFIG", "CADDY_SERVER_EXTRA_DIRECTIVES", "FRANKENPHP_CONFIG")
"""What FrankenPHP's own Caddyfile reads besides, and no other program does."""
_PROGRAMS = re.compile(r"(?<![\w-])(frankenphp|caddy)(?![\w-])(?!\s+php-cli)")
_IMAGES = re.compile(r"(?:^|[-_.])(?:frankenphp(?:$|[-_.])|caddy$)")
_ITS_OWN = (":", "http://", "https://")
"""How an address begins that Caddy alone reads. Other programs know a SERVER_NAME, too, and mean a name by it."""
_ADDRESS = re.compile(r"(?:(https?)://)?(\[[^\]]*\]|[^:/\s]*)(?::(\d{1,5}))?(?:/\S*)?")
_HTTP, _HTTPS = 80, 443


class Address(NamedTuple):
    """An address that a site is served at."""

    text: str
    """As written."""
    port: int
    tls: bool
    """Whether Caddy ends TLS there, and fetches certificates."""


def runs_caddy(container: Container) -> bool:
    """Whether the container's process is Caddy, as far as the manifest tells."""
    words = _words(container)
    if words:
        return _PROGRAMS.search(" ".join(words)) is not None
    return (
        is_image_of_caddy(container.spec.get("image", ""))
        or server_name(container).startswith(_ITS_OWN)
        or any(name in container.env for name in _VARIABLES)
    )


def caddy_containers(manifests: Manifests) -> list[Container]:
    """The containers whose process is Caddy, as far as manifests and the Dockerfile of their image tell."""
    built = {
        container
        for container, dockerfile in built_containers(manifests)
        if builds_caddy(dockerfile) and not _words(container)
    }
    return [container for container in manifests.containers() if container in built or runs_caddy(container)]


def builds_caddy(dockerfile: Dockerfile) -> bool:
    """Whether the image of a Dockerfile serves with Caddy: it is built on one that does, or says an address of its."""
    name = dockerfile.variable(SERVER_NAME) or ""
    return is_image_of_caddy(dockerfile.final.base) or name.startswith(_ITS_OWN)


def is_image_of_caddy(image: str) -> bool:
    """Whether an image is Caddy's or FrankenPHP's, by its name.

    >>> [is_image_of_caddy(name) for name in ("dunglas/frankenphp:1-php8.3", "acme/base-caddy", "caddy-exporter")]
    [True, True, False]
    """
    # By hand: the name stands in what a Dockerfile leaves to its arguments, too (`frankenphp:${VERSION}`).
    name = re.split("[:@]", image.rpartition("/")[2])[0]
    return _IMAGES.search(name) is not None


def _words(container: Container) -> list[str]:
    """The command; empty where the image's own program runs: options alone go to that."""
    words: list[str] = [*container.spec.get("command", []), *container.spec.get("args", [])]
    return [] if words and words[0].startswith("-") else words


def server_name(container: Container) -> str:
    """SERVER_NAME as the manifest says it; empty where it does not, or takes it from elsewhere."""
    value: str = container.env.get(SERVER_NAME, {}).get("value", "")
    return "" if "$(" in value else value


def listening(container: Container) -> list[Address]:
    """Where Caddy listens, as far as the manifest tells."""
    return addresses(server_name(container)) if runs_caddy(container) else []


def addresses(text: str) -> list[Address]:
    """The addresses in a SERVER_NAME; none where one of them cannot be read.

    >>> [(one.port, one.tls) for one in addresses(":80, http://:8080 example.com example.com:80 localhost:8443")]
    [(80, False), (8080, False), (443, True), (80, False), (8443, True)]
    """
    parsed = [_address(word) for word in re.split(r"[\s,]+", text.strip()) if word]
    return [address for address in parsed if address] if all(parsed) else []


def _address(text: str) -> Address | None:
    match = _ADDRESS.fullmatch(text)
    if not match:
        return None
    scheme, host = match[1], match[2]
    port = int(match[3]) if match[3] else _HTTP if scheme == "http" else _HTTPS
    # A host's name means a certificate for it, but for plain HTTP's own port; without a name there is none to fetch.
    tls = scheme == "https" or port == _HTTPS or (bool(host) and port != _HTTP)
    return Address(text, port, tls and scheme != "http")
