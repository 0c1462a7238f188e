"""Needs against what Parameter Store holds."""

from __future__ import annotations

import pytest

from plainsail.findings.engine import run
from plainsail.findings.finding import Finding
from plainsail.secrets.answers import Answers, ask, unused
from plainsail.secrets.needs import Need
from plainsail.secrets.rules import RULES
from plainsail.secrets.ssm import CouldNotAsk, ParameterStore
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
