"""HTML is made of values, and no value can become markup."""

from hypothesis import given
from hypothesis import strategies as st

from plainsail.report.html import Html, element, fragment, raw, text
from plainsail.report.parts import prose


def test_a_text_is_escaped_where_it_enters() -> None:
    assert element("p", "<script>", title='"') == '<p title="&quot;">&lt;script&gt;</p>'


def test_what_is_html_stays_so() -> None:
    assert element("p", element("b", "x"), raw("<i></i>")) == "<p><b>x</b><i></i></p>"


def test_what_is_added_to_html_is_a_text_again() -> None:
    assert fragment(Html("<b>") + "x") == "&lt;b&gt;x"


@given(st.text())
def test_no_text_can_end_an_element_or_an_attribute(words: str) -> None:
    shown = text(words)

    assert not {"<", ">", '"', "'"} & set(shown)
    assert element("a", words, href=words) == f'<a href="{shown}">{shown}</a>'


@given(st.text())
def test_prose_keeps_every_word(words: str) -> None:
    assert prose(words).replace("<code>", "").replace("</code>", "").replace("`", "") == text(words).replace("`", "")


def test_what_would_turn_the_direction_of_text_is_written_out() -> None:
    assert text("a\u202eb") == "a\\u202eb"
