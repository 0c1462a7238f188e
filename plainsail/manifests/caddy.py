"""Caddy, and FrankenPHP, which is built on it: which containers run it, and what SERVER_NAME makes it do."""

import re
from typing import NamedTuple

from constructs_lib.kubernetes.images import parse
from plainsail.manifests.pods import Container

SERVER_NAME = "SERVER_NAME"
_PROGRAMS = re.compile(r"(?<![\w-])(frankenphp|caddy)(?![\w-])(?!\s+php-cli)")
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
    words: list[str] = [*container.spec.get("command", []), *container.spec.get("args", [])]
    # Options alone go to the image's own program.
    if words and not words[0].startswith("-"):
        return _PROGRAMS.search(" ".join(words)) is not None
    image = parse(container.spec.get("image", ""))
    if image and _PROGRAMS.search(image.repository.rpartition("/")[2]):
        return True
    name = server_name(container)
    # Other programs know a SERVER_NAME, too: a bare name counts in our own apps alone.
    return bool(name) and (container.resource.environment is not None or name.startswith((":", "http://", "https://")))


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
