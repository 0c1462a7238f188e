"""The panel of promotions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plainsail.project.commits import Logged
from plainsail.report.promotion_panel import step_html
from plainsail.report.promotions import DELIVERY, Branch, Promotion, Waiting
from tests.plainsail.plan.planted import container, deployment, files, planned

BEFORE, AFTER = Branch("origin/production", "a" * 40), Branch("origin/staging", "b" * 40)
AUTHORED = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


def logged(subject: str) -> Logged:
    return Logged("c" * 40, AUTHORED, subject, AUTHORED, ())


def step(*waiting: Waiting, **fields: object) -> Promotion:
    said = {"approval": "production", "before": BEFORE, "after": AFTER, "waiting": waiting} | fields
    return Promotion("staging", "production", **said)  # type: ignore[arg-type]


def test_a_commit_is_a_row() -> None:
    shown = step_html(step(Waiting(logged("Raise the memory"), ("backend", DELIVERY))))

    assert "1 commit to promote. Reviewers of production are asked." in shown
    assert f"<code>{'c' * 12}</code>" in shown
    assert '<time datetime="2026-11-23T12:30:00+00:00">2026-11-23 12:30</time>' in shown
    assert "Raise the memory" in shown
    assert "backend, which apps there are" in shown


def test_commits_that_touch_nothing_of_it_are_folded() -> None:
    shown = step_html(step(Waiting(logged("Write docs"), ())))

    assert "None of them touches what production runs." in shown
    assert "<summary>1 commit that touches nothing of dist/ that production runs</summary>" in shown


@pytest.mark.parametrize("subject", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\u202eb\x1b[31m"])
def test_a_hostile_subject_is_text(subject: str) -> None:
    shown = step_html(step(Waiting(logged(subject), ("backend",))))

    assert "<script" not in shown
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_a_subject_may_be_empty() -> None:
    assert "(no subject)" in step_html(step(Waiting(logged(""), ("backend",))))


def test_nothing_to_promote() -> None:
    shown = step_html(step(before=Branch("origin/production", "b" * 40)))

    assert (
        "Nothing to promote: production runs what staging runs, <code>bbbbbbbbbbbb</code> (the branch origin/staging)."
        in shown
    )
    assert "<table" not in shown


def test_one_branch_for_both() -> None:
    assert "Both follow origin/staging: what one gets, the other gets at once." in step_html(step(before=AFTER))


def test_what_is_missing_is_said() -> None:
    shown = step_html(step(before=None, missing=("production: is not here",)))

    assert "What staging runs and production does not, nobody can say here." in shown
    assert '<p class="problem">production: is not here.</p>' in shown


def test_a_way_back_is_loud() -> None:
    shown = step_html(step(back=(logged("Hotfix"),)))

    assert "production runs 1 commit that staging does not; to promote takes back:" in shown
    assert "Hotfix" in shown


def test_a_long_way_is_cut_and_counted() -> None:
    shown = step_html(step(*[Waiting(logged(f"n{number}"), ("backend",)) for number in range(230)]))

    assert "230 commits to promote." in shown
    assert "n199" in shown
    assert "n200" not in shown
    assert "and 30 older commits" in shown


def test_what_all_of_them_do_together() -> None:
    plan = planned(files(deployment()), files(deployment(container(args=["-v"]))))
    shown = step_html(step(Waiting(logged("a"), ("backend",)), plan=plan))

    assert "All of them together, in production" in shown
    assert "pods are replaced: containers[app].args changed" in shown


def test_all_of_them_may_change_nothing() -> None:
    shown = step_html(step(Waiting(logged("a"), ("backend",)), plan=planned({}, {})))

    assert "All of them together change nothing of what production runs." in shown
