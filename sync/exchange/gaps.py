"""Entries that lacked a group for an erasure, read again where history goes on without that.

An entry is taken in without the groups that an announced erasure names. Where the service then
loses that erasure for good, before it was read here, the groups come back and nothing says why
they are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from app.errors import Untrusted
from app.ports.exchange import Arrived, Page
from sync.exchange import erasing
from sync.exchange.deciding import check_groups, open_changes
from sync.exchange.hello import accept_head
from sync.exchange.talk import Talk
from sync.protocol.segments import parse_entry
from sync.protocol.wire import Ask, LogAnswer, LogRequest, space_path
from sync.steps import Conversation

_Group = bytes | None


def read_again(talk: Talk, take: Callable[[Page], None], *, most: int) -> Conversation[None]:
    """Ask anew for entries that are parked for a group; `most` is the bytes of a page.

    Raises Untrusted `exchange.log_altered` for another entry in the place of one. One whose group
    is missing still, and no erasure names it, stays parked.
    """
    lacking = dict(talk.store.lacking())
    path = space_path(talk.space, Ask.LOG)
    while lacking:
        after = min(lacking) - 1
        answer = yield from talk.line.ask(path, LogRequest(after, most), LogAnswer)
        accept_head(talk, answer.head)
        if not answer.entries:
            raise Untrusted("exchange.log_altered", position=after + 1)
        arrived, opened = list[Arrived](), list[int]()
        for position, entry, groups in _among(lacking, answer, after):
            changes = _opened(talk, position, entry, groups)
            if changes is not None:
                arrived += changes
                opened.append(position)
        lacking = {at: hash for at, hash in lacking.items() if at > after + len(answer.entries)}
        if opened:
            take(Page(talk.cursor, [], arrived, [], {}, talk.line.now_ms, opened))


def _among(
    lacking: Mapping[int, bytes], answer: LogAnswer, after: int
) -> Iterator[tuple[int, bytes, tuple[_Group, ...]]]:
    for position, (entry, groups) in enumerate(answer.entries, after + 1):
        if position in lacking:
            if sha256(entry).digest() != lacking[position]:
                raise Untrusted("exchange.log_altered", position=position)
            yield position, entry, groups


def _opened(
    talk: Talk, position: int, entry: bytes, groups: tuple[_Group, ...]
) -> list[Arrived] | None:
    segment = parse_entry(entry)
    key = talk.key_of(segment.base.epoch)
    try:
        check_groups(segment, groups, position, erasing.gone(talk))
        return None if key is None else open_changes(key, segment, groups, position)
    except Untrusted:
        return None  # it is parked, and a person is told so each time
