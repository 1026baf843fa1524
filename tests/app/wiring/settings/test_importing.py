"""A spreadsheet is brought in through Settings: columns, a look, and all rows at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.worklist import Reason
from app.usecases import recording
from app.usecases.today import worklist
from tests.app.wiring.driving import Program
from ui.importing.card import ImportCard

SHEET = (
    "Name,DOB,Date,Notes,Colour\n"
    "Saffron Tidewell,12/3/1991,1/11/2026,Came alone,red\n"
    "Hazel Mossop,,2/11/2026,Fell twice,blue\n"
)


def card_of(program: Program) -> ImportCard:
    window = program.session.window
    window.show_place("settings")
    program.session.joined.settings.page.show_section("importing")
    return program.window.findChild(ImportCard)


def brought(program: Program) -> list[str]:
    desk = program.session.joined.desk

    def names(reading: object) -> list[str]:
        rows = reading.rows(reading.list_ids("note"))  # type: ignore[attr-defined]
        return [str(each.fields["lines"]) for each in rows]

    return desk.vault.read(names).result()


def test_rows_are_looked_at_and_then_all_taken_in(program: Program, tmp_path: Path) -> None:
    program.unlock()
    vault = program.session.joined.desk.vault
    about = {"name": "Safron Tidewell", "date_of_birth": "1991-03-12"}
    vault.write(lambda session: recording.record(session, "person", about)).result()
    sheet = tmp_path / "past.csv"
    sheet.write_text(SHEET, "utf-8")
    card = card_of(program)
    card.kind.setCurrentIndex(card.kind.findData("note"))

    card.open(sheet)
    program.wait(lambda: list(card.columns) == ["Name", "DOB", "Date", "Notes", "Colour"])
    assert [box.currentData() for box in card.columns.values()] == [
        *("name", "date_of_birth", "happened_at", "lines", ""),
    ]
    assert not card.take_button.isEnabled()
    program.wait(lambda: card.kind.hasFocus())
    for box in (card.order, *card.columns.values()):
        program.press(Qt.Key.Key_Tab)
        assert program.window.focusWidget() is box

    card.look_button.click()
    program.wait(lambda: card.list.count() == 2)
    assert "will be added to Y-" in card.list.item(0).text()
    assert not card.take_button.isEnabled(), "a person has to say"
    card.matches.setCurrentIndex(card.matches.findData("add"))
    card.matches.activated.emit(0)
    card.take_button.click()

    program.wait(lambda: "2 rows are saved" in card.told.text())
    assert len(brought(program)) == 2
    people = vault.read(lambda reading: reading.list_ids("person")).result()
    assert len(people) == 2


def test_what_is_wrong_is_said_by_row_and_nothing_is_taken_in(
    program: Program, tmp_path: Path
) -> None:
    program.unlock()
    sheet = tmp_path / "past.csv"
    sheet.write_text("Name,Date,Notes\nFern Mossop,soon,One\n", "utf-8")
    card = card_of(program)
    card.kind.setCurrentIndex(card.kind.findData("note"))

    card.open(sheet)
    program.wait(lambda: len(card.columns) == 3)
    card.look_button.click()
    program.wait(lambda: card.list.count() == 1)

    assert card.list.item(0).text().startswith("Row 2: ")
    assert "(column Date)" in card.list.item(0).text()
    assert "soon" not in card.list.item(0).text()
    assert not card.take_button.isEnabled()
    assert brought(program) == []


REFERRALS = (
    "Name,DOB,Date,Reason,Outcome\n"
    "Saffron Tidewell,12/3/1991,1/11/2026,Afraid to go home,\n"
    "Hazel Mossop,2/2/1980,2/11/2026,,\n"
)


def test_past_referrals_come_in_with_who_took_them_and_ask_nobody_for_anything(
    program: Program, tmp_path: Path
) -> None:
    program.unlock()
    sheet = tmp_path / "past.csv"
    sheet.write_text(REFERRALS, "utf-8")
    card = card_of(program)
    card.kind.setCurrentIndex(card.kind.findData("referral"))

    card.open(sheet)
    program.wait(lambda: len(card.columns) == 5)
    assert [box.currentData() for box in card.columns.values()] == [
        *("name", "date_of_birth", "handed_over_at", "reason", "outcome"),
    ]
    assert card.columns["Name"].findData("parcel") < 0
    (who,) = card.constants.values()
    card.look_button.click()
    program.wait(lambda: card.list.count() == 2)
    assert "Who took it" in card.list.item(0).text()
    who.setCurrentIndex(0)
    taken_by = who.currentData()  # the box goes with the rows that are taken in
    card.look_button.click()
    program.wait(lambda: card.take_button.isEnabled())
    card.take_button.click()
    program.wait(lambda: "2 rows are saved" in card.told.text())

    vault = program.session.joined.desk.vault
    made = vault.read(lambda reading: reading.rows(reading.list_ids("referral"))).result()
    assert all(each.fields["handed_over_to"] == taken_by for each in made)
    assert {each.fields.get("reason") for each in made} == {"Afraid to go home", None}
    now = program.session.joined.desk.now()
    waiting = vault.read(lambda reading: worklist(reading, now=now)).result()
    assert {each.reason for each in waiting} <= {Reason.ONLY_HERE}
