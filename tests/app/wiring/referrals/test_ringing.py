"""A referral that nobody answered, in the real window by keys: rung about, referred elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.parcels import ParcelState, Team
from app.domain.worklist import Reason
from app.usecases.referrals.catching_up import catch_up
from storage.spaces.parcel_store import VaultParcelStore
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from tests.app.wiring.referrals.acting import (
    NAME,
    OWN,
    THEIRS,
    box_of,
    confirm,
    row,
    words_of,
)
from ui.frame.overlay import open_overlays
from ui.person.due_card import DueCard
from ui.referrals.refer_box import ReferBox


def let_them_end_the_link(program: Program) -> None:
    """The team received it, and then a link that no answer can come by."""
    vault = program.session.desk.vault
    store = VaultParcelStore(vault, nr=1, id=OWN, take_in=catch_up)
    (waiting,) = store.to_send()
    store.keep_state(waiting.parcel.id, ParcelState.RECEIVED)
    store.take_in()
    store.keep_teams([Team(THEIRS, OWN, "Willowmere IDVA team", "01632 960001", is_closed=True)])
    program.session.joined.today.model.refresh()


def test_one_that_they_have_and_did_not_answer_is_rung_about_or_referred_elsewhere(
    introduced: Program,
) -> None:
    record_someone(introduced, NAME)
    box_of(introduced)
    confirm(introduced)
    let_them_end_the_link(introduced)

    today = introduced.session.joined.today.model
    key = row(introduced, Reason.UNANSWERED)
    introduced.press(Qt.Key.Key_H)
    assert isinstance(box_of(introduced), ReferBox)
    introduced.press(Qt.Key.Key_Escape)
    introduced.wait(lambda: today.due(key) is not None and not open_overlays(introduced.window))

    introduced.press(Qt.Key.Key_O)
    page = introduced.session.joined.person.page
    introduced.wait(lambda: bool(page.summary.findChildren(DueCard)))
    (card,) = page.summary.findChildren(DueCard)
    said = [label.text() for label in card.findChildren(QLabel)]
    assert "Ring Willowmere IDVA team: 01632 960001" in said

    row(introduced, Reason.UNANSWERED)
    introduced.press(Qt.Key.Key_Return)
    box = box_of(introduced)
    assert any("01632 960001" in text for text in words_of(box))
    introduced.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    introduced.wait(lambda: bool(box.fields["handed_over_to"].problem))
    introduced.type("Robin Teasel")
    confirm(introduced)
    introduced.wait(lambda: not today.counts[Reason.UNANSWERED.value])

    vault = introduced.session.desk.vault
    (record,) = vault.read(lambda reading: reading.referrals()).result()
    assert record.fields["handed_over_to"] == "Robin Teasel"
