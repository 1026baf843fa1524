"""Ward PCs over the wire of a team's made-up office."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from app.domain.ward_door import DoorRecord, pack
from storage.door.folder import DoorFolder, SetUp
from sync.asking import Means
from sync.door.joining import join_as_door
from sync.door.sealing import DoorSeal
from sync.runner import drive
from tests.sync.exchange.offices import URL, Office, Wire

SHORT = "4711"
FIELDS = pack(
    DoorRecord(
        "identification/1", {"their_words": "He counts my steps."}, {}, {}, 1, is_whole=False
    )
)


@dataclass
class WardPC:
    """A ward PC that can be asked to do all it does."""

    path: Path
    office: Office

    def __post_init__(self) -> None:
        self.wire = Wire(self.office)
        self.means = Means(lambda: time.time_ns() // 10**6, os.urandom, time.perf_counter, b"")
        self.folder = DoorFolder(self.path, SetUp("Fernhollow ward", SHORT, is_training=True))
        self.folder.make()

    def join(self, code: str, *, training: bool = True) -> None:
        self.carry(
            join_as_door(
                self.folder, code, URL, self.means, name="Fernhollow ward", training=training
            )
        )
        self.folder = DoorFolder(self.path)

    def carry(self, conversation):
        return drive(conversation, self.wire)

    def seal(self, id: bytes = b"r" * 16):
        record = DoorSeal(self.folder.door(), self.folder.log()).seal(
            id, FIELDS, at_ms=self.means.now_ms(), is_whole=True
        )
        self.folder.records.put(record)
        return record
