from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value
from app.forms import library
from ui.identify.answering import Answering

FORM = library.latest("identification")
NAMES = st.sampled_from(["hark_h", "seen_alone", "their_words", "children_in_household"])
VALUES: st.SearchStrategy[Value] = st.none() | st.sampled_from(["yes", "no"]) | st.integers(0, 9)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=30))
def test_undoing_all_leads_back_to_the_start(changes: list[tuple[str, Value]]) -> None:
    answering = Answering(FORM, {"seen_alone": "yes"})
    for name, value in changes:
        answering.set(name, value)

    while answering.undo():
        pass

    assert answering.now == {"seen_alone": "yes"}
    assert answering.is_untouched


def test_words_typed_on_are_one_thing_to_undo() -> None:
    answering = Answering(FORM, {})
    answering.set("hark_h", "yes")
    for words in ("S", "Sh", "She"):
        answering.set("their_words", words)

    assert answering.undo() == "their_words"
    assert answering.now == {"hark_h": "yes"}


def test_the_same_answer_again_is_no_change() -> None:
    answering = Answering(FORM, {})

    assert answering.set("hark_h", "yes")
    assert not answering.set("hark_h", "yes")
