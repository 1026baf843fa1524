"""The demonstration's ward PC, and what a made-up nurse recorded at it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app.wiring.demo.script import ScriptedDoor
from app.wiring.door.carrying import become_door, hand_on
from app.wiring.door.recording import PageRecorder
from storage.door.folder import DoorFolder, SetUp
from sync.runner import SyncLane

WARD, SHORT_CODE = "ward", "4711"
_AGO = timedelta(minutes=5)


def record_at_ward(
    folder: Path, lead: SyncLane, script: ScriptedDoor, *, url: str, now: datetime
) -> None:
    """Let a PC join as a ward PC, and record one enquiry there for the team."""
    code = lead.invite(role="writer", name=script.name).result()
    answers = script.answers
    setting, site = str(answers["setting_type"]), str(answers["site_ods"])
    made = DoorFolder(
        folder, SetUp(script.name, SHORT_CODE, is_training=True, setting=setting, site=site)
    )
    made.make()
    become_door(made, code, url, name=script.name, training=True)
    joined = DoorFolder(folder)
    recorder = PageRecorder(joined)
    # Long enough ago that the lock screen does not begin by telling her about it.
    recorder.save(answers, script.about, now=now - _AGO)
    recorder.close()
    hand_on(joined)
