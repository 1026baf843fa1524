"""A made-up file to look at."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.domain.records import Record, SyncState, Version
from app.domain.timeline import FilePage, Item
from ui.person.whole_file import WholeFile

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
SUBJECT = bytes(range(16))

ANSWERS: dict[str, Value] = {
    "identified_at": "2026-11-15T15:20:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "seen_alone": "yes",
    "trigger": ["strangulation_signs", "partner_always_present", "fearful", "burn"],
    "hark_h": "yes",
    "hark_a": "yes",
    "hark_r": "declined",
    "hark_k": "yes",
    "hark_safety": "yes",
    "immediate_danger": "yes",
    "abuse_time": "current",
    "children_in_household": 2,
    "children_ages": [6, 3],
    "specialist_referral": "accepted",
    "consent_scope": {"service_team": "yes", "gp": "no", "police": "not_asked"},
    "ask_again_on": "2026-12-01",
    "their_words": "He put his hands round my neck.",
    "outcome": "identified",
}


def ms(day: int, hour: int, minute: int) -> int:
    """A moment of November 2026."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


def item(number: int, kind: str, at_ms: int, **more: object) -> Item:
    """One item of the timeline, received unless said otherwise."""
    facts: dict[str, object] = {
        "id": bytes([number]) * (32 if kind == "note" else 16),
        "kind": kind,
        "at_ms": at_ms,
        "author": "Wren Pepperday",
        "lines": (),
        "answers": {},
        "corrects": None,
        "error": None,
        "sync": SyncState.RECEIVED,
        "seen_by": 0,
        "has_clash": False,
    }
    return Item(**{**facts, **more})  # type: ignore[arg-type]


NOTE = item(
    1,
    "note",
    ms(16, 16, 20),
    sync=SyncState.ONLY_HERE,
    answers={"place": "bay 4"},
    lines=(("fact", "Voice hoarse."), ("said", "“I am afraid.”"), ("opinion", "Not safe.")),
)
IDENTIFICATION = item(2, "identification", ms(15, 15, 20), answers=ANSWERS, has_clash=True)
WRONG = item(3, "note", ms(14, 9, 5), lines=(("fact", "Came with cough."),), error="Wrong person")
REFERRAL = item(
    4, "referral", ms(16, 11, 2), answers={"handed_over_to": "Linnet Marrowby"}, seen_by=2
)


@pytest.fixture
def row() -> PersonRow:
    """Who the file is about."""
    return PersonRow(
        SUBJECT,
        "Tansy Bramblewick",
        (),
        date(1992, 3, 4),
        34,
        "9990000018",
        "she/her",
        ms(16, 16, 20),
        SyncState.ONLY_HERE,
        has_clash=False,
    )


def record(kind: str, id: bytes, **more: object) -> Record:
    """A record with nothing in it but what is given."""
    facts: dict[str, object] = {
        "id": id,
        "kind": kind,
        "subject": SUBJECT,
        "space": None,
        "fields": {},
        "clashes": {},
        "heads": {},
        "author": "Wren Pepperday",
        "created_ms": ms(15, 15, 20),
        "changed_ms": ms(15, 15, 20),
        "is_away": False,
        "sync": SyncState.RECEIVED,
        "seen_by": 0,
    }
    return Record(**{**facts, **more})  # type: ignore[arg-type]


PERSON = record(
    "person",
    SUBJECT,
    fields={"name": "Tansy Bramblewick", "date_of_birth": "1992-03-04"},
    heads={"name": (b"n" * 32,)},
)
IN_CLASH = record(
    "identification",
    IDENTIFICATION.id,
    clashes={
        "immediate_danger": (
            Version(b"a" * 32, "unsure", "Wren Pepperday", ms(15, 15, 20)),
            Version(b"b" * 32, "yes", "Linnet Marrowby", ms(15, 16, 2)),
        )
    },
    heads={"immediate_danger": (b"a" * 32, b"b" * 32)},
)


@pytest.fixture
def file(row: PersonRow) -> WholeFile:
    """The file whole."""
    page = FilePage(row, (NOTE, REFERRAL, IDENTIFICATION, WRONG))
    return WholeFile(page, PERSON, (IN_CLASH,))
