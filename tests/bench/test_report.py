from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import aims, document, figures, report
from bench.measure import Measured, NotMeasured, Sample, Way
from bench.memory import Peak


def measured(key: str, *seconds: float, peak: Peak | None = None) -> Measured:
    return Measured(
        Way(key=key, title=f"way {key}", command=(), folder=Path()), [Sample(each, 2 * each) for each in seconds], peak
    )


def rows(**seconds: float) -> Sequence[figures.Row]:
    return figures.rows_of([measured(key.replace("_", "-"), each) for key, each in seconds.items()])


ROWS = figures.rows_of([measured("a", 0.3, 0.1, 0.2, peak=Peak(64.4, 10.0, 0.0)), measured("b", 0.4, 0.9, 0.5)])


def test_ratios_are_those_of_medians() -> None:
    assert figures.ratio(ROWS, "a", "b") == pytest.approx(0.4)
    assert figures.ratio(ROWS, "a", "unknown") is None


def test_a_row_shows_the_spread_and_the_ratio() -> None:
    assert report.text(figures.cells(ROWS, "b")).splitlines() == [
        "       min ms  median ms  max ms  cpu ms  ratio  MiB  first  largest",
        "way a  100     200        300     400     0.40   64   10",
        "way b  400     500        900     1000    1.00",
    ]


def test_the_table_of_a_document_holds_the_same_cells() -> None:
    assert (
        report.markdown(figures.cells(ROWS, "b")).splitlines()[2]
        == "| way a | 100 | 200 | 300 | 400 | 0.40 | 64 | 10 |  |"
    )


def test_an_aim_that_was_not_measured_is_left_out() -> None:
    told = aims.cells("sample", rows(cold=0.5, plain=1.0))

    assert told == [("cold, beside cdk8s-plus under cdk8s synth", "0.5 x", "<= 0.3 x", "no")]


def test_what_one_more_object_costs_leaves_the_start_out() -> None:
    few, some, many = (1.0 + 0.0002 * aims.objects(apps) for apps in (50, 250, 500))

    found = aims.each("check", 50, 250)(rows(check_50=few, check_250=some))
    growth = aims.growth("check", 50, 250, 500)(rows(check_50=few, check_250=some, check_500=many))

    assert found == pytest.approx(0.2)
    assert growth == pytest.approx(1.0)


def test_growth_is_what_the_last_apps_cost_beside_the_first() -> None:
    fleets = [
        Measured(
            Way(key=f"a-{apps}", title=f"a, {apps} apps", command=(), folder=Path(), apps=apps), [Sample(took, 1)], None
        )
        for apps, took in ((50, 1.0), (250, 3.0), (500, 8.0))
    ]

    assert figures.growth(figures.rows_of(fleets)) == [
        ("ms for each app", "of 50", "of 250", "of 500", "growth"),
        ("a", "20.00", "12.00", "16.00", "2.00"),
    ]


def test_figures_stand_between_the_markers_alone() -> None:
    page = "above\n<!-- bench: sample -->\nold\n<!-- end -->\nbelow\n<!-- bench: commands -->\nkept\n<!-- end -->\n"

    text = document.filled(
        page, {"sample": {"machine": {"cores": "2"}, "versions": {}, "rounds": 5, "minutes": 2.2, "rows": ROWS}}
    )

    assert "old" not in text
    assert text.startswith("above\n<!-- bench: sample -->\n\n|  | min ms |")
    assert text.endswith(
        "5 rounds, 2 minutes; cores 2.\n\n<!-- end -->\nbelow\n<!-- bench: commands -->\nkept\n<!-- end -->\n"
    )


def test_aims_of_what_was_not_measured_stay_as_they_were() -> None:
    row = "| explain of a field, first time, 250 apps | 0.5 s | <= 1 s | yes |"
    page = (
        f"<!-- bench: aims -->\n\n| aim | measured |\n| --- | ---: |\n{row}\n| no aim | 1 | 1 | yes |\n\n<!-- end -->\n"
    )

    text = document.filled(page, {})

    assert row in text
    assert "no aim" not in text


def test_a_marker_of_no_suite_is_refused() -> None:
    with pytest.raises(NotMeasured, match="there is no suite 'nothing'"):
        document.filled("<!-- bench: nothing -->\n<!-- end -->\n", {})
