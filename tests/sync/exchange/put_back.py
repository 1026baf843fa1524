"""A service whose database is put back to an earlier copy, and the PCs that notice."""

from __future__ import annotations

from pathlib import Path

from sync.service import restoring
from tests.databases import copy_database
from tests.sync.exchange.offices import PC, Office, codes


def put_back(office: Office, kept: Path, *, by_command: bool = True) -> None:
    office.close()
    copy_database(kept, office.database)
    office.restart()
    if by_command:
        with office.engine.begin() as connection:
            restoring.begin_everywhere(connection)
        office.restart()


def position_of(pc: PC) -> int:
    return pc.overview().spaces[0].position


def is_read_only(office: Office) -> bool:
    with office.service.store.reading() as connection:
        return bool(restoring.waiting_for(connection))


def all_sync(*pcs: PC) -> None:
    for pc in (*pcs, *pcs):
        assert codes(pc.sync()) == []
