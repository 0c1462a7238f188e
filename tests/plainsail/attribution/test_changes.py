"""Each setting in turn, otherwise: legal where it can be, in both directions, the names and the pin too."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from constructs_lib.settings import Environment, SettingsError, replace
from plainsail.attribution.changes import APP_NAME, ENV_NAME, changes, with_values
from plainsail.provenance import UNKNOWN, SettingPath, format_setting, leaves
from plainsail.provenance.values import descend
from tests.rendered import PIN, environment
from tests.samples.everything import EveryJob, Everything
from tests.samples.values import HPA, Least

Values = dict[str, list[Any]]


def others(env: Environment) -> Values:
    """What each setting becomes, of each change in the first way that can be made."""
    found: Values = defaultdict(list)
    for each in changes(env, PIN):
        for way in each.ways:
            try:
                made = way()
            except SettingsError:
                continue
            found[format_setting(each.setting)].append(value_in(made, each.setting))
            break
    return found


def value_in(env: Environment, path: SettingPath) -> Any:
    whole = env.pinned_image if path[0] == "image" else getattr(env, str(path[0]))
    return descend(whole, path[1:]) if len(path) > 1 else whole


def test_a_number_goes_up_and_down() -> None:
    found = others(environment(Least, hpa=HPA))

    assert found["hpa.max_replicas"] == [7, 5]
    assert found["hpa.min_replicas"] == [3, 1]


def test_a_large_number_goes_far_as_well() -> None:
    assert others(environment(Least, port=80))["port"] == [81, 79, 8000]
    assert others(environment(Least, port=8080))["port"] == [8081, 8079, 80]


def test_where_no_other_value_is_legal_it_is_put_in_unchecked() -> None:
    """Without this, a minimum that equals its maximum would never be seen above it."""
    found = others(environment(Least, hpa=replace(HPA, min_replicas=2, max_replicas=2)))

    assert found["hpa.min_replicas"] == [3, 1]


def test_a_version_goes_up_down_and_far_down() -> None:
    assert others(environment(Least, kubernetes_version="1.35"))["kubernetes_version"] == ["1.36", "1.34", "1.27"]


def test_a_command_changes_word_by_word() -> None:
    found = others(environment(Least, command="run all day", args=["-a"]))

    assert found["command"][:4] == ["runx all day", "run allx day", "run all dayx", None]


def test_a_key_goes_and_is_another() -> None:
    found = others(environment(Least, env={"A": "a"}))

    assert found["env.A"] == [UNKNOWN, UNKNOWN, "ax"]


def test_plain_data_changes_down_to_its_last_parts() -> None:
    said = {name: getattr(Everything, name) for name in ("objects", "patches")}
    found = others(environment(Least, **said))

    assert "9x" in found["objects.quota.manifest.spec.hard.pods"]
    assert "Defaultx" in found['patches.dns.set["spec.template.spec.dnsPolicy"]']


def test_tag_and_digest_are_those_of_the_pin() -> None:
    found = others(environment(Least))

    assert "v1x" in found["image.tag"]
    assert "sha256:" + "d" * 64 in found["image.digest"]


def test_the_names_of_the_registry_change() -> None:
    env = environment(Least)
    found = others(env)

    assert found[APP_NAME[0]] == [f"{env.app_name}x"]  # type: ignore[index]
    assert found[ENV_NAME[0]] == [f"{env.env_name}x"]  # type: ignore[index]


@pytest.mark.parametrize("kind", [Least, pytest.param(Everything, marks=pytest.mark.slow)])
def test_every_setting_that_says_something_changes(kind: type[Environment]) -> None:
    env = environment(kind)
    found = others(env)
    silent = [format_setting(path) for path, value in leaves(env) if value not in (None, (), {})]

    assert [setting for setting in silent if setting not in found] == []


@pytest.mark.slow
def test_a_change_leaves_the_environment_as_it_was() -> None:
    env = environment(EveryJob)
    before = dict(leaves(env))
    others(env)

    assert dict(leaves(env)) == before


def test_values_put_in_are_those_of_a_copy() -> None:
    env = environment(Least)

    assert (with_values(env, {"port": -1}).port, env.port) == (-1, 8080)
