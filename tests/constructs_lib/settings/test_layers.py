"""Classes of settings: checked and frozen when they are made."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
import types
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.settings import (
    Environment,
    Namespace,
    Problem,
    Replicated,
    SettingsError,
    Shutdown,
    Toleration,
    WebService,
    Worker,
    change,
    rule,
)
from constructs_lib.settings.layers import (
    Settings,
    _given,
    gives_values,
    is_vocabulary,
    layers,
    parts_of,
    settings_of,
    values_of,
)
from constructs_lib.settings.once import once_in_turn
from constructs_lib.settings.values import Map
from tests.samples.shapes import SAMPLES

ROOT = Path(__file__).resolve().parents[3]


class Base(WebService):
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
    values: Any = Base.tolerations

    assert values == (Toleration("a"),)


def test_what_is_not_frozen_yet_may_change_without_effect() -> None:
    """The class holds a copy."""
    values = {"A": "1"}

    class Copying(WebService):
        env = values

    values["B"] = "2"

    assert Copying.env == {"A": "1"}


def test_a_value_can_be_copied_and_pickled() -> None:
    assert pickle.loads(pickle.dumps(Base.env)) == copy.deepcopy(Base.env) == Base.env  # noqa: S301 - our own bytes


def test_private_names_are_nobodys_business() -> None:
    """They are for computing settings."""

    class Helping(Base):
        _most = 3
        replicas = _most

    assert Helping.replicas == 3


@pytest.mark.parametrize("values", [{"hpaa": 1}, {"port": "80"}, {"port": True}, {"replicas": 1.0}, {"env": {"A": 1}}])
def test_what_is_refused_when_the_class_is_made(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError) as error:
        type("Staging", (Base,), values)

    assert error.value.path[0] in values


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
        ("WebService", 8080),
    ]


def test_a_vocabulary_comes_behind_what_any_class_says() -> None:
    """Its defaults yield, whichever order the parents stand in."""

    class Patient(Replicated):
        shutdown = Shutdown(pre_stop_seconds=9)

    class First(Patient, Worker):
        pass

    class Last(Worker, Patient):
        pass

    assert First.shutdown == Last.shutdown == Shutdown(pre_stop_seconds=9)
    assert [kind.__name__ for kind, _ in layers(Last, "shutdown")] == ["Patient", "Worker", "LongRunning"]


def test_a_vocabulary_gives_a_new_default() -> None:
    class Slow(Worker, vocabulary=True):
        shutdown = change(termination_grace_period_seconds=600)

    class Queue(Slow):
        pass

    assert Queue.shutdown == Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=600)


def test_a_setting_of_a_vocabulary_that_extends_the_class_s() -> None:
    with pytest.raises(SettingsError, match=r"^Shared\.hpa is not a setting of Environment but one of Deployed; "):
        type("Shared", (Environment,), {"hpa": None})


def test_an_app_is_of_one_shape() -> None:
    """A mix-in for both derives from what both are."""
    web, queue = type("Web", (WebService,), {}), type("Queue", (Worker,), {})

    with pytest.raises(SettingsError) as error:
        type("Both", (web, queue), {})

    assert error.value.message == (
        "Web is a WebService, Queue is a Worker, and nothing is both; a mix-in for both is a Deployed, which both are"
    )


def test_a_project_s_own_vocabulary_declares_checks_and_rules() -> None:
    class Limited(Worker, vocabulary=True):
        most: int = 3
        """Most messages at once."""

        @rule
        def _few(self) -> Iterator[Problem]:
            if self.most > 9:
                yield ("most",), f"most={self.most} is above 9"

    class Queue(Limited):
        pass

    assert Queue.most == 3
    with pytest.raises(SettingsError, match=r"^most='4' is text; write the number without quotes$"):
        type("Queue", (Limited,), {"most": "4"})
    with pytest.raises(SettingsError, match=r"^most=10 is above 9$") as error:
        type("Queue", (Limited,), {"most": 10, "namespace": Namespace("a")})(app="a", env="b")
    assert error.value.path == ("most",)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"__annotations__": {"most": int}, "most": "3"}, "most='3' is text; write the number without quotes"),
        ({"replica": 3}, "Own.replica is not a setting; did you mean 'replicas'?; a new one needs its type"),
    ],
)
def test_what_a_vocabulary_s_own_mistakes_say(body: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as error:
        types.new_class("Own", (Worker,), {"vocabulary": True}, lambda names: names.update(body))

    assert error.value.message.startswith(message)


class Placed(Environment, vocabulary=True):
    """A vocabulary of a project's own, far from pods."""

    region: str | None = None
    zones: Map[str, int] = {}
    size: int


class Somewhere(Placed, vocabulary=True):
    """One that needs what its parent could go without."""

    region: str


NAMED = {"namespace": Namespace("a"), "size": 1}


