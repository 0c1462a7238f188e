"""The recording in a browser: its lines come in time and within the frame, and without motion its last frame stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tools import recording
from tools.documents import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SEEN = """second => {
  for (const animation of document.getAnimations()) {
    animation.pause();
    animation.currentTime = second * 1000;
  }
  const frame = document.documentElement.getBoundingClientRect();
  const isSeen = (text) => {
    const box = text.getBoundingClientRect();
    const isShown = !text.closest(".step") || getComputedStyle(text.closest(".step")).opacity === "1";
    return isShown && box.top >= frame.top && box.bottom <= frame.bottom && box.right <= frame.right;
  };
  return [...document.querySelectorAll("text")].filter(isSeen).map((text) => text.textContent).join("\\n");
}"""


def seen(browser: Browser, second: float, motion: Literal["reduce", "no-preference"] = "no-preference") -> str:
    """The words that stand in the frame."""
    context = browser.new_context(reduced_motion=motion, viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.goto((ROOT / recording.PAGE).as_uri())
    words: str = page.evaluate(_SEEN, second)
    context.close()
    return words


@pytest.mark.parametrize(
    ("second", "there", "not_there"),
    [
        (0.1, "", "Change a setting"),
        (8, "info[pods-restart]", "error["),
        (16, "error[liveness-before-readiness]", "Change a setting"),
        (29, "max_replicas=3,", "info[pods-restart]"),
    ],
)
def test_lines_come_in_their_time_and_leave_at_the_top(
    browser: Browser, second: float, there: str, not_there: str
) -> None:
    words = seen(browser, second)

    assert there in words
    assert not_there not in words


def test_without_motion_all_of_the_last_frame_is_there_at_once(browser: Browser) -> None:
    assert seen(browser, 0, "reduce") == seen(browser, 29)
