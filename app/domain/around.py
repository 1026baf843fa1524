"""Who around somebody may know and who must not, and what of theirs may be watched.

Both make contact more careful: a name is kept from leaving, and a phone that is looked through is
not written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from app.domain.careful import Order, care
from app.domain.contact import Offered
from app.domain.encoding import Value

CONFIDANT, WATCHED = "confidant", "watched"
"""The kinds of record; the first has one field of the same name, a map."""
DEVICE, CLOUD, TRACKER = "device_monitored", "shared_cloud", "tracker_suspected"
SIGNS = (DEVICE, CLOUD, TRACKER)
ONLINE = "online_record_access"
_READ_ONLINE = ("none", "own", "unknown")
_NOT_SEEN = frozenset(Order.SIGN.known) - {"yes"}
_WRITTEN = frozenset({"text", "app", "email"})
_ON_DEVICE = _WRITTEN | {"voicemail"}
_THEIRS = ("", "own", "shared")
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person around them. Only a plain yes lets them know."""

    record: bytes
    name: str
    relation: str
    may_know: bool
    why: str = ""
    is_in_clash: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """What may be watched. `signs` are those of `SIGNS` that are seen, a value that nobody here
    understands among them; `unseen` those of which nobody knows. `online` is who reads the
    record online.
    """

    signs: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset(SIGNS)
    online: str = ""
    note: str = ""
    checked: date | None = None
    is_asked: bool = False

    @property
    def is_read_online(self) -> bool:
        """Whether somebody else reads the record online, or makes them show it."""
        return bool(self.online) and self.online not in _READ_ONLINE

    @property
    def is_seen(self) -> bool:
        """Whether anything of theirs is watched, as far as was said."""
        return bool(self.signs) or self.is_read_online


@dataclass(frozen=True, slots=True)
class Around:
    """Who is around somebody, those who must not know first, and what is watched."""

    people: tuple[Somebody, ...] = ()
    watch: Watch = Watch()

    @property
    def may_know(self) -> tuple[Somebody, ...]:
        """With whom a word may be left."""
        return tuple(each for each in self.people if each.may_know)

    @property
    def must_not(self) -> tuple[Somebody, ...]:
        """With whom no word may be left, and from whom all is kept."""
        return tuple(each for each in self.people if not each.may_know)


NOBODY = Around()
"""What holds as long as nobody has recorded any of it."""


def watched_id(subject: bytes) -> bytes:
    """The id of the record of what is watched: a file has one, on every PC the same."""
    return sha256(b"yarrow/watched/v1" + subject).digest()[:_ID_BYTES]


def somebody(record: bytes, value: Value, *, is_in_clash: bool = False) -> Somebody:
    """One person as their record says it; of versions in clash the careful one is handed in."""
    said = {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}
    texts = {name: item for name, item in said.items() if isinstance(item, str)}
    return Somebody(
        record,
        texts.get("name", ""),
        texts.get("relation", ""),
        texts.get("may_know") == "yes",
        texts.get("why", ""),
        is_in_clash,
    )


def around_of(people: Iterable[Somebody], watched: Iterable[Mapping[str, Value]]) -> Around:
    """All of one person's files together. Of what several files say of the same sign the careful
    side holds.
    """
    found = Watch()
    for fields in watched:
        found = _joined(found, _watch(fields))
    listed = sorted(people, key=lambda each: (each.may_know, each.name.casefold(), each.record))
    return Around(tuple(listed), found)


def guarded(offer: Offered, watch: Watch, *, place: str, owner: str) -> Offered:
    """What a contact point offers while something of theirs is watched.

    On their own phone or account nothing is written that another could read there, and a phone
    that is looked through keeps no message and no number of ours. A friend's number, and one at
    work, stay as they are.
    """
    if owner not in _THEIRS or not watch.signs & {DEVICE, CLOUD}:
        return offer
    if DEVICE not in watch.signs or place != "number":
        return replace(offer, ways=offer.ways - _WRITTEN)
    return replace(offer, ways=offer.ways - _ON_DEVICE, voicemail="none", withholds=True)


def _watch(fields: Mapping[str, Value]) -> Watch:
    online, note, checked = (fields.get(name) for name in (ONLINE, "note", "checked_on"))
    return Watch(
        frozenset(name for name in SIGNS if _is_seen(fields.get(name))),
        frozenset(name for name in SIGNS if fields.get(name) in (None, "unknown")),
        online if isinstance(online, str) else "",
        note if isinstance(note, str) else "",
        _day(checked),
        is_asked=True,
    )


def _joined(one: Watch, other: Watch) -> Watch:
    if not one.is_asked:
        return other
    days = [each.checked for each in (one, other) if each.checked is not None]
    return Watch(
        one.signs | other.signs,
        one.unseen & other.unseen,
        max(one.online, other.online, key=lambda value: care(ONLINE, value or None)),
        " ".join(dict.fromkeys(filter(None, (one.note, other.note)))),
        min(days, default=None),
        is_asked=True,
    )


def _is_seen(value: Value) -> bool:
    """Yes, and whatever this version does not understand."""
    return value is not None and not (isinstance(value, str) and value in _NOT_SEEN)


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
