"""What somebody may have meant who wrote the name of a parameter that does not exist."""

import pytest

from plainsail.secrets.nearest import Names, Near

ENVIRONMENTS = ["staging", "production"]
KEY = "/param/my-project/staging/parameters/api_key"


def nearest(wanted: str, *existing: str) -> Near | None:
    return Names(existing, environments=ENVIRONMENTS).nearest(wanted)


@pytest.mark.parametrize(
    ("wanted", "how"),
    [
        ("param/my-project/staging/parameters/api_key", "with a leading slash"),
        ("/param/my-project//staging/parameters/api_key", "without the doubled slash"),
        ("//param/my-project/staging/parameters/api_key", "without the doubled slash"),
        ("/param/my-project/staging/parameters/api_key/", "without the slash at the end"),
        ("/param/my-projectstaging/parameters/api_key", "with other slashes"),
        ("/param/my-project/staging/parameters/api/_key", "with other slashes"),
        ("/param/my-project/staging/parameters/API_KEY", "in other case"),
        ("/Param/My-Project/staging/parameters/api_key", "in other case"),
        ("/param/my-project/production/parameters/api_key", "in the folder of staging"),
        ("/param/my-project/staging/parameters/api_kye", "with 'api_key' for 'api_kye'"),
        ("/param/my-project/staging/parameters/apikey", "with 'api_key' for 'apikey'"),
        ("/param/my-project/staging/paramters/api_key", "with 'parameters' for 'paramters'"),
        ("/param/my-porject/staging/parameters/api_key", "with 'my-project' for 'my-porject'"),
        ("/param/staging/api_key", "in another folder"),
        ("api_key", "in another folder"),
    ],
)
def test_a_slip_is_named(wanted: str, how: str) -> None:
    assert nearest(wanted, KEY, "/unrelated/thing") == (KEY, how)


def test_a_name_without_a_folder_has_no_slash_in_front() -> None:
    assert nearest("/api_key", "api_key") == ("api_key", "without the leading slash")


def test_an_environment_may_be_a_part_of_a_word() -> None:
    existing = "/param/my-project-production/api_key"

    assert nearest("/param/my-project-staging/api_key", existing) == (existing, "in the folder of production")


def test_a_typo_beside_it_is_nearer_than_the_same_name_far_away() -> None:
    existing = ("/team/x/api_kye", KEY)

    assert nearest("/param/my-project/staging/parameters/api_kye", *existing) == (KEY, "with 'api_key' for 'api_kye'")


def test_of_the_same_name_in_several_folders_the_likest_is_named() -> None:
    existing = ("/a/api_key", "/param/my-project/shared/staging/api_key", "/z/y/x/w/api_key")

    assert nearest(KEY, *existing) == (existing[1], "in another folder")


@pytest.mark.parametrize("wanted", ["/quite/something/else", "/param/my-project/staging/parameters/password", "/", ""])
def test_what_is_like_nothing_has_no_neighbour(wanted: str) -> None:
    assert nearest(wanted, KEY) is None


def test_where_nothing_exists_nothing_is_near() -> None:
    assert nearest(KEY) is None


def test_the_order_of_what_exists_does_not_matter() -> None:
    existing = [f"/param/my-project/staging/parameters/api_key{letter}" for letter in "abc"]

    assert nearest(KEY, *existing) == nearest(KEY, *reversed(existing))
