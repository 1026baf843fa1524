"""What the made-up team does in the demonstration without a display, one act after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.wiring.demo import keeping
from app.wiring.demo.door import SHORT_CODE
from app.wiring.demo.hands import Key, alt, control
from app.wiring.demo.stage import Stage


def _wren(stage: Stage) -> None:
    stage.unlock("wren", picture="lock")
    stage.picture("today")
    _record(stage)
    _find(stage)
    _keep_safe(stage)
    _look(stage)
    _note(stage)
    _log_contact(stage)
    _mark_in_error(stage)
    keeping.history(stage)
    keeping.mark_sensitive(stage)
    _people(stage)
    _reports(stage)
    _give(stage)
    keeping.settle(stage)
    stage.go(Key.Key_7, "sync")
    _invite(stage)
    keeping.settings(stage)
    keeping.cover(stage)
    stage.lock()


def _linnet(stage: Stage) -> None:
    stage.unlock("linnet", picture="lock-again")
    sync = stage.session.joined.sync.model
    stage.hands.until(lambda: sync.facts.is_set_up and not sync.is_running, "exchange")
    stage.picture("colleague-today")
    stage.find("saffron", picture="colleague-find")
    stage.picture("colleague-person")
    keeping.open_sensitive(stage)
    stage.lock()


def _ward(stage: Stage) -> None:
    """Somebody of the ward records for the team; the page is sealed and the process ends."""
    window, hands = stage.show_door(), stage.hands
    stage.pictures.take("ward-door", window)
    panes = window.page.panes
    for name, show in (("care", panes.show_care), ("set-up", panes.show_set_up)):
        show()
        stage.pictures.take(f"ward-{name}", window)
    panes.show_ward()
    hands.type(SHORT_CODE)
    hands.press(Key.Key_Return)
    hands.until(lambda: stage.desktop.session is not None, "door")
    page = stage.door_page
    hands.until(lambda: page.window.is_whole, "page")
    hands.type("maren")
    hands.press(Key.Key_Return)
    stage.pictures.take("ward-page", page.window)
    hands.press(Key.Key_Escape, control(Key.Key_L))
    hands.press(control(Key.Key_Return))
    hands.until(stage.has_locked, "leave")


def _record(stage: Stage) -> None:
    """An identification by keyboard alone: who, where, safe to ask, HARKS, right now, agreement."""
    hands, new = stage.hands, stage.session.joined.new
    hands.press(control(Key.Key_N))
    stage.picture("new")
    hands.type("saffron ti")
    hands.until(lambda: hands.focus_name() == "Person", "search")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.focus_name().startswith("Saffron Tidewell"), "match")
    hands.press(Key.Key_Return)
    for place in (2, 2, 2, 0, 1):  # Willowmere ED, adults' ED, nurse, the time as it is, in person
        hands.choose(place)
    hands.type("yn")
    hands.type("s")
    for sign in ("face", "stays"):
        hands.type(sign)
        hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.type("yydnn")
    hands.type("nc")
    hands.press(Key.Key_Return, Key.Key_Tab)
    hands.type("1")
    hands.press(Key.Key_Tab, Key.Key_Tab)
    hands.type("husb")
    hands.press(Key.Key_Return)
    hands.type("u")
    hands.type("ayyns")
    hands.press(Key.Key_Return)
    hands.type("He reads every message, so please do not text me.")
    hands.tab_to("Safeguarding")
    hands.type("n")
    stage.picture("new-filled")
    saved: list[object] = []
    new.model.saved.connect(saved.append)
    hands.press(control(Key.Key_Return))
    hands.until(lambda: saved, "save")
    hands.until(lambda: hands.focus_name().startswith("Why"), "refer")
    stage.picture("refer")
    hands.press(Key.Key_Escape)


def _find(stage: Stage) -> None:
    stage.find("tansy b", picture="find")
    stage.picture("person")


def _keep_safe(stage: Stage) -> None:
    """The twelve points of her record, one of them done."""
    hands, person = stage.hands, stage.session.joined.person
    items = person.model.page.items if person.model.page is not None else ()
    person.safety.open(next(item.id.hex() for item in items if item.kind == "identification"))
    hands.until(lambda: person.safety.box is not None, "points")
    hands.settle()
    hands.press(Key.Key_Space)
    stage.picture("keep-safe")
    hands.press(Key.Key_Escape)
    hands.until(lambda: person.safety.box is None, "points kept")


def _look(stage: Stage) -> None:
    """The letter in her file, opened from the timeline and closed again."""
    person = stage.session.joined.person
    items = person.model.page.items if person.model.page is not None else ()
    key = next(item.id.hex() for item in items if item.kind == "attachment")
    person.page.timeline.choose(key)
    person.page.timeline.setFocus()
    stage.hands.press(Key.Key_Return)
    stage.hands.until(lambda: person.attachments.model.drawn, "letter")
    stage.picture("attachment")
    stage.hands.press(Key.Key_Escape)


def _note(stage: Stage) -> None:
    """A note of three lines: what was seen, what was said, what she thinks."""
    hands, person = stage.hands, stage.session.joined.person
    before = len(person.model.items)
    hands.tab_to("line 1")
    hands.press(alt(Key.Key_1))
    hands.type("Rang the ward at 09:44. She was alone.")
    hands.press(Key.Key_Return, alt(Key.Key_2))
    hands.type("Mum can have the children on Thursday")
    hands.press(Key.Key_Return, alt(Key.Key_3))
    hands.type("I think Thursday is the day to meet, because he works late.")
    stage.picture("note")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: len(person.model.items) > before, "sign")


def _log_contact(stage: Stage) -> None:
    """A try to reach her: the number for it, nobody answered."""
    hands, person = stage.hands, stage.session.joined.person
    before = person.model.counts["contact"]
    person.page.timeline.setFocus()
    hands.press(Key.Key_L)
    hands.until(lambda: person.contact.logging and person.contact.logging.card.is_shown, "number")
    stage.picture("log-contact")
    hands.press(Key.Key_2)
    hands.press(control(Key.Key_Return))
    hands.until(lambda: person.model.counts["contact"] > before, "try")


def _mark_in_error(stage: Stage) -> None:
    """The newest item of the file, marked with a reason."""
    hands, person = stage.hands, stage.session.joined.person
    person.mark_in_error(person.model.items[0].key)
    hands.settle()
    hands.type("Written in the wrong file")
    stage.picture("in-error")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: any(item.struck for item in person.model.items), "in error")
    stage.picture("person-after")


def _people(stage: Stage) -> None:
    """Everyone, once the first of them can be read."""
    people = stage.session.joined.people.model
    stage.go(Key.Key_3)
    stage.hands.until(lambda: people.count and people.row(0), "people")
    stage.picture("people")


def _reports(stage: Stage) -> None:
    """Months in figures; a clinic counted by keys, beside the training log and twelve months."""
    joined = stage.session.joined
    practice, reports = joined.practice.model, joined.reports.model
    stage.go(Key.Key_6)
    stage.hands.until(lambda: reports.shown is not None, "reports")
    stage.picture("reports")
    joined.window.show_place("practice")
    stage.hands.until(lambda: practice.shown is not None, "practice")
    stage.hands.type("aanad")
    stage.hands.until(lambda: practice.tally.disclosed, "tally")
    stage.picture("practice")
    joined.window.show_place("reports")
    joined.reports.saving.open_box()
    stage.hands.until(lambda: joined.reports.saving.is_read, "figures")
    stage.picture("report-box")
    stage.hands.press(Key.Key_Escape)


def _give(stage: Stage) -> None:
    """What would go of all files to somebody outside, looked at and left."""
    joined = stage.session.joined
    joined.window.show_place("settings")
    joined.settings.go_to("giving", "")
    joined.giving.open_all()
    stage.hands.settle()
    stage.hands.type("GP")
    stage.hands.press(Key.Key_Tab)
    stage.hands.type("They asked for it")
    stage.hands.press(control(Key.Key_Return))
    stage.hands.until(lambda: joined.giving.has_looked, "giving")
    stage.picture("give-box")
    stage.hands.press(Key.Key_Escape)


def _invite(stage: Stage) -> None:
    """A code for one more person, told in the room."""
    team = stage.session.joined.sync.team
    team.do("invite")
    stage.hands.settle()
    stage.picture("invite-box")
    stage.hands.press(control(Key.Key_Return))
    stage.hands.until(lambda: team.model.code is not None, "invite")
    stage.hands.settle()
    stage.picture("invite")


ACTS: Mapping[str, Callable[[Stage], None]] = {
    "wren": _wren,
    "linnet": _linnet,
    "forgotten": keeping.forgotten,
    "damaged": keeping.damaged,
    "ward": _ward,
}
