"""The Git repository that Argo CD reads: what its remote says of it, and what follows from its name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from plainsail.errors import ProjectError

_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]{2,}):(?P<path>[\w~][^:\s]*)")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]")
_EXAMPLE = "my-organisation"
_LONGEST = 40
"""Characters of a name made up here: with an environment's it stays a DNS label."""


def https_of(remote: str) -> str | None:
    """What a remote is called where it is read without a key; None for one that only this machine knows.

    >>> https_of("git@github.com:acme/shop.git"), https_of("ssh://git@git.example.com:2222/acme/shop")
    ('https://github.com/acme/shop.git', 'https://git.example.com/acme/shop')
    >>> https_of("https://me:token@github.com/acme/shop.git"), https_of("../shop"), https_of("file:///srv/shop.git")
    ('https://github.com/acme/shop.git', None, None)
    """
    if _BLANK.search(remote):
        return None
    if "://" not in remote:
        match = _SCP.fullmatch(remote)
        return f"https://{match['host']}/{match['path']}" if match else None
    try:
        parts = urlsplit(remote)
        port = parts.port if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
    if parts.scheme not in ("git", "http", "https", "ssh") or not _HOST.fullmatch(parts.hostname or ""):
        return None
    scheme = "http" if parts.scheme == "http" else "https"
    return f"{scheme}://{parts.hostname}{f':{port}' if port else ''}{parts.path}"


def example(name: str) -> str:
    """What stands for a repository that nobody has named."""
    return f"https://github.com/{_EXAMPLE}/{name}.git"


def checked_repository(url: str) -> str:
    """The URL as it was given. Raises `ProjectError` for what no repository is called, and for a password in it."""
    parts = urlsplit(url) if "://" in url else None
    if not (https_of(url) or (parts and parts.scheme == "file" and not _BLANK.search(url))):
        what = "is no address of a Git repository; write https://github.com/my-organisation/my-project.git"
        raise ProjectError(f"--repository: {url!r} {what}")
    if parts and (parts.password or (parts.username and parts.scheme.startswith("http"))):
        raise ProjectError(
            "--repository: holds credentials, and would be committed; Argo CD has its own: leave them out"
        )
    return url


def name_of(url: str) -> str:
    """The name of a repository, as a DNS label; empty where nothing is left of it.

    >>> name_of("https://github.com/acme/Shop_Config.git"), name_of("git@github.com:acme/shop/")
    ('shop-config', 'shop')
    """
    return label(re.split(r"[/:]", url.rstrip("/"))[-1].removesuffix(".git"))


def label(text: str) -> str:
    """The text as a DNS label that begins with a letter; empty where nothing is left of it.

    >>> label("My Shop (2)"), label("3d-viewer"), label("...")
    ('my-shop-2', 'd-viewer', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).lstrip("-0123456789")[:_LONGEST].rstrip("-")


def image_beside(url: str, app: str) -> str:
    """Where an app's image is likely kept: in the registry of the forge that keeps the code.

    >>> image_beside("https://github.com/Acme/shop.git", "web"), image_beside("https://gitlab.com/acme/shop", "web")
    ('ghcr.io/acme/web', 'registry.gitlab.com/acme/shop/web')
    """
    parts = urlsplit(https_of(url) or example(app))
    path = parts.path.strip("/").removesuffix(".git").lower()
    if parts.hostname == "github.com":
        return f"ghcr.io/{path.partition('/')[0]}/{app}"
    if parts.hostname == "gitlab.com":
        return f"registry.gitlab.com/{path}/{app}"
    return f"registry.example.com/{label(path.partition('/')[0]) or _EXAMPLE}/{app}"
