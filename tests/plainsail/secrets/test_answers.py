"""Needs against what Parameter Store holds."""

from __future__ import annotations

import pytest

from plainsail.findings.engine import run
from plainsail.findings.finding import Finding
from plainsail.secrets.answers import Answers, Names, Near, ask, unused
from plainsail.secrets.aws import CouldNotAsk
from plainsail.secrets.needs import Need
from plainsail.secrets.rules import RULES
from plainsail.secrets.ssm import ParameterStore
from tests.plainsail.parameter_store import ACCOUNT, REGION, Door, put
from tests.plainsail.secret_projects import need

pytestmark = pytest.mark.usefixtures("aws")
ENVIRONMENTS = ["staging", "production"]


def answers(*needs: Need) -> Answers:
    return Answers(ask(needs, ParameterStore(REGION), environments=ENVIRONMENTS))


def findings(*needs: Need) -> list[Finding]:
    return [finding for _, finding in run(RULES.values(), answers(*needs))]


def only(need: Need) -> tuple[str, str, bool | None]:
    """The one rule that finds something, what it says behind the parameter's name, and whether that exists."""
    found = answers(need)
    [(rule, finding)] = run(RULES.values(), found)
    assert finding.where == need.where
    return rule.id, finding.message.removeprefix(need.parameter).lstrip(), found.needed[0].exists


def test_what_is_there_is_nothing_to_say() -> None:
    put("/a/b")

    assert findings(need("/a/b")) == []


def test_what_is_missing_is_an_error() -> None:
    assert only(need("/a/b")) == ("parameter-missing", "does not exist", False)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("/param/staging/Api_Key", "does not exist; there is /param/staging/api_key, in other case"),
        ("/param/staging/api_kye", "does not exist; there is /param/staging/api_key, with 'api_key' for 'api_kye'"),
        ("/param/production/api_key", "does not exist; there is /param/staging/api_key, in the folder of staging"),
        ("/other/api_key", "does not exist; there is /param/staging/api_key, in another folder"),
        (
            "param/staging/api_key",
            "cannot exist: it has no leading slash; there is /param/staging/api_key, with a leading slash",
        ),
        (
            "/param//staging/api_key",
            "cannot exist: it has a doubled slash; there is /param/staging/api_key, without the doubled slash",
        ),
        (
            "/param/staging/api_key/",
            "cannot exist: it ends with a slash; there is /param/staging/api_key, without the slash at the end",
        ),
        ("//x", "cannot exist: it has a doubled slash"),
    ],
)
def test_the_nearest_is_named(wanted: str, said: str) -> None:
    put("/param/staging/api_key")

    assert only(need(wanted)) == ("parameter-missing", said, False)


def test_a_name_that_cannot_be_does_not_spoil_the_others() -> None:
    """SSM refuses the whole batch that holds such a name, so it is never sent."""
    put("/a/b")

    assert [finding.message.split()[0] for finding in findings(need("a//b"), need("/a/b"))] == ["a//b"]


@pytest.mark.parametrize("kind", ["String", "StringList"])
def test_what_is_no_secret_is_a_warning(kind: str) -> None:
    put("/a/b", kind=kind)

    assert only(need("/a/b")) == ("parameter-not-secure", f"is a {kind}, readable without a key", True)


@pytest.mark.parametrize("version", ["1", "3"])
def test_a_version_that_is_kept_is_nothing_to_say(version: str) -> None:
    put("/a", versions=3)

    assert findings(need("/a", version=version)) == []


@pytest.mark.parametrize("version", ["0", "4"])
def test_a_version_that_never_was_is_an_error(version: str) -> None:
    put("/a", versions=3)

    assert only(need("/a", version=version)) == (
        "parameter-version-missing",
        f"has no version {version}; the newest is 3",
        True,
    )


def test_a_version_that_is_no_longer_kept_is_an_error() -> None:
    put("/a", versions=101)

    assert findings(need("/a", version="2")) == []
    assert only(need("/a", version="1"))[1] == "has no version 1 any more; SSM keeps 100, up to 101"


def test_a_label_cannot_be_asked_for() -> None:
    put("/a")

    assert only(need("/a", version="blue")) == (
        "parameter-not-asked-for",
        "exists, but whether its label 'blue' does was not looked for",
        True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["/aws/service/eks/ami", "arn:aws:ssm:eu-west-3:111122223333:parameter/x", "/a:3"])
def test_what_cannot_be_asked_for_is_no_error(name: str) -> None:
    rule, message, exists = only(need(name))

    assert (RULES[rule].severity, exists) == ("warning", None)
    assert message.startswith("was not looked for: ")


def test_a_folder_that_is_searched_must_hold_something() -> None:
    put("/full/a/b")
    asked = [need(path, variable=None, folder=True) for path in ("/full", "full/a/", "/empty", "/ful")]

    assert [finding.message for finding in findings(*asked)] == [
        "/empty holds no parameter",
        "/ful holds no parameter",
    ]


def test_answers_follow_the_needs() -> None:
    put("/b", kind="String")
    needs = [need("/c"), need("/b"), need("/a")]

    assert [answer.need for answer in answers(*needs).needed] == needs


def test_credentials_of_another_account_are_told_before_everything_is_missing(ssm: Door) -> None:
    ssm.account = "999999999999"
    put("/a")
    store = ParameterStore(REGION, endpoint_url=ssm.url)

    with pytest.raises(CouldNotAsk) as caught:
        ask([need("/b")], store, environments=ENVIRONMENTS, account=ACCOUNT)

    assert str(caught.value) == (
        "these credentials are of account 999999999999, and the settings say aws.account=123456789012; "
        "log in to that one, or name its profile (--profile)"
    )


def test_an_account_without_parameters_tells_no_account(ssm: Door) -> None:
    store = ParameterStore(REGION, endpoint_url=ssm.url)

    [answer] = ask([need("/b")], store, environments=ENVIRONMENTS, account=ACCOUNT)

    assert answer.exists is False


def test_names_of_the_region_are_asked_for_only_when_one_is_missing(ssm: Door) -> None:
    put("/a")

    ask([need("/a")], ParameterStore(REGION, endpoint_url=ssm.url), environments=ENVIRONMENTS)

    assert len(ssm.asked) == 1


def test_what_nothing_uses_is_a_warning() -> None:
    put("/param/staging/used", "/param/staging/idle", "/param/staging/deep/idle", "/elsewhere/idle")

    found = unused([need("/param/staging/used")], [("staging", "/param/staging")], ParameterStore(REGION))

    assert found == [("staging", "/param/staging/deep/idle"), ("staging", "/param/staging/idle")]
    [first, _] = run(RULES.values(), Answers(unused=found))
    assert (first[0].id, first[1].message) == ("parameter-unused", "/param/staging/deep/idle: nothing uses it")


def test_what_a_search_finds_is_used() -> None:
    put("/param/staging/found/a", "/param/staging/idle")
    asked = [need("/param/staging/found", folder=True)]

    found = unused(asked, [("staging", "/param/staging")], ParameterStore(REGION))

    assert found == [("staging", "/param/staging/idle")]


def test_what_lies_in_two_folders_is_told_once() -> None:
    put("/p/a/idle")

    assert len(unused([], [("staging", "/p"), ("staging", "/p/a")], ParameterStore(REGION))) == 1


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
