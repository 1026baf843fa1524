"""What the made-up team does to keep its vaults and files: settings, cover, marks, ways back."""

from __future__ import annotations

from app.wiring.demo.hands import Key, alt, control
from app.wiring.demo.stage import Stage
from storage.vault import open_vault
from ui.settings.hide_cards import PinCard
from ui.settings.secret_box import SecretBox

PIN = "8264"
_SENSITIVE = "999 000 0026"
_PAGE = 4096


def history(stage: Stage) -> None:
    """What happened to the file that is open."""
    person = stage.session.joined.person
    person.page.file_wanted.emit("history")
    stage.hands.until(lambda: person.history.box is not None, "history")
    stage.hands.settle()
    stage.picture("history")
    stage.hands.press(Key.Key_Escape)


def settle(stage: Stage) -> None:
    """Two clashes between two PCs: the careful side of one, and one text written from both."""
    hands, model = stage.hands, stage.session.joined.settle.model
    stage.go(Key.Key_5)
    hands.until(lambda: model.compared is not None, "settle")
    stage.picture("settle-careful")
    hands.press(Key.Key_Down)
    hands.until(lambda: model.third.kind == "text", "text")
    stage.picture("settle")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: len(model.desk.clashes) == 1, "settled")


def mark_sensitive(stage: Stage) -> None:
    """A file whose person works here."""
    hands, person = stage.hands, stage.session.joined.person
    before = person.model.subject
    stage.find(_SENSITIVE)
    hands.until(lambda: person.model.subject != before, "file")
    person.page.file_wanted.emit("mark")
    hands.settle()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Tab)
    hands.type("Works on the maternity ward")
    stage.picture("sensitive-mark")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: person.model.mark is not None, "mark")
    stage.picture("sensitive")


def open_sensitive(stage: Stage) -> None:
    """The same file as a colleague meets it: closed, and opened with a reason."""
    hands, person = stage.hands, stage.session.joined.person
    stage.look_for(_SENSITIVE)
    hands.press(Key.Key_Return)
    hands.until(lambda: person.model.is_closed, "closed file")
    stage.picture("sensitive-closed")
    hands.press(Key.Key_Space)
    hands.until(lambda: stage.session.joined.boxes.open_box is not None, "reason")
    hands.type("She is in bed C14 and asks for me")
    stage.picture("sensitive-reason")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: person.model.items, "opened file")
    stage.picture("sensitive-open")


def settings(stage: Stage) -> None:
    """Each section of Settings: a code made, a PIN set, a backup made, a place of the team."""
    stage.go(Key.Key_8, "settings")
    _code(stage)
    _pin(stage)
    _backup(stage)
    _team(stage)
    _section(stage, "about")
    stage.picture("settings-about")


def cover(stage: Stage) -> None:
    """Cover the screen with F9, and come back with the PIN."""
    hands = stage.hands
    hands.press(Key.Key_F9)
    stage.picture("cover")
    hands.press(Key.Key_Return)
    stage.picture("cover-return")
    hands.type(PIN)
    hands.press(Key.Key_Return)
    hands.until(lambda: not stage.session.cover.isVisible(), "cover")


def forgotten(stage: Stage) -> None:
    """The lock screen of someone who has no passphrase, or none any more."""
    window, hands = stage.choose_person("wren"), stage.hands
    window.page.take_focus()
    hands.tab_to("Forgotten passphrase")
    hands.press(Key.Key_Space)
    stage.pictures.take("forgotten", window)
    hands.press(Key.Key_Escape)
    hands.tab_to("Someone else")
    hands.press(Key.Key_Space)
    stage.pictures.take("someone-else", window)
    hands.tab_to("Restore from a backup")
    hands.press(Key.Key_Space)
    stage.pictures.take("restore", window)


def damaged(stage: Stage) -> None:
    """A vault of which the disk has spoiled a page: it can be read, and a repair is offered."""
    folder = stage.home / "linnet"
    records = folder / "records.db"
    content = bytearray(records.read_bytes())
    content[-3 * _PAGE + 9] ^= 1
    records.write_bytes(content)
    with open_vault(folder, stage.passphrase) as vault:
        vault.verify()
    stage.enter("linnet")
    mending = stage.session.joined.mending
    stage.hands.until(lambda: mending.box is not None, "damage")
    stage.picture("damage")
    stage.hands.press(Key.Key_Escape)
    stage.lock()


def _code(stage: Stage) -> None:
    hands = stage.hands
    _section(stage, "ways")
    cards = stage.session.joined.settings.ways.cards  # made once they are shown
    stage.picture("settings-ways")
    hands.tab_to("Make a personal code")
    hands.press(Key.Key_Space)
    hands.type(stage.passphrase)
    hands.press(control(Key.Key_Return))
    window = stage.session.window
    hands.until(lambda: window.findChildren(SecretBox), "code")
    stage.picture("personal-code")
    hands.press(control(Key.Key_Return))
    hands.until(lambda: "another" in cards.code_button.text(), "code kept")


def _pin(stage: Stage) -> None:
    hands = stage.hands
    _section(stage, "hide")
    hands.tab_to("New PIN")
    hands.type(PIN)
    hands.press(Key.Key_Return)
    (card,) = stage.session.window.findChildren(PinCard)
    hands.until(lambda: not card.forget_button.isHidden(), "pin")
    stage.picture("settings-hide")


def _backup(stage: Stage) -> None:
    lane = stage.session.joined.settings.backups
    _section(stage, "backups")
    stage.hands.tab_to("Back up now")
    stage.hands.press(Key.Key_Space)
    stage.hands.until(lambda: lane.state and lane.state.made_ms and not lane.is_working, "backup")
    stage.picture("settings-backups")


def _team(stage: Stage) -> None:
    hands, team = stage.hands, stage.session.joined.settings.team
    _section(stage, "team")
    hands.until(lambda: stage.session.desk.turns.is_at_rest, "what the team sets")
    hands.tab_to("Add a place")
    stage.picture("settings-team")
    hands.press(Key.Key_Space)
    hands.until(lambda: stage.session.joined.boxes.open_box is not None, "place")
    hands.type("F81999")
    stage.picture("settings-team-place")
    hands.press(Key.Key_Escape)
    hands.until(lambda: stage.session.joined.boxes.open_box is None and team, "box left")


def _section(stage: Stage, key: str) -> None:
    page = stage.session.joined.settings.page
    stage.hands.press(Key.Key_F6, alt(Key.Key_8))
    page.show_section(key)
    page.setFocus()
    stage.hands.settle()
