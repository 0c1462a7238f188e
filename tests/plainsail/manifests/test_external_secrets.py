"""Settings and checks agree on what a path is: neither can import the other."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from constructs_lib.settings.stores import wrong_key, wrong_path
from plainsail.manifests.external_secrets import impossible, problems, public, segments

TEXTS = st.text(alphabet="/ab.-_:A é", max_size=12)


@given(TEXTS)
def test_settings_take_a_path_if_nothing_is_wrong_with_it(text: str) -> None:
    assert (wrong_path("ssm", text) is None) == (bool(segments(text)) and not list(problems(text)))


@given(TEXTS)
def test_settings_take_a_name_below_a_path_if_the_whole_is_sound(text: str) -> None:
    assume(not text.startswith("/"))

    assert (wrong_key("ssm", text) is None) == (bool(text) and not list(problems(f"/param/{text}")))


@pytest.mark.parametrize("name", ["/a/b", "a", "/a", "/aws/service/eks/ami"])
def test_ssm_can_hold_such_a_name(name: str) -> None:
    assert impossible(name) == []


@pytest.mark.parametrize("name", ["a/b", "/a//b", "/a/", "/a b", "/aws/x", "ssm-key", "", "/" + "a/" * 15 + "a"])
def test_ssm_can_hold_no_such_name(name: str) -> None:
    assert impossible(name) != []


def test_what_aws_publishes_is_known() -> None:
    assert (public("/aws/service/eks/ami"), public("/param/aws/service")) == (True, False)
