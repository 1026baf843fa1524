"""A member who unlocks at a ward PC has what was sealed there, without network, once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.worklist import Reason
from app.usecases import today
from app.wiring.door.home import take_in_at_unlock
from sync.door.sending import send
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office, done


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "service.db")
    yield office
    office.close()


@pytest.fixture
def lead(tmp_path: Path, office: Office) -> Iterator[PC]:
    pc = PC(tmp_path / "wren", office, "Wren Pepperday")
    pc.found()
    yield pc
    pc.close()


def from_doors(pc: PC) -> list[str]:
    now = datetime.now().astimezone()
    rows = pc.vault.read(lambda reading: today.worklist(reading, now=now)).result()
    return [row.who for row in rows if row.reason is Reason.WARD_DOOR]


def test_what_lies_there_is_taken_in_at_unlock_and_comes_once(
    tmp_path: Path, office: Office, lead: PC
) -> None:
    ward = WardPC(tmp_path / "ward", office)
    ward.join(lead.invite(name="Fernhollow, bay 2", role="writer"))
    lead.sync()
    ward.seal()
    office.is_up = False

    for _ in range(2):
        take_in_at_unlock(lead.vault, ward.path)
    assert from_doors(lead) == ["Fernhollow, bay 2"]
    assert len(ward.folder.to_send()) == 1  # it goes to the others as well

    office.is_up = True
    ward.carry(send(ward.folder, ward.means))
    done(lead.sync())
    assert from_doors(lead) == ["Fernhollow, bay 2"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX knows them")
def test_a_folder_that_others_could_have_put_there_counts_for_nothing(
    tmp_path: Path, office: Office, lead: PC
) -> None:
    ward = WardPC(tmp_path / "ward", office)
    ward.join(lead.invite(name="Fernhollow", role="writer"))
    lead.sync()
    ward.seal()
    (ward.path / "door").chmod(0o666)

    take_in_at_unlock(lead.vault, ward.path)
    assert from_doors(lead) == []