def test_a_default_ends_where_a_vocabulary_declares_the_setting_anew() -> None:
    lost = type("Lost", (Somewhere,), NAMED)(app="a", env="b")

    with pytest.raises(
        SettingsError, match=r"^Lost does not set region, nor does a class above it; add region = '...'$"
    ):
        _ = lost.region
    assert not hasattr(Somewhere, "region")
    assert not list(layers(Somewhere, "region"))
    assert type("Found", (Somewhere,), {**NAMED, "region": "here"})(app="a", env="b").region == "here"


def test_a_value_from_a_wider_vocabulary_is_checked_against_the_nearer_one() -> None:
    anywhere, here = type("Anywhere", (Placed,), {"region": None}), type("Here", (Placed,), {"region": "here"})

    assert vars(type("Fits", (here, Somewhere), {}))["region"] == "here"
    with pytest.raises(SettingsError, match=r"^region=None is not text$") as error:
        type("Misfit", (anywhere, Somewhere), {})
    assert error.value.path == ("region",)


def test_a_setting_between_vocabularies_is_changed_in_part() -> None:
    parent = type("Parent", (Placed,), {"zones": {"a": 1}})

    child = type("Child", (parent, Somewhere), {"zones": change({"b": 2})})

    assert vars(child)["zones"] == {"a": 1, "b": 2}


def test_a_rule_may_find_nothing() -> None:
    class Lenient(Environment, vocabulary=True):
        @rule
        def _nothing(self) -> None:
            """A rule that is yet to be written."""

    assert type("App", (Lenient,), {"namespace": Namespace("a")})(app="a", env="b").app_name == "a"


@pytest.mark.parametrize("name", ["app_name", "filled", "pinned_image"])
def test_a_setting_takes_no_name_that_every_app_has(name: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is an attribute of every Worker; choose another name"):
        types.new_class("Own", (Worker,), {"vocabulary": True}, lambda body: body.update(__annotations__={name: str}))


def test_a_method_is_no_value_of_a_setting() -> None:
    with pytest.raises(SettingsError, match=r"^part_of=<function .* is not text$"):

        class Own(Environment, vocabulary=True):
            def part_of(self) -> str:  # type: ignore[override]
                """A method where a value belongs."""
                return ""


def test_what_declares_settings_is_a_vocabulary() -> None:
    with pytest.raises(SettingsError, match=r"is a vocabulary: class Own\(\.\.\., vocabulary=True\)$"):

        class Own(Worker):
            most: int = 3


def test_a_class_that_cannot_be_checked_is_no_type_of_a_setting() -> None:
    class Bare:
        pass

    with pytest.raises(SettingsError, match=r"^values of bare cannot be checked") as error:
        types.new_class(
            "Own",
            (Worker,),
            {"vocabulary": True},
            lambda body: body.update(__annotations__={"bare": Bare}, bare=Bare()),
        )
    assert error.value.path == ("bare",)


def test_a_vocabulary_extends_vocabularies_alone() -> None:
    """What declares settings comes behind what gives them values."""
    with pytest.raises(SettingsError, match=r"^Own declares settings, so its parents are vocabularies; Base is none$"):
        types.new_class("Own", (Base,), {"vocabulary": True})


def test_names_are_no_settings() -> None:
    """The registry says them."""
    assert {"app_name", "env_name"}.isdisjoint(settings_of(WebService))


def test_settings_start_no_node() -> None:
    """In a process of its own: a test before this one may have started it."""
    code = "import sys, envs; sys.exit('jsii' in sys.modules or 'constructs' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


KINDS = [*SAMPLES, *(kind for kinds in SAMPLES.values() for kind in kinds)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_layers_give_is_the_same_for_one_setting_and_for_all(kind: type) -> None:
    """Of a class below a vocabulary, only what stands below it, too: defaults are as the vocabulary left them."""
    counts = is_vocabulary if is_vocabulary(kind) else gives_values
    given = {name: [pair for pair in layers(kind, name) if counts(pair[0])] for name in settings_of(kind)}

    assert {name: pairs for name, pairs in given.items() if pairs} == _given(kind)


@pytest.mark.parametrize("kind", [kind for kinds in SAMPLES.values() for kind in kinds])
def test_parts_are_the_values_that_are_of_classes(kind: type[Environment]) -> None:
    settings = kind(app="backend", env="staging")

    assert parts_of(settings) == [pair for pair in values_of(settings) if dataclasses.is_dataclass(pair[1])]


def test_a_large_answer_is_kept_for_the_settings_that_were_asked_last_alone() -> None:
    """Those of a fleet would take more memory than all its settings."""
    asked: list[str] = []

    @once_in_turn
    def answer(settings: Settings) -> object:
        asked.append(settings.app_name)
        return object()

    class Own(Settings):
        """Gives nothing."""

    first, second = Own(app="first", env="staging"), Own(app="second", env="staging")
    kept = [weakref.ref(settings) for settings in (first, second)]

    assert answer(first) is answer(first)
    assert answer(second) is answer(second)
    assert asked == ["first", "second"]
    del first, second
    assert [reference() for reference in kept] == [None, None]
