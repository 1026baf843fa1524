"""A copy of a vault that is put beside it, when the vault has left a space and joined another."""

from __future__ import annotations

import os
import shutil
from functools import partial

from app.domain.parcels import Team
from app.ports.looks import Line
from storage.backup.adding import add_missing
from sync.introducing import offer
from tests.sync.exchange.offices import PC
from tests.sync.exchange.two_teams import wish


def space_nr(pc: PC, id: bytes) -> int:
    return int(pc.rows("select nr from space where id = ?", id)[0][0])


def test_what_was_kept_of_a_space_is_not_taken_for_the_one_that_has_its_number_now(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    (before,) = a.spaces.spaces()
    a.spaces.parcels(before).keep_teams([Team(b"t" * 32, before, "Ashgate Surgery", "", False)])
    a.spaces.looks(before, patience_ms=0).keep_opened(
        7, b.device, [Line(1, "view", b"f" * 16, None, "person")]
    )
    a.sync()
    a.lane.introducing(partial(offer, wish=wish(), phone="")).result()
    a.close()
    shutil.copytree(a.folder, a.folder.with_name("copy"))
    a.open()
    copy = PC(a.folder.with_name("copy"), a.wire.office, "Wren Pepperday")
    a.spaces.space(before).leaving.forget()
    now = a.found(title="Hollin Bank")
    assert space_nr(a, now) == space_nr(copy, before)

    def add(rows: object) -> None:
        a.vault.write(
            lambda session: add_missing(rows, session.connection, random=os.urandom)  # type: ignore[arg-type]
        ).result()

    copy.vault.read(lambda reading: add(reading.connection)).result()

    there = space_nr(a, before)
    assert there != space_nr(a, now)
    assert a.rows("select space, name from team") == [(there, "Ashgate Surgery")]
    looks = "select l.space, d.space, d.id from look l join device d on d.nr = l.device"
    assert a.rows(looks) == [(there, there, b.device)]
    kept = {name for (name,) in a.rows("select name from setting")}
    assert f"exchange/{there}" in kept
    assert f"exchange/{space_nr(a, now)}" not in kept
    assert a.spaces.parcels(before).introductions.under_way() != []
    copy.close()
