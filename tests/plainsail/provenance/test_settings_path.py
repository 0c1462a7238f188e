"""Settings as people write them, in both directions."""

import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.settings import Compute, Environment, Namespace, Patch, Resources, SettingsError, WebService
from plainsail.provenance import SettingPath, UnknownSetting, format_setting, parse_setting

KEYS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


def environment(*keys: str) -> Environment:
    """An environment whose patches have these names: they may be any text."""
    patches = {key: Patch("Deployment/app", remove=["spec.replicas"]) for key in keys}
    said = {"namespace": Namespace("app"), "resources": Resources(limits=Compute(cpu="1")), "patches": patches}
    made = types.new_class("Made", (WebService,), {}, lambda names: names.update(said, __module__=__name__))
    result: Environment = made(app="app", env="test")
    return result


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("port",), "port"),
        (("hpa", "max_replicas"), "hpa.max_replicas"),
        (("cron_jobs", "initiate-calls", "schedule"), "cron_jobs.initiate-calls.schedule"),
        (("writable_paths", "/app/var/cache"), "writable_paths./app/var/cache"),
        (("labels", "a.b/c"), 'labels["a.b/c"]'),
        (("patches", 'say "x"', "target"), r'patches["say \"x\""].target'),
        (("patches", ""), 'patches[""]'),
        (("tolerations", 0, "key"), "tolerations[0].key"),
    ],
)
def test_a_path_is_written_as_people_do(path: SettingPath, text: str) -> None:
    assert format_setting(path) == text


@given(st.lists(KEYS, min_size=1, max_size=3, unique=True))
def test_whatever_the_key_what_is_written_is_read_back(keys: list[str]) -> None:
    env = environment(*keys)

    for key in keys:
        path = ("patches", key, "remove", 0)

        assert parse_setting(format_setting(path), env) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("patches.a.b.target", ("patches", "a.b", "target")),
        ("patches.a.target", ("patches", "a", "target")),
        (' patches["a"] ', ("patches", "a")),
        ("patches.a.remove[0]", ("patches", "a", "remove", 0)),
    ],
)
def test_the_longest_key_is_meant(text: str, path: SettingPath) -> None:
    assert parse_setting(text, environment("a", "a.b")) == path


@pytest.mark.parametrize(
    "text", ["", ".", "port.", "[0]", '["port"', "patches.", "patches[", "patches[a]", "patches.c"]
)
def test_what_leads_nowhere_is_refused(text: str) -> None:
    with pytest.raises(UnknownSetting):
        parse_setting(text, environment("a"))


def test_a_setting_that_nobody_says_is_refused_as_everywhere() -> None:
    with pytest.raises(SettingsError, match="Made does not set pod_user, nor does a class above it"):
        parse_setting("pod_user", environment())
