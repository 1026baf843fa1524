"""The demonstration's script: nothing in it that a form would refuse, and somebody for each row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.forms import checking, library
from app.wiring.demo.display import has_display
from app.wiring.demo.script import read_script

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def test_every_answer_passes_its_form_at_the_moment_it_is_played():
    script = read_script(NOW)
    for case in (*script.cases, script.neighbour.case):
        notes = [("note", note.answers) for note in case.notes]
        asked = [("person", case.about), ("identification", case.enquiry), *notes]
        for name, answers in (*asked, *case.records):
            form = library.latest(name)
            assert checking.check(form, answers, now=NOW, training=True) == {}


def test_what_is_recorded_at_the_ward_passes_its_forms():
    door = read_script(NOW).door
    for name, answers in (("person", door.about), ("identification", door.answers)):
        assert checking.check(library.latest(name), answers, now=NOW, training=True) == {}


def test_training_and_tallies_pass_their_forms():
    for kind, answers in read_script(NOW).practice:
        assert checking.check(library.latest(kind), answers, now=NOW, training=True) == {}


def test_it_has_danger_a_clash_a_hand_over_and_something_unsent():
    cases = read_script(NOW).cases

    assert any(case.enquiry.get("immediate_danger") == "yes" for case in cases)
    assert any(case.clash for case in cases)
    assert any(case.handed_over_to for case in cases)
    assert [case.is_unsent for case in cases].count(True) == 1
    assert [bool(case.letter) for case in cases].count(True) == 1


def test_an_offscreen_platform_is_no_display(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert not has_display()
