"""A referral in the real window, by keys: made after a record, taken on, passed on, closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.parcels import Team
from app.domain.team_settings import TEAM
from app.domain.worklist import Reason
from app.usecases.settings import team_settings
from storage.spaces.parcel_store import VaultParcelStore
from storage.vault import Vault
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays
from ui.person.due_card import DueCard
from ui.referrals.answer_boxes import AnswerBox, CloseBox, OfferBox
from ui.referrals.refer_box import MYSELF, ReferBox

CTRL = Qt.KeyboardModifier.ControlModifier
OWN, THEIRS = b"o" * 32, b"t" * 32
NAME = "Tansy Bramblewick"


@pytest.fixture
def introduced(program: Program) -> Program:
    """A vault whose team is introduced to an IDVA team."""
    program.unlock()
    vault = program.session.desk.vault
    named = "update space set id = ? where nr = 1"
    vault.write(lambda session: session.connection.execute(named, (OWN,))).result()
    store = VaultParcelStore(vault, nr=1, id=OWN, take_in=None)
    store.keep_teams([Team(THEIRS, OWN, "Willowmere IDVA team", "01632 960001")])
    said = {"team": THEIRS.hex(), "team_kind": "idva"}
    vault.write(lambda session: team_settings.put(session, TEAM, said)).result()
    return program


def box_of(program: Program) -> AskBox:
    program.wait(lambda: bool(open_overlays(program.window)))
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, AskBox)]
    return box


def confirm(program: Program) -> None:
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))


def row(program: Program, reason: Reason) -> str:
    """Go to Today, wait for a row of this reason, and make it the current one."""
    joined = program.session.joined
    joined.window.show_place("today")
    program.wait(lambda: bool(joined.today.model.counts[reason.value]))
    keys = [each.key for group in joined.today.model.groups for each in group.rows]
    key = next(each for each in keys if each.startswith(f"{reason.value}:"))
    assert joined.today.page.list.choose(key)
    joined.today.page.list.setFocus()
    return key


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


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


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
