"""A referral in the real window, by keys: made after a record, taken on, passed on, closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.worklist import Reason
from storage.spaces.parcel_store import VaultParcelStore
from storage.vault import Vault
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from tests.app.wiring.referrals.acting import (
    CTRL,
    NAME,
    OWN,
    THEIRS,
    box_of,
    confirm,
    row,
    words_of,
)
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays
from ui.person.due_card import DueCard
from ui.referrals.answer_boxes import AnswerBox, CloseBox, OfferBox
from ui.referrals.refer_box import MYSELF, ReferBox


def test_after_a_record_one_key_refers_to_the_team_there_is(introduced: Program) -> None:
    record_someone(introduced, NAME)

    box = box_of(introduced)
    assert isinstance(box, ReferBox)
    assert box.to == f"team:{THEIRS.hex()}"
    assert set(box.wish["shared"]) >= {"who", "enquiry", "harks", "danger"}
    assert box.wish["agreement"] == "yes"
    confirm(introduced)

    vault = introduced.session.desk.vault
    (waiting,) = VaultParcelStore(vault, nr=1, id=OWN, take_in=None).to_send()
    assert waiting.parcel.fields["person"] == {"name": NAME}
    today = introduced.session.joined.today.model
    introduced.wait(lambda: not today.counts[Reason.REFERRAL.value])


def names_whom(box: AskBox) -> bool:
    """Whether a box says about whom it is: behind it may stand somebody else."""
    return any(label.text().startswith(f"{NAME} · Y-") for label in box.findChildren(QLabel))


def test_without_a_team_the_row_waits_and_one_takes_it_on_oneself(program: Program) -> None:
    program.unlock()
    record_someone(program, NAME)
    assert not open_overlays(program.window)

    row(program, Reason.REFERRAL)
    program.press(Qt.Key.Key_Return)
    box = box_of(program)
    assert isinstance(box, ReferBox) and box.to == MYSELF
    assert names_whom(box)
    assert not box.asks("agreement")
    confirm(program)

    due = program.session.joined.today.model.due(row(program, Reason.FIRST_CONTACT))
    assert due is not None and due.referred is not None
    assert due.referred.worker == "Wren Pepperday"

    program.press(Qt.Key.Key_O)
    page = program.session.joined.person.page
    program.wait(lambda: bool(page.summary.findChildren(DueCard)))


def test_a_referral_is_answered_passed_on_and_closed_by_keys(program: Program) -> None:
    program.unlock()
    record_someone(program, NAME)
    row(program, Reason.REFERRAL)
    program.press(Qt.Key.Key_Return)
    box = box_of(program)
    assert isinstance(box, ReferBox)
    box.editors["to"].show_answer("own:any")
    box.editors["to"].tell()
    confirm(program)

    row(program, Reason.ANSWER)
    program.press(Qt.Key.Key_Return)
    assert isinstance(box_of(program), AnswerBox)
    assert names_whom(box_of(program))
    confirm(program)

    row(program, Reason.FIRST_CONTACT)
    program.press(Qt.Key.Key_H)
    assert isinstance(box_of(program), OfferBox)
    program.type("Robin Teasel")
    confirm(program)

    row(program, Reason.OFFERED)
    joined = program.session.joined
    offered = joined.today.model.due(row(program, Reason.OFFERED))
    assert offered is not None
    program.session.desk.referral_wanted.emit("close", offered.record)
    close = box_of(program)
    assert isinstance(close, CloseBox)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(close.fields["closed_because"].problem))
    close.editors["closed_because"].show_answer("planned_needs_met")
    confirm(program)
    program.wait(lambda: not joined.today.model.counts[Reason.OFFERED.value])


def test_one_that_waits_on_a_colleagues_pc_says_so_and_is_sent_from_here(
    introduced: Program,
) -> None:
    record_someone(introduced, NAME)
    box_of(introduced)
    confirm(introduced)
    vault, joined = introduced.session.desk.vault, introduced.session.joined
    (record,) = vault.read(lambda reading: reading.referrals()).result()
    let_a_colleague_have_written(vault, record.heads["road"][0])
    introduced.session.desk.file_wanted.emit(record.subject)
    items = joined.person.model
    introduced.wait(lambda: any("waits on ED 2 (Robin Teasel)" in it.body for it in items.items))
    introduced.session.desk.referral_wanted.emit("send_again", record.id)
    box = box_of(introduced)
    assert any("Willowmere IDVA team takes it in once" in text for text in words_of(box))
    confirm(introduced)

    (waiting,) = VaultParcelStore(vault, nr=1, id=OWN, take_in=None).to_send()
    assert waiting.parcel.id.hex() == record.fields["parcel"]
    assert waiting.parcel.fields["person"] == {"name": NAME}
    introduced.wait(lambda: any("waits on this PC" in it.body for it in items.items))


def let_a_colleague_have_written(vault: Vault, change: bytes) -> None:
    """As if the referral had come from another PC of the team, where its parcel lies."""
    for sql, given in (
        ("insert into author (nr, id, name) values (9, x'09', 'Robin Teasel')", ()),
        (
            "insert into device (nr, space, id, author, name, role, is_own)"
            " values (9, 1, x'0909', 9, 'ED 2', 'member', 0)",
            (),
        ),
        ("update change set device = 9 where id = ?", (change,)),
        ("delete from parcel_sent", ()),
    ):
        vault.write(lambda s, sql=sql, given=given: s.connection.execute(sql, given)).result()


def test_two_presses_open_one_box(program: Program) -> None:
    program.unlock()
    subject = record_someone(program, NAME)
    joined, desk = program.session.joined, program.session.desk
    for press in (joined.referrals.referring.refer, joined.person.contact.log):
        press(subject)
        press(subject)
        read = desk.read(lambda _reading: None)
        program.wait(lambda answer=read: answer.done() and bool(open_overlays(program.window)))
        program.wait(lambda: desk.turns.is_at_rest)

        box_of(program).close_overlay()
        assert not open_overlays(program.window)
