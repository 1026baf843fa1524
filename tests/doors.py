"""A ward PC as it lies on a disk, of a made-up team whose keys the test holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.ports.door import DoorLog
from app.ports.entering import Entering
from app.ports.exchange import Cursor, Own, ServiceAddress
from storage.door.folder import DoorFolder, SetUp
from sync.protocol.epochs import open_inbox
from sync.protocol.heads import sign_head
from sync.protocol.keys import public_of
from sync.protocol.parcels import Way, open_parcel
from tests.sync.protocol.team import Team, make_team

SHORT_CODE = "4711"
NOWHERE = "https://127.0.0.1:9"


@dataclass
class DoorOnDisk:
    """Its folder, and the team that opens what is sealed there."""

    folder: DoorFolder
    team: Team

    def opened(self) -> list[Any]:
        """What the team reads of all that is kept there, the oldest first."""
        return [self._open(record) for record in self.folder.to_send()]

    def _open(self, record: Any) -> Any:
        space, epoch = self.team.space, self.team.membership.epoch
        inbox = open_inbox(self.team.content_key, epoch.content.inbox, epoch.place)
        content, signed = open_parcel(inbox, record.sealed, Way(space, space, record.id, 1))
        signed.check(self.team.membership.devices[content.device].keys.sign)
        return content.fields


def put_door(path: Path, **set_up: Any) -> DoorOnDisk:
    """Make a ward PC in this folder that has read who belongs, and reaches no service."""
    team = make_team()
    pc = team.add(role="writer")
    given = {"name": "Fernhollow ward", "code": SHORT_CODE, "is_training": True, **set_up}
    folder = DoorFolder(path, SetUp(**given))
    folder.make()
    keys = pc.keys.sign.private_bytes_raw() + bytes(96)
    service = ServiceAddress(NOWHERE, public_of(team.service), (b"p" * 32, b"q" * 32))
    entering = Entering(
        asked=b"a" * 32,
        space=team.space,
        title="",
        service=service,
        own=Own(pc.id, keys, b"", b"", 0, b""),
        role="writer",
        epoch=1,
        content_key=None,
        statement=b"joined",
    )
    folder.enter(entering, Cursor(1, 0, team.space, b""), [])
    head = sign_head(team.service, team.head())
    statements = tuple(enumerate(team.log, start=1))
    folder.keep_log(DoorLog(statements, head, 1, len(team.log)))
    return DoorOnDisk(DoorFolder(path), team)
