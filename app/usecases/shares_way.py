"""What colleagues in a space are told of a vault there: whether a team's shares open it.

A space for named people may refuse such vaults, and whoever leads it has to know whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from app.domain.changes import Edit
from app.ports import Reading, Session

KIND = "shares_way"
_OPEN = "open"
_ID_BYTES = 16


def record_of(device: bytes) -> bytes:
    """The id of the record, and of what it is about, for the device of a vault in a space."""
    return sha256(b"yarrow/shares-way/v1" + device).digest()[:_ID_BYTES]


def told(reading: Reading, device: bytes) -> bool:
    """Whether it is known that a team's shares open the vault of a device."""
    found = reading.record(record_of(device))
    return found is not None and found.kind == KIND and found.fields.get(_OPEN) != "no"


def open_ones(reading: Reading, devices: Iterable[bytes]) -> list[bytes]:
    """Those of these devices whose vaults a team's shares open, as far as they have said so."""
    return [device for device in devices if told(reading, device)]


def tell(session: Session, space: bytes, device: bytes, *, is_open: bool) -> bool:
    """Say it of this vault's own device, unless it is known so; whether there was anything to say.

    A vault that no shares ever opened says nothing.
    """
    if told(session, device) == is_open:
        return False
    id = record_of(device)
    before = session.record(id)
    over = {} if before is None else {_OPEN: before.heads.get(_OPEN, ())}
    session.save([Edit(KIND, id, id, {_OPEN: "yes" if is_open else "no"}, over)], space=space)
    return True
