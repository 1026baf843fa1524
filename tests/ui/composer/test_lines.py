from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.composer.lines import (
    FACT,
    LABELS,
    OPINION,
    SAID,
    Line,
    kept,
    labelled,
    next_to,
    to_keep,
    to_sign,
)

LINES = st.builds(Line, st.sampled_from(["", *LABELS]), st.text(max_size=40))


def test_what_is_said_opens_with_a_quote_mark() -> None:
    assert labelled(Line(), SAID) == Line(SAID, "“")
    assert labelled(Line(SAID, "“"), FACT) == Line(FACT, "")
    assert labelled(Line(FACT, "Cut lip"), SAID) == Line(SAID, "Cut lip")


def test_a_new_line_keeps_the_label() -> None:
    assert next_to(Line(OPINION, "I think")) == Line(OPINION, "")
    assert next_to(Line(SAID, "“No”")) == Line(SAID, "“")
    assert next_to(Line()) == Line()


def test_blank_lines_are_not_signed_and_open_quotes_are_closed() -> None:
    blank = [Line(SAID, "“"), Line(FACT, " ")]

    assert to_sign([Line(SAID, "“He took my keys"), *blank, Line(FACT, "Lip cut")]) == [
        {"label": SAID, "text": "“He took my keys”"},
        {"label": FACT, "text": "Lip cut"},
    ]


@given(st.lists(LINES, min_size=1, max_size=5))
def test_a_draft_gives_its_lines_back(lines: list[Line]) -> None:
    assert kept(to_keep(lines)) == tuple(lines)


@given(st.lists(LINES, max_size=5))
def test_no_words_are_lost_by_signing(lines: list[Line]) -> None:
    signed = [part["text"] for part in to_sign(lines) if isinstance(part, dict)]

    for line in lines:
        assert line.is_blank or any(line.text.strip() in str(text) for text in signed)


def test_what_is_no_list_is_one_blank_line() -> None:
    assert kept(None) == (Line(),)
