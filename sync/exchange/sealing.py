"""Changes that wait become segments: one group for each file and save, numbers without gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

from app.domain.team_settings import SETTINGS
from app.errors import Refused, Untrusted
from app.ports.exchange import Sealed, Waiting
from sync.exchange.talk import Talk
from sync.protocol.segments import (
    MOST_ENTRY_CHANGES,
    MOST_GROUPS,
    NONE_BEFORE,
    Header,
    make_entry,
    seal_group,
)

MOST_BYTES = 1024 * 1024
_RANDOM = 32
_ENTRY_GROUPS = MOST_GROUPS // 2

Group = tuple[Waiting, ...]


def seal_waiting(talk: Talk, *, most: int, batch: int, after: Sealed | None = None) -> list[Sealed]:
    """Seal what waits, up to about `batch` bytes in segments of `most`, and commit it.

    From here on each number keeps its bytes. The newest epoch is used, whose key is here. `after`
    is this device's last segment if that is not in the log yet.
    """
    while waiting := talk.store.waiting(batch):
        saves, first = _groups(waiting), _first(talk, after)
        try:
            segments = list(_seal(talk, _segments(saves, most), first))
        except (Refused, Untrusted):
            if not _set_aside(talk, saves, first):
                raise
            continue
        talk.store.keep_sealed(segments)
        talk.seq = segments[-1].seq
        return segments
    return []


def _set_aside(talk: Talk, saves: Sequence[Sequence[Group]], first: Header) -> int:
    """Set aside each save that cannot be sealed, so that the others go; gives how many changes."""
    count = 0
    for save in saves:
        try:
            list(_seal(talk, [save], first))
        except (Refused, Untrusted) as error:
            changes = [change.nr for group in save for change in group]
            talk.store.set_aside(changes, error.code.rpartition(".")[2])
            count += len(changes)
    talk.report.refused += count
    return count


def _first(talk: Talk, after: Sealed | None) -> Header:
    """The header of the next segment.

    All that is asked of the vault: it may be locked any moment, and what it refuses then is not
    about what waits.
    """
    return Header(
        space=talk.space,
        device=talk.device,
        incarnation=talk.incarnation,
        seq=talk.seq + 1,
        previous=after.hash if after is not None else talk.store.last_sent() or NONE_BEFORE,
        epoch=max(number for number in talk.newest.epochs if talk.key_of(number) is not None),
        seen=talk.cursor.head,
        clock=talk.store.clock(),
    )


def _seal(talk: Talk, contents: Sequence[Sequence[Group]], base: Header) -> Iterator[Sealed]:
    """Each as a segment, the first with this header; asks nothing of the vault."""
    key = talk.content_keys[base.epoch]
    for groups in contents:
        sealed = tuple(_seal_group(talk, key, base, group) for group in groups)
        entry = make_entry(talk.keys.sign, base, sealed)
        hash = sha256(entry).digest()
        changes = tuple(tuple(change.nr for change in group) for group in groups)
        yield Sealed(talk.incarnation, base.seq, hash, entry, sealed, changes)
        base = replace(base, seq=base.seq + 1, previous=hash)


def _seal_group(talk: Talk, key: bytes, base: Header, group: Group) -> bytes:
    """Raises Untrusted `encoding.not_allowed` for bytes that are no longer those of the change.

    Everybody who was sent them would have to hold the whole segment.
    """
    for change in group:
        if sha256(change.encoded).digest() != change.id:
            raise Untrusted("encoding.not_allowed")
    changes = [change.encoded for change in group]
    return seal_group(key, base, changes=changes, random32=talk.means.random(_RANDOM))


def _groups(waiting: Sequence[Waiting]) -> list[list[Group]]:
    """For each save its groups: its changes file by file."""
    saves = []
    for _, save in groupby(waiting, key=lambda change: change.save):
        files: dict[bytes, list[Waiting]] = {}
        for change in save:
            files.setdefault(change.subject, []).append(change)
        saves.append([tuple(group) for group in files.values()])
    return saves


def _segments(saves: Sequence[Sequence[Group]], most: int) -> list[list[Group]]:
    """Saves put together up to a size, or one alone; none is ever divided.

    The team's settings never share a segment with records: one that no lead wrote is held whole.
    """
    segments: list[list[Group]] = []
    size = count = 0
    was_of_settings = False
    for save in saves:
        sizes = [len(change.encoded) for group in save for change in group]
        weight, length = sum(sizes), len(sizes)
        is_small = size + weight <= most and count + length <= MOST_ENTRY_CHANGES
        has_room = bool(segments) and len(segments[-1]) + len(save) <= _ENTRY_GROUPS
        is_of_settings = _is_of_settings(save)
        if has_room and is_small and is_of_settings == was_of_settings:
            segments[-1] += save
            size, count = size + weight, count + length
        else:
            segments.append([*save])
            size, count, was_of_settings = weight, length, is_of_settings
    return segments


def _is_of_settings(groups: Sequence[Group]) -> bool:
    return any(group[0].subject == SETTINGS for group in groups)
