"""The desk in the whole program: found from Today and a file, settled by keys, kept at lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from app.domain.history import reason_of
from app.errors import Refused
from app.usecases import settling
from app.usecases.recording import record
from storage.session import VaultSession
from sync.runner import Totals
from tests.app.wiring.driving import Program
from tests.app.wiring.over_window import box_of
from tests.colleagues import Colleague
from ui.boxes.ask_box import AskBox

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def clash(program: Program, fields: dict[str, object] | None = None) -> bytes:
    """Sorrel's file, whose name Linnet wrote apart."""

    def work(session: VaultSession) -> bytes:
        linnet = Colleague(session, role="member")
        id = record(session, "person", {"name": "Sorrel Thimblewood"}).id
        linnet.writes(session, "person", fields or {"name": "Sorrel T."}, subject=id, record=id)
        return id

    id = program.session.desk.vault.write(work).result()
    program.session.desk.saved.emit(id)
    return id


def go_there(program: Program) -> None:
    model = program.session.joined.settle.model
    program.press(Qt.Key.Key_5, ALT)
    program.wait(lambda: program.session.window.place == "settle")
    program.wait(lambda: model.compared is not None)


def test_a_clash_is_counted_in_violet_and_settled_by_keys(program: Program) -> None:
    program.unlock()
    id = clash(program)
    joined = program.session.joined
    item = joined.window.rail.items["settle"]
    program.wait(lambda: "1 waiting" in item.accessibleName())

    go_there(program)
    program.press(Qt.Key.Key_2, ALT)

    program.wait(lambda: not joined.settle.model.desk.clashes)
    program.wait(lambda: "1 waiting" not in item.accessibleName())
    vault = program.session.desk.vault
    assert vault.read(lambda r: r.record(id).fields["name"]).result() == "Sorrel T."  # type: ignore[union-attr]
    program.wait(lambda: [each.how for each in joined.settle.model.desk.settled] == ["chosen"])


def test_today_and_the_file_lead_to_the_desk(program: Program) -> None:
    program.unlock()
    id = clash(program)
    joined = program.session.joined
    program.wait(lambda: joined.today.model.counts["clash"] == 1)
    (key,) = [
        row.key
        for group in joined.today.model.groups
        for row in group.rows
        if row.key.startswith("clash")
    ]

    joined.today.act(key)
    program.wait(lambda: joined.settle.model.key == f"{id.hex()}/name")
    assert program.session.window.place == "settle"

    program.session.desk.file_wanted.emit(id)
    program.wait(lambda: bool(joined.person.model.clashes))
    joined.person.page.settle_wanted.emit(joined.person.model.clashes[0])
    assert program.session.window.place == "settle"


def test_a_version_begun_is_there_again_after_a_lock_and_is_saved_with_ctrl_enter(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    id = clash(first)
    go_there(first)
    first.press(Qt.Key.Key_Return)
    first.press(Qt.Key.Key_A, CTRL)
    first.type("Sorrel Thimble")
    first.press(Qt.Key.Key_L, CTRL)

    second = start_program()
    second.unlock()
    model = second.session.joined.settle.model
    second.wait(lambda: model.third.value == "Sorrel Thimble")
    assert second.session.window.place == "settle"
    box = second.session.joined.settle.page.detail.third.findChild(QPlainTextEdit)
    assert box is not None and box.toPlainText() == "Sorrel Thimble"

    second.press(Qt.Key.Key_Return, CTRL)

    second.wait(lambda: not model.desk.clashes)
    vault = second.session.desk.vault
    record = vault.read(lambda reading: reading.record(id)).result()
    assert record is not None and record.fields["name"] == "Sorrel Thimble"
    assert vault.read(lambda reading: reading.drafts()).result() == []


def test_a_version_begun_is_gone_on_with_from_today_and_shown_if_its_clash_is_settled(
    program: Program,
) -> None:
    program.unlock()
    id = clash(program)
    go_there(program)
    program.press(Qt.Key.Key_Return)
    program.type(" of Willowmere")
    joined, vault = program.session.joined, program.session.desk.vault
    joined.keep()
    program.wait(lambda: bool(vault.read(lambda reading: reading.drafts()).result()))
    (draft,) = vault.read(lambda reading: reading.drafts()).result()
    joined.window.show_place("today")

    program.session.desk.draft_wanted.emit(draft.id)
    program.wait(lambda: program.session.window.place == "settle")
    assert joined.settle.model.key == f"{id.hex()}/name"

    joined.window.show_place("today")
    vault.write(lambda session: settling.write(session, id, "name", value="Sorrel")).result()
    program.session.desk.draft_wanted.emit(draft.id)
    program.wait(lambda: any("of Willowmere" in words for words in told(program)))
    box_of(program).close_overlay()


def told(program: Program) -> list[str]:
    """The words in the box that is open."""
    boxes = program.window.findChildren(AskBox)
    return [label.text() for box in boxes for label in box.findChildren(QLabel)]


def test_less_care_is_asked_a_reason_for_which_stays_in_the_history(program: Program) -> None:
    program.unlock()

    def work(session: VaultSession) -> None:
        linnet = Colleague(session, role="member")
        id = record(session, "person", {"name": "Marigold Thistledown"}).id
        for level in ("high", "medium"):
            fields = {"risk": {"level": level}}
            linnet.writes(session, "casework", fields, subject=id, record=b"c" * 16)

    program.session.desk.vault.write(work).result()
    go_there(program)
    assert program.session.joined.settle.model.clash is not None
    bold = [each.value for each in program.session.joined.settle.model.compared.sides]  # type: ignore[union-attr]

    program.press(Qt.Key.Key_1 if bold[0] == {"level": "medium"} else Qt.Key.Key_2, ALT)
    box = box_of(program)
    box.ask()
    assert "Say why" in box.fields["reason"].problem
    editor = box.findChild(QPlainTextEdit)
    assert editor is not None
    editor.setPlainText("He has moved abroad")
    box.ask()

    program.wait(lambda: not program.session.joined.settle.model.desk.clashes)
    vault = program.session.desk.vault
    last = vault.read(lambda reading: reading.history(b"c" * 16)[-1]).result()
    assert last.set["risk"] == {"level": "medium"}
    assert reason_of(last) == "He has moved abroad"


def test_a_pause_over_many_clashes_reaches_the_desk_and_its_word_goes_back(
    program: Program,
) -> None:
    program.unlock()
    joined, wanted = program.session.joined, []
    joined.window.show_place("settle")
    joined.settle.paused.wanted.connect(lambda: wanted.append("word"))

    totals = Totals(problems=[Refused("exchange.many_clashes", count=60)])
    joined.sync._look_at(totals)  # noqa: SLF001

    assert joined.settle.paused.count == 60
    joined.settle.page.paused.button.click()
    assert wanted == ["word"]
    joined.sync._look_at(Totals())  # noqa: SLF001
    assert joined.settle.paused.count == 0
