"""Entries in words: what was done, by whom, where, from what to what, and why."""

from __future__ import annotations

import pytest

from app.domain.history import Looked, Written
from tests.ui.history.conftest import NOW, change, looked, written
from ui.history.wording import HistoryWording
from ui.widgets.timeline_items import TimelineItem


def item(entry: Written | Looked, *, whole_file: bool = False) -> TimelineItem:
    wording = HistoryWording(NOW, whole_file, lambda code: f"Place {code}")
    (found,) = wording.items([entry])
    return found


def test_a_correction_says_from_what_to_what_and_why() -> None:
    first = change("identification", {"immediate_danger": "no", "site_ods": "Z9902"})
    fields = {
        "correction_reason/00ff00ff00ff00ff": "Misheard",
        "trigger/burn": True,
        "site_ods": "Z9903",
        "immediate_danger": "yes",
    }
    over = {"immediate_danger": [first.id], "site_ods": [first.id]}

    found = item(written(change("identification", fields, over, at=2), first))

    assert found.title == "Record corrected"
    assert found.aside == "Wren Pepperday · this PC"
    assert found.body.splitlines() == [
        "Why: Misheard",
        "Where: Place Z9902 → Place Z9903",
        "Signs seen: Burn: put in",
        "Immediate danger: No → Yes",
    ]
    assert (found.day, found.time) == ("Tue", "09:42")


def test_a_settled_clash_names_both_versions() -> None:
    a, b = change("person", {"name": "A"}), change("person", {"name": "B"}, at=2)
    last = change("person", {"name": "B"}, {"name": [a.id, b.id]}, at=3)

    found = item(written(last, a, b, pc="WGH-2", is_here=False))

    assert found.title == "Person: two versions settled"
    assert found.aside == "Wren Pepperday · WGH-2"
    assert "A" in found.body and "B → B" in found.body


def test_a_new_note_shows_its_lines_and_in_a_file_only_that_it_was_written() -> None:
    note = change(
        "note",
        {"form": "note/1", "lines": [{"label": "said", "text": "“He waits.”"}]},
        immutable=True,
    )

    alone, among = item(written(note)), item(written(note), whole_file=True)

    assert (alone.title, alone.body) == ("Note written", "")
    assert [(line.kind, line.text) for line in alone.lines] == [("said", "“He waits.”")]
    assert (among.title, among.body, among.lines) == ("Note written", "", ())


@pytest.mark.parametrize(
    ("kind", "fields", "title"),
    [
        ("person", {"gone": "Twice"}, "Marked as entered in error"),
        ("person", {"gone": None}, "Person brought back"),
        ("entered_in_error", {"corrects": "ab" * 32, "reason": "x"}, "Marked as entered in error"),
        ("sensitive", {"sensitive": "yes"}, "Marked sensitive"),
        ("sensitive", {"sensitive": "no"}, "Sensitive no longer"),
        ("break_glass", {"reason": "She is here"}, "Opened with a reason"),
        (
            "break_glass_seen",
            {"finding": "looks_right"},
            "A lead looked at an opening: Looks right",
        ),
        ("of_a_later_version", {"x": "y"}, "Record written"),
    ],
)
def test_every_act_has_its_words(kind: str, fields: dict[str, object], title: str) -> None:
    assert item(written(change(kind, fields))).title == title  # type: ignore[arg-type]


def test_a_record_in_error_says_why_and_no_numbers() -> None:
    marked = change("entered_in_error", {"corrects": "ab" * 32, "reason": "Wrong file"})

    assert item(written(marked)).body == "Why: Wrong file"


@pytest.mark.parametrize(
    ("what", "detail", "title"),
    [
        ("view", "person", "Opened the file"),
        ("view", "note", "Note: looked at"),
        ("list", "person", "Stood in a list"),
        ("search", "note", "Note: came up in a search"),
        ("history", "person", "Looked at the history"),
        ("exported", "to the GP", "Taken out of the program"),
        ("of_a_later_version", "", "Done with it: of_a_later_version"),
    ],
)
def test_every_look_has_its_words(what: str, detail: str, title: str) -> None:
    found = item(looked(what, detail), whole_file=True)

    assert found.title == title
    assert found.body == (detail if what == "exported" else "")


def test_what_the_log_only_repeats_is_left_out() -> None:
    wording = HistoryWording(NOW, whole_file=True, place_name=str)

    assert list(wording.items([looked("break_glass")])) == []


def test_a_long_record_is_cut_and_says_so() -> None:
    fields = {f"field_{number}": "x" for number in range(60)}

    lines = item(written(change("of_a_later_version", fields))).body.splitlines()

    assert len(lines) == 41
    assert lines[-1] == "and 20 more"
