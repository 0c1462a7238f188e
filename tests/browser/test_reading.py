"""What readers do with a page: filter, open, move by keyboard, follow links; the main parts need no script."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROW, Open

PAGES = ["plain.html", "packed.html#app-backend", "fleet.html", "fleet/backend.html"]
_STOP = """(() => {
  const stop = document.activeElement;
  const box = stop.querySelector(":scope > .box"); // a node of the graph shows it by its frame
  const outline = box ? getComputedStyle(box).strokeWidth === "3px" : getComputedStyle(stop).outlineStyle !== "none";
  return [stop.outerHTML.slice(0, 80), outline, stop.checkVisibility()];
})()"""
"""Where the keyboard is, whether that is marked, and whether it can be seen."""
DEPLOYMENT = "object-backend-production-Deployment-backend"


@pytest.mark.parametrize("size", [(1280, 900), NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_every_panel_is_shown_and_nothing_is_wider_than_the_page(
    open_page: Open, name: str, size: tuple[int, int]
) -> None:
    page = open_page(name, size=size)

    panels = page.locator("main > section > h2").all()

    assert panels
    assert all(panel.is_visible() for panel in panels)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("wide", [1280, 1000, 700])
def test_a_panel_that_is_linked_to_begins_below_the_header(open_page: Open, wide: int) -> None:
    page = open_page("plain.html#environments", size=(wide, 700))

    header, title = page.locator("body > header").bounding_box(), page.locator("#environments-title").bounding_box()

    assert header is not None
    assert title is not None
    assert header["y"] + header["height"] <= title["y"]


def test_without_a_script_the_environments_findings_and_settings_are_there(open_page: Open) -> None:
    page = open_page(js=False)

    assert page.locator("#overview tbody tr:visible").count() == 2
    assert page.locator("#finding-list > li:visible").count() == 1
    page.locator("#app-backend > summary").click()
    assert page.get_by_role("group", name="Settings of backend by environment").is_visible()
    assert page.locator("form:visible").count() == 0


def test_environments_are_filtered(open_page: Open) -> None:
    page = open_page()
    panel = page.locator("#environments")

    panel.locator("[name=env]").select_option("staging")
    assert page.locator("#overview tbody tr:visible").count() == 1
    assert panel.locator("output").inner_text() == "1 of 2"
    panel.locator("[name=app]").fill("nothing")
    assert page.locator("#overview tbody tr:visible").count() == 0
    panel.locator("[name=app]").press("Escape")
    assert page.locator("#overview tbody tr:visible").count() == 1


def test_findings_are_filtered_by_severity_app_and_environment(open_page: Open) -> None:
    page = open_page()
    panel = page.locator("#findings")
    shown = page.locator("#finding-list > li:visible")

    panel.locator("[name=severity]").select_option("info")
    assert shown.count() == 1
    panel.locator("[name=env]").select_option("staging")
    assert shown.count() == 0
    panel.locator("[name=env]").select_option("production")
    assert shown.count() == 1
    panel.locator("[name=text]").fill("node that fails")
    assert shown.count() == 1
    panel.locator("[name=severity]").select_option("error")
    assert shown.count() == 0


def test_the_count_of_findings_leads_to_them_alone(open_page: Open) -> None:
    page = open_page()
    page.locator("#findings [name=severity]").select_option("error")

    page.get_by_role("link", name="1 info").click()

    assert page.url.endswith("#findings")
    assert page.locator("#findings [name=env]").input_value() == "production"
    assert page.locator("#finding-list > li:visible").count() == 1


def test_settings_that_differ_can_be_seen_alone_with_the_layers_above(open_page: Open) -> None:
    page = open_page("plain.html#app-backend")
    rows = page.locator("#settings-backend > tr:visible")
    every = rows.count()

    page.get_by_label("Only what differs").check()
    assert 0 < rows.count() < every
    page.get_by_label("Setting or value").fill("max_replicas")
    assert rows.count() == 1
    rows.locator("summary").first.click()
    assert rows.locator("li").all_inner_texts()[0].startswith("Staging envs/backend/staging.py:")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(open_page: Open) -> None:
    page = open_page()

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_keyboard_is_seen(open_page: Open) -> None:
    page = open_page("plain.html#app-backend")
    page.evaluate("document.activeElement.blur()")
    stops = page.locator("a[href], button, input, select, summary, [tabindex='0']").locator("visible=true").count()

    unseen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        html, outline, visible = page.evaluate(_STOP)
        if html.startswith("<body"):  # behind the last one
            break
        if not visible or not outline:
            unseen.append(html)

    assert stops > 20
    assert unseen == []


def test_a_slash_leads_to_the_first_search(open_page: Open) -> None:
    page = open_page()

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "app"


def test_arrows_move_between_environments(open_page: Open) -> None:
    page = open_page("plain.html#app-backend")
    staging, production = page.get_by_role("tab").all()

    staging.focus()
    page.keyboard.press("ArrowRight")

    assert production.get_attribute("aria-selected") == "true"
    assert page.locator("#objects-backend-production").is_visible()
    assert not page.locator("#objects-backend-staging").is_visible()
    page.keyboard.press("ArrowRight")
    assert staging.get_attribute("aria-selected") == "true"
    page.keyboard.press("End")
    assert production.get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("name", ["plain.html", "packed.html"])
def test_a_link_opens_all_that_hides_an_object(open_page: Open, name: str) -> None:
    page = open_page(f"{name}#{DEPLOYMENT}")

    yaml = page.locator(f"#{DEPLOYMENT} .yaml")
    yaml.wait_for()

    assert "image.tag envs/backend/image.json:" in yaml.inner_text()
    assert "terminationGracePeriodSeconds: 60" in yaml.inner_text()


def test_the_index_of_a_fleet_leads_to_the_page_of_an_app_and_back(open_page: Open) -> None:
    page = open_page("fleet.html")

    page.locator("#overview a").first.click()
    assert page.locator("h2").inner_text() == "backend"
    page.get_by_role("navigation").get_by_text("Findings").click()
    assert page.url.endswith("fleet.html#findings")


def test_the_theme_can_be_turned(open_page: Open) -> None:
    page = open_page()
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    page.get_by_role("button", name="Dark theme").click()

    assert page.evaluate(paper) != light
    assert page.get_by_role("button", name="Light theme").is_visible()


def test_a_node_of_the_graph_leads_to_its_yaml(open_page: Open) -> None:
    page = open_page("plain.html#objects-backend-production")

    page.locator("#backend-production-node-Deployment-backend").press("Enter")

    assert page.evaluate("document.activeElement.closest('details').id") == DEPLOYMENT
    assert page.locator(f"#{DEPLOYMENT} .yaml").is_visible()


def test_the_graph_is_searched_and_zoomed(open_page: Open) -> None:
    page = open_page("plain.html#objects-backend-production")
    panel = page.locator("#objects-backend-production")
    svg = panel.locator("svg")
    width = "svg => svg.getBoundingClientRect().width"
    first = svg.evaluate(width)

    panel.get_by_label("Find in the graph").fill("cronjob")
    assert panel.locator("svg [data-object]:not(.dim)").count() == 1
    panel.get_by_role("button", name="Larger").click()
    assert svg.evaluate(width) > first
    panel.get_by_role("button", name="Fit").click()
    assert svg.evaluate(width) == first
