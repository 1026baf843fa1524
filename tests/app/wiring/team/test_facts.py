"""What the panel of the team is told, read from real vaults of a team."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.wiring.team import facts as team_facts
from storage.spaces.overview import is_copied
from sync.admitting import admit, words_of
from sync.holding import decide
from sync.removing import remove, rotate
from tests.sync.exchange.forging import Forger
from tests.sync.exchange.offices import PC, Office
from ui.team.facts import SpaceFacts

NewPc = Callable[[str], PC]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "service.db")
    yield opened
    opened.close()


@pytest.fixture
def new_pc(tmp_path: Path, office: Office) -> Iterator[NewPc]:
    opened: list[PC] = []

    def make(name: str) -> PC:
        opened.append(PC(tmp_path / name.split()[0].lower(), office, name))
        return opened[-1]

    yield make
    for pc in opened:
        pc.close()


@pytest.fixture
def lead(new_pc: NewPc) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def seen_by(pc: PC) -> SpaceFacts:
    """The home space as this PC tells of it after an exchange."""
    pc.sync()
    found = pc.vault.read(lambda reading: team_facts.facts(reading, pc.now_ms())).result()
    return found.spaces[0]


def own_device(pc: PC) -> bytes:
    return pc.spaces.space(pc.spaces.spaces()[0]).load().own.device


def test_who_waits_is_no_newcomer_of_the_room_and_each_end_knows_it(
    lead: PC, new_pc: NewPc
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    b.join(lead.invite(distance=True))
    c.join(lead.invite())

    theirs, ours = seen_by(b), seen_by(lead)

    assert theirs.waits == own_device(b)
    assert ours.waits is None
    assert [each.is_waiting for each in ours.devices] == [False, True, False]
    assert [each.person for each in ours.joined] == ["Tansy Bramblewick"]
    told = " ".join(words_of(lead.spaces.space(ours.id), own_device(b)))
    lead.lane.about(lambda store, means: admit(store, own_device(b), told, means)).result()
    assert seen_by(b).waits is None
    assert [each.person for each in seen_by(lead).joined] == ["Tansy Bramblewick"]


def test_a_lead_who_waits_or_was_removed_is_offered_nothing_of_a_lead(
    lead: PC, new_pc: NewPc
) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite(distance=True, role="lead"))
    waiting = seen_by(b)
    assert (waiting.is_lead, waiting.may_invite_own) == (False, False)
    lead.sync()
    told = " ".join(words_of(lead.spaces.space(waiting.id), own_device(b)))
    lead.lane.about(lambda store, means: admit(store, own_device(b), told, means)).result()
    admitted = seen_by(b)
    assert (admitted.is_lead, admitted.may_invite_own) == (True, True)

    gone = own_device(b)
    b.note()
    lead.lane.about(lambda store, means: remove(store, gone, means)).result()

    removed = seen_by(b)
    assert (removed.is_lead, removed.may_invite_own) == (False, False)


def test_open_codes_are_told_to_a_lead_with_what_they_are_for(lead: PC, new_pc: NewPc) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite())
    lead.invite(role="champion", name="Robin Saltmarsh", distance=True)
    b.sync()
    b.lane.invite_own().result()

    far, own = seen_by(lead).invitations

    assert (far.name, far.role, far.at_distance, far.is_own) == (
        "Robin Saltmarsh",
        "champion",
        True,
        False,
    )
    assert own.is_own and not own.at_distance
    assert far.until_ms - lead.now_ms() > 71 * 3_600_000
    assert seen_by(b).invitations == ()


def test_after_a_removal_it_names_who_has_not_been_heard_from(lead: PC, new_pc: NewPc) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    for pc in (b, c):
        pc.join(lead.invite())
        pc.sync()
    assert seen_by(lead).unheard == ()

    gone = own_device(c)
    lead.lane.about(lambda store, means: remove(store, gone, means)).result()

    facts = seen_by(lead)
    assert len(facts.unheard) == 1 and [each.id for each in facts.former] == [gone]
    b.sync()
    assert seen_by(lead).unheard == ()


def test_whose_vault_is_in_use_as_two_copies_is_told_for_a_month(
    lead: PC, new_pc: NewPc, tmp_path: Path
) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite())
    b.sync()
    b.close()
    shutil.copytree(b.folder, tmp_path / "copy")
    b.open()
    for pc in (new_pc("copy of it"), b):
        pc.note()
        pc.sync()
    lead.sync()

    (name,) = seen_by(lead).copied

    assert name.startswith("Linnet Marrowby")
    found = lead.overview().spaces[0].devices
    (told_ms,) = (row.copied_ms for row in found if row.copied_ms is not None)
    month = 30 * 24 * 60 * 60 * 1000
    assert [is_copied(row, told_ms + month - 1) for row in found].count(True) == 1
    assert not any(is_copied(row, told_ms + month) for row in found)
    lead.lane.about(lambda s, means: remove(s, b.device, means)).result()
    assert seen_by(lead).copied == ()


def test_what_is_held_is_told_with_whose_it_is_until_it_is_decided(
    lead: PC, new_pc: NewPc, office: Office
) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite())
    b.sync()
    lead.lane.about(rotate).result()
    b.sync()
    Forger(b).plant(office, "under the old key")

    space = seen_by(lead)
    (held,) = team_facts.held_facts(lead.vault, space.id)

    assert space.held == 1
    assert (held.person, held.why, held.may_adopt) == ("Linnet Marrowby", "old_epoch", True)
    positions = [held.position]
    lead.lane.about(lambda s, means: decide(s, positions, means, adopt=True)).result()
    assert seen_by(lead).held == 0
    assert team_facts.held_facts(lead.vault, space.id) == []
