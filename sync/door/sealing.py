"""Seal a page to the team's inbox: at once, without network, by the newest key known here."""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import Value
from app.errors import Refused
from app.ports.door import Door, DoorLog, SealedRecord
from sync.door.reading import folded
from sync.protocol.parcels import Content, seal_parcel


class DoorSeal:
    """What one ward PC seals with, as its log stood; the statements are checked when it is made.

    Raises Refused `door.not_read_yet` where no statement was read, `door.cut_off` for a PC that
    does not belong any more as far as is known here.
    """

    def __init__(self, door: Door, log: DoorLog) -> None:
        if not log.statements or not log.head:
            raise Refused("door.not_read_yet")
        known = folded(door.space, log.statements)
        device = known.present.get(door.device)
        if log.is_cut_off or device is None or not device.is_door:
            raise Refused("door.cut_off")
        self._door, self._head = door, log.head
        self._key = Ed25519PrivateKey.from_private_bytes(door.key)
        self._epoch = known.epoch.content

    def seal(
        self, id: bytes, fields: Mapping[str, Value], *, at_ms: int, is_whole: bool
    ) -> SealedRecord:
        """The record under this id (16 bytes), for the team alone."""
        space = self._door.space
        content = Content(space, space, id, self._door.device, None, self._head, fields, {})
        epoch = self._epoch.epoch
        sealed = seal_parcel(self._epoch.inbox.public, self._key, content, epoch=epoch)
        return SealedRecord(id, epoch, sealed, at_ms, is_whole)
