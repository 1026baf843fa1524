"""A version put together on the desk: its place by number, its rules by their own inputs."""

from __future__ import annotations

from app.domain.contact import agreed_point
from app.forms import library
from ui.contact.point_editor import PointEditor
from ui.theme.theme import Theme

CALL = {"methods": {"call": "yes"}, "safe_times": [{"day": "mon", "from": "10:00", "to": "11:30"}]}
VERSIONS = [
    {"number": "(on file 1)", "code_word_ok": "(on file)", **CALL},
    {
        "number": "(on file 2)",
        **CALL,
        "safe_times": [{"day": "mon", "from": "10:00", "to": "12:00"}],
    },
]


def test_it_begins_with_the_stricter_parts_and_takes_the_number_that_is_chosen(qtbot) -> None:
    field = library.latest("contact_point").field("contact_point")
    assert field is not None
    editor = PointEditor(field, Theme("light"), versions=VERSIONS)
    qtbot.addWidget(editor)
    told = []
    editor.answered.connect(lambda _name, value: told.append(value))

    begun = agreed_point(VERSIONS)
    editor.show_answer(begun)
    assert editor.answer() == begun and told == []
    assert begun["safe_times"] == CALL["safe_times"]
    editor.place.show_answer("number:(on file 2)")
    editor.place.tell()
    assert told[-1]["number"] == "(on file 2)"
    assert told[-1]["code_word_ok"] == "(on file)"
