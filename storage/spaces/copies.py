"""Copies of one vault that go on side by side: each that notices tells the leads of the space.

The line is one of the access log, so that a reader's PC tells it too and leads alone are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.encoding import Value
from app.domain.looks import COPIED
from app.ports.looks import Line
from storage import settings
from storage.connection import Connection
from storage.session import VaultSession

DAY_MS = 24 * 60 * 60 * 1000
_OWN = """
    select s.id, m.device from space s join membership m on m.space = s.nr where s.nr = ?
"""


def note(session: VaultSession, space: int) -> None:
    """Put it into this vault's access log, unless that was done within a day.

    Two copies take each other's lines for more that was sent in their name: without the day they
    would never be quiet.
    """
    rows, now = session.connection, session.now_ms()
    id, device = rows.execute(_OWN, (space,)).fetchone()
    told = noticed(rows, space).get(device)
    if told is None or not 0 <= now - told < DAY_MS:
        session.note_access(COPIED, b"", record=id, detail="")
        _keep(rows, space, device, now)


def keep(session: VaultSession, space: int, device: bytes, lines: Sequence[Line]) -> None:
    """Keep what a colleague's lines say of her vault; none is taken as later than now."""
    said = [each.ms for each in lines if each.what == COPIED]
    if said:
        _keep(session.connection, space, device, min(max(said), session.now_ms()))


def noticed(connection: Connection, space: int) -> Mapping[bytes, int]:
    """When each device last said so, ms since 1970, as far as this vault was told."""
    kept = settings.read(connection, _name(space))
    found = kept if isinstance(kept, dict) else {}
    return {bytes.fromhex(str(id)): ms for id, ms in found.items() if isinstance(ms, int)}


def _keep(connection: Connection, space: int, device: bytes, ms: int) -> None:
    told = noticed(connection, space)
    after = {**told, device: max(ms, told.get(device, 0))}
    kept: dict[str, Value] = {id.hex(): at for id, at in after.items()}
    settings.write(connection, _name(space), kept)


def _name(space: int) -> str:
    return f"copied/{space}"
