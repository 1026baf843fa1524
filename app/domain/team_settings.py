"""What a team sets for itself: records of the space, about no person, that leads alone write.

They stand in one file of the space that has no person, each under an id that follows from what it
is about, so that two leads who add the same place make one record with two versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.domain.areas import area_key
from app.domain.encoding import Value

SETTINGS = sha256(b"yarrow/settings/v1").digest()[:16]
"""The file that a space's settings stand in, the same in every space."""
PLACE, AREA, CODE, NUMBER = "setting_place", "setting_area", "setting_code", "setting_number"
PACK, CLOCK = "setting_pack", "setting_clock"
STEP, RECORD_CODE, TEAM = "setting_step", "setting_record_code", "setting_team"
WARD = "setting_ward_pc"
"""That nothing of a ward PC counts: for one that no lead can cut off, as the log has it no more."""
KINDS = (PLACE, AREA, CODE, NUMBER, CLOCK, STEP, RECORD_CODE, TEAM, PACK, WARD)
FOR_WARDS = (PLACE, CODE, NUMBER, STEP)
"""What a ward PC is told of them: nothing of areas, forms, or codes for another record."""
WORDING = "setting_wording"
"""No record: what a ward PC is told of a form pack, the authorised words of an instrument."""
_PREFIX = "setting_"


def is_setting(kind: str) -> bool:
    """Whether records of a kind are settings, those of a newer program too."""
    return kind.startswith(_PREFIX)


def setting_id(kind: str, key: str) -> bytes:
    """The id of the setting of this kind about this thing."""
    return sha256(f"yarrow/setting/v1/{kind}/{key}".encode()).digest()[:16]


def key_of(kind: str, answers: Mapping[str, Value]) -> str:
    """What a setting is about, as its id is made from it; empty where that is not known."""
    if kind in (PLACE, RECORD_CODE):
        return str(answers.get("code") or "")
    if kind == AREA:
        return area_key(str(answers.get("area")), str(answers.get("instrument")))
    if kind == CODE:
        return f"{str(answers.get('list'))}/{str(answers.get('code'))}"
    if kind == WARD:
        return str(answers.get("device") or "")
    if kind == TEAM:
        return str(answers.get("team") or "")
    return str(answers.get("key") or "")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One thing that is set: its words, and the answers that a box about it begins with.

    `record` is its id where it is the team's own, None where it is as shipped; `by` who set it
    last, and `since_ms` when. `has_versions` says that two versions stand side by side.
    """

    kind: str
    title: str
    detail: str
    answers: Mapping[str, Value]
    record: bytes | None = None
    has_versions: bool = False
    by: str = ""
    since_ms: int = 0


@dataclass(frozen=True, slots=True)
class SettingRows:
    """All of them in order, and whether this person may change them."""

    rows: tuple[SettingRow, ...]
    is_lead: bool
