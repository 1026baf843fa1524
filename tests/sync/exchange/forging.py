"""Entries made by hand: with a PC's own keys, or with nothing but what the service has."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from app.domain.changes import Change, Edit, make_change
from app.domain.encoding import Value, decode, encode
from sync.exchange.talk import Report, begin
from sync.protocol.cose import open_signed
from sync.protocol.segments import (
    NONE_BEFORE,
    SEGMENT_TYPE,
    Header,
    make_entry,
    seal_group,
)
from tests.sync.exchange.offices import PC, Office, plant


class Forger:
    """Makes segments with the keys of a PC, right in all but what a test asks for."""

    def __init__(self, pc: PC) -> None:
        self.pc = pc
        self.space = pc.spaces.spaces()[0]
        self.talk = begin(pc.spaces.space(self.space), pc.means, Report())
        self.seq = 0
        self.previous = pc.spaces.space(self.space).last_sent() or NONE_BEFORE
        self.incarnation = b"forged.."

    def entry(
        self,
        groups: list[list[Change]],
        *,
        key: Any = None,
        content_key: bytes | None = None,
        **other: Any,
    ) -> tuple[bytes, tuple[bytes, ...]]:
        """The entry that holds these changes, and its groups; the next one follows it."""
        self.seq += 1
        given: dict[str, Any] = {
            "space": self.space,
            "device": self.talk.device,
            "incarnation": self.incarnation,
            "seq": self.seq,
            "previous": self.previous,
            "epoch": 1,
            "seen": self.talk.cursor.head,
            "clock": 1,
        }
        base = Header(**{**given, **other})
        known = content_key or self.talk.content_keys[1]
        sealed = tuple(
            seal_group(
                known, base, changes=[each.encoded for each in group], random32=bytes([nr] * 32)
            )
            for nr, group in enumerate(groups)
        )
        entry = make_entry(key or self.talk.keys.sign, base, sealed)
        self.previous = sha256(entry).digest()
        return entry, sealed

    def follow(self, entry: bytes) -> None:
        """Go on from this entry in place of the last one made."""
        self.previous = sha256(entry).digest()

    def segment(self, text: str, **other: Any) -> tuple[bytes, tuple[bytes, ...], bytes]:
        """The entry, its groups, the id of the one note in it."""
        change = note_change(text)
        return *self.entry([[change]], **other), change.id

    def put(
        self, office: Office, entry: bytes, groups: tuple[bytes, ...] = (), seq: int = 0
    ) -> None:
        """Put an entry into the log in this PC's name; `seq` only tells it from its others."""
        plant(office, self.space, entry, device=self.talk.device, groups=groups, seq=seq)

    def plant(self, office: Office, text: str, **other: Any) -> bytes:
        entry, groups, note = self.segment(text, **other)
        self.put(office, entry, groups)
        return note


def held(pc: PC) -> list[str]:
    return [why for (why,) in pc.rows("select why from log where state = 'held'")]


def unsigned(entry: bytes, *, groups: int | None = None, **other: Any) -> bytes:
    """An entry like this one without its author's signature, as the service alone can make it.

    `groups` keeps the first few of its groups, `other` changes fields of its header.
    """
    signed = open_signed(entry, SEGMENT_TYPE)
    base, listed = decode(signed.payload)  # type: ignore[misc]
    said = {**decode(base), **other}  # type: ignore[dict-item,arg-type]
    payload = encode([encode(said), listed[:groups]])  # type: ignore[index]
    return encode([signed.protected, {}, payload, bytes(64)])


def note_change(text: str, **other: Any) -> Change:
    """A change that makes one note, the same for the same text."""
    lines: list[Value] = [{"label": "fact", "text": text}]
    given: dict[str, Any] = {
        "kind": "note",
        "subject": sha256(text.encode()).digest()[:16],
        "record": None,
        "set": {"lines": lines},
        "over": {},
    }
    return make_change(Edit(**{**given, **other}), salt=b"s" * 16, at=1, time=(1, None))
