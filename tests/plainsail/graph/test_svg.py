"""The picture as an element of a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from plainsail.graph import STYLE, draw, graph_of
from tests.plainsail.graph.small import an, blog, shuffled, workload

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> ET.Element:
    """The picture, as an XML parser reads it."""
    return ET.fromstring(drawn)  # noqa: S314


def buttons(drawn: str) -> dict[str | None, ET.Element]:
    """The nodes by their object."""
    return {each.get("data-object"): each for each in parsed(drawn).iter(f"{SVG}g") if each.get("role") == "button"}


def shown(element: ET.Element) -> str:
    """The text that a reader sees of an element, and a search finds."""
    return " ".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


def test_every_object_is_a_button_that_keys_reach_and_addresses_name() -> None:
    drawn = draw(blog(), title="blog")
    found = buttons(drawn)

    assert set(found) == {str(node.key) for node in graph_of(blog()).nodes}
    for name, button in found.items():
        kind, _, rest = str(name).partition("/")
        assert button.get("id") == f"node-{kind}-{re.sub('[^A-Za-z0-9_.-]', '_', rest)}"
        assert button.get("tabindex") == "0"
        assert str(button.findtext(f"{SVG}title")).startswith(str(name))


def test_no_id_stands_twice() -> None:
    spaces = ["shop", "edge"]
    objects = [an("Secret", metadata={"namespace": space}) for space in spaces] + [
        an("Secret", "a*"),
        an("Secret", "a_"),
    ]

    ids = re.findall(r' id="([^"]*)"', draw(objects, title="alike"))

    assert sorted(ids) == ["node-Secret-a", "node-Secret-a-2", "node-Secret-a_", "node-Secret-a_-2"]


def test_a_page_may_hold_several_pictures() -> None:
    ids = re.findall(r' (?:id|data-from|data-to)="([^"]*)"', draw(blog(), title="blog", prefix="staging-"))

    assert ids
    assert all(each.startswith("staging-node-") for each in ids)


def test_every_edge_says_its_reference_and_both_ends() -> None:
    drawn = parsed(draw(blog(), title="blog"))
    ids = {each.get("id") for each in drawn.iter(f"{SVG}g")}
    wires = [group for group in drawn.iter(f"{SVG}g") if group.get("class") == "relation"]
    told = {str(group.findtext(f"{SVG}title")) for group in wires}

    assert len(wires) == len(graph_of(blog()).edges)
    assert "Ingress/blog-wordpress: backend :http Service/blog-wordpress" in told
    assert "Deployment/blog-wordpress: volume Secret/smtp-credentials (missing)" in told
    for path in drawn.iter(f"{SVG}path"):
        assert {path.get("data-from"), path.get("data-to")} <= {*ids, None}


def test_the_state_of_an_object_is_said_in_words_and_in_a_class() -> None:
    found = buttons(draw(blog(), title="blog"))

    for name, state, words in (
        ("Secret/smtp-credentials", "missing", "missing"),
        ("IngressClass/nginx", "outside", "from outside"),
        ("Secret/blog.example.com-tls", "made", "made by Ingress"),
    ):
        assert found[name].get("class") == f"node {state}"
        assert words in shown(found[name])


def test_the_picture_has_a_title_and_says_what_it_shows() -> None:
    root = parsed(draw(blog(), title="blog in <production>"))

    assert root.get("aria-label") == root.findtext(f"{SVG}title") == "blog in <production>"
    assert root.findtext(f"{SVG}desc") == graph_of(blog()).summary()


def test_nothing_that_keys_reach_stands_in_an_image_or_in_another_such() -> None:
    root = parsed(draw(blog(), title="blog"))

    assert root.get("role") == "group"
    for button in root.iter(f"{SVG}g"):
        if button.get("role") == "button":
            assert not [inner for inner in button.iter() if inner is not button and inner.get("tabindex")]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"'><img src=x onerror=y>", "a&b", "]]>", "x\x00\x1b[2J", "名前"]
)
def test_a_hostile_name_stays_a_text(name: str) -> None:
    drawn = draw([an("ConfigMap", name), workload(name=name)], title=name, prefix="p")
    root = parsed(drawn)

    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "g", "rect", "text", "tspan", "circle", "path")
    }
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]
    assert len(buttons(drawn)) == 2


def test_a_long_name_is_shortened_and_told_in_full() -> None:
    name = "the-configuration-" * 12 + "end"
    [button] = buttons(draw([an("ConfigMap", name)], title="long")).values()

    assert "…" in shown(button)
    assert f"ConfigMap/{name}" in str(button.findtext(f"{SVG}title"))


def test_a_name_in_two_lines_is_found_by_a_search() -> None:
    [button] = buttons(draw([an("ConfigMap", "blog-redis-configuration-files")], title="two")).values()

    assert "blog-redis-configuration-files" in shown(button)


def test_names_that_share_a_box_are_buttons_each() -> None:
    found = buttons(draw([an("ConfigMap", f"map-{i}") for i in range(9)], title="maps"))

    assert len(found) == 9
    assert shown(found["ConfigMap/map-3"]) == "map-3"


def test_the_same_objects_give_the_same_bytes_in_any_order() -> None:
    for seed in range(3):
        assert draw(shuffled(blog(), seed), title="blog") == draw(blog(), title="blog")


def test_no_objects_are_an_empty_picture() -> None:
    root = parsed(draw([], title="nothing"))

    assert root.findtext(f"{SVG}desc") == "no objects"
    assert not list(root.iter(f"{SVG}rect"))


def test_colours_are_those_of_the_page() -> None:
    drawn = draw(blog(), title="blog")
    body = drawn.replace(STYLE, "")

    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|fill=|stroke=", body)
    assert re.findall(r"(?:fill|stroke):(?!var\(--|none)", STYLE) == []


def test_a_page_may_hold_the_style_once() -> None:
    assert draw(blog(), title="blog", style=False) == draw(blog(), title="blog").replace(
        f"<style>{STYLE}</style>\n", ""
    )


def test_nothing_is_fetched_and_nothing_runs() -> None:
    drawn = draw(blog(), title="blog").replace('xmlns="http://www.w3.org/2000/svg"', "")

    assert not re.search(r"https?:|url\(|<script|href|@import", drawn)
