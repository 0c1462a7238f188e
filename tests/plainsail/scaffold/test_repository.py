"""What the remote of a repository says of it; the plain cases are in the docstrings."""

from __future__ import annotations

import pytest

from plainsail.errors import ProjectError
from plainsail.scaffold.repository import checked_repository, https_of, image_beside, label, name_of


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("git.example.com:shop.git", "https://git.example.com/shop.git"),
        ("git://git.example.com/shop", "https://git.example.com/shop"),
        ("http://git.example.com:8080/shop", "http://git.example.com:8080/shop"),
        ("ssh://git@git.example.com:22/acme/shop.git", "https://git.example.com/acme/shop.git"),
        ("https://git.example.com:70000/shop", None),
        ("codecommit::eu-west-3://shop", None),
        ("/srv/git/shop.git", None),
        ("C:\\git\\shop", None),
        ("git@host with blanks:shop", None),
        ("", None),
    ],
)
def test_what_others_read_it_by(remote: str, url: str | None) -> None:
    assert https_of(remote) == url


@pytest.mark.parametrize("url", ["git@github.com:acme/shop.git", "file:///srv/shop.git", "ssh://git@example.com/shop"])
def test_argo_cd_may_read_it_by_any_address(url: str) -> None:
    assert checked_repository(url) == url


@pytest.mark.parametrize(
    "url",
    ["shop", "../shop", "https://", "ftp://example.com/shop", "https://a b/c", "https://a.b/c\nd", "file:///a b", ""],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ProjectError, match="is no address of a Git repository"):
        checked_repository(url)


@pytest.mark.parametrize("user", ["me:secret", "secret", ":secret"])
def test_credentials_are_refused_and_not_repeated(user: str) -> None:
    with pytest.raises(ProjectError, match="holds credentials") as caught:
        checked_repository(f"https://{user}@github.com/acme/shop")

    assert "secret" not in str(caught.value)


def test_names_made_up_leave_room_for_an_environment() -> None:
    assert len(label("a" * 80)) == len(name_of(f"https://example.com/{'a' * 80}.git")) == 40
    assert label(f"{'a' * 39}-b") == "a" * 39


def test_an_image_is_beside_its_repository() -> None:
    assert image_beside("https://git.example.com/Acme_Corp/shop", "web") == "registry.example.com/acme-corp/web"
