"""Classes of settings: checked and frozen when they are made."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.settings import Environment, SettingsError, Toleration
from constructs_lib.settings.environment import layers, settings_of

ROOT = Path(__file__).resolve().parents[3]


class Base(Environment):
    env = {"A": "1"}
    tolerations = [Toleration("a")]
    port = 80


def test_a_class_cannot_be_changed_from_elsewhere() -> None:
    with pytest.raises(SettingsError):
        Base.port = 81


def test_a_class_cannot_forget() -> None:
    with pytest.raises(SettingsError):
        del Base.port


def test_a_mapping_is_frozen() -> None:
    """It would change the parent of every other environment."""
    with pytest.raises(SettingsError):
        Base.env["B"] = "2"


def test_a_list_becomes_a_tuple() -> None:
    said: Any = Base.tolerations

    assert said == (Toleration("a"),)


def test_what_is_not_frozen_yet_may_change_without_effect() -> None:
    """The class holds a copy."""
    said = {"A": "1"}

    class Copying(Environment):
        env = said

    said["B"] = "2"

    assert Copying.env == {"A": "1"}


def test_a_value_can_be_copied_and_pickled() -> None:
    assert pickle.loads(pickle.dumps(Base.env)) == copy.deepcopy(Base.env) == Base.env  # noqa: S301 - our own bytes


def test_private_names_are_nobodys_business() -> None:
    """They are for computing settings."""

    class Helping(Base):
        _most = 3
        replicas = _most

    assert Helping.replicas == 3


@pytest.mark.parametrize("said", [{"hpaa": 1}, {"port": "80"}, {"port": True}, {"replicas": 1.0}, {"env": {"A": 1}}])
def test_what_is_refused_when_the_class_is_made(said: dict[str, object]) -> None:
    with pytest.raises(SettingsError) as error:
        type("Staging", (Base,), said)

    assert error.value.path[0] in said


@pytest.mark.parametrize("text", ["\x00", "a\x1b", "\x7f", "\x85", "\r"])
def test_control_characters_are_refused(text: str) -> None:
    """Everywhere, however deep."""
    with pytest.raises(SettingsError) as error:
        type("Staging", (Base,), {"env": {"A": f"a{text}b"}})

    assert error.value.path == ("env", "A")


def test_a_missing_setting_is_refused_when_it_is_used() -> None:
    with pytest.raises(SettingsError):
        _ = Environment.__new__(Base).image


def test_every_layer_that_speaks_the_nearest_first() -> None:
    class Staging(Base):
        port = 81

    assert [(kind.__name__, value) for kind, value in layers(Staging, "port")] == [
        ("Staging", 81),
        ("Base", 80),
        ("Environment", 8080),
    ]


def test_names_are_no_settings() -> None:
    """The registry says them."""
    assert {"app_name", "env_name"}.isdisjoint(settings_of(Environment))


def test_settings_start_no_node() -> None:
    """In a process of its own: a test before this one may have started it."""
    code = "import sys, envs; sys.exit('jsii' in sys.modules or 'constructs' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
