"""Entries that lacked a group for an erasure, read again where history goes on without that.

An entry is taken in, parked or held without the groups that an announced erasure names. Where the
service then loses that erasure for good, before it was read here, the groups come back and nothing
says why they are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from app.errors import Untrusted
from app.ports.exchange import Page
from sync.exchange import erasing
from sync.exchange.deciding import is_whole
from sync.exchange.hello import accept_head
from sync.exchange.parked import Groups, Lacking, Opening, open_one
from sync.exchange.talk import Talk
from sync.protocol.segments import parse_entry
from sync.protocol.wire import Ask, LogAnswer, LogRequest, space_path
from sync.steps import Conversation


def read_again(
    talk: Talk, lacking: Mapping[int, Lacking], take: Callable[[Page], None], *, most: int
) -> Conversation[None]:
    """Ask anew for entries that are parked for a group; `most` is the bytes of a page.

    Each answer has at least the first of those left, so there are never more requests than such
    entries, whatever the service answers; and there are such entries only by what a lead stated.
    Raises Untrusted `exchange.log_altered` for another entry in the place of one. One whose group
    is missing still, and no erasure names it, stays parked.
    """
    path = space_path(talk.space, Ask.LOG)
    while lacking:
        after = min(lacking) - 1
        answer = yield from talk.line.ask(path, LogRequest(after, most), LogAnswer)
        accept_head(talk, answer.head)
        if not answer.entries:
            raise Untrusted("exchange.log_altered", position=after + 1)
        page = _opened(talk, _among(lacking, answer, after))
        if page is not None:
            take(page)
        last = after + len(answer.entries)
        lacking = {at: each for at, each in lacking.items() if at > last}


def _among(
    lacking: Mapping[int, Lacking], answer: LogAnswer, after: int
) -> Iterator[tuple[int, Lacking, bytes, Groups]]:
    for position, (entry, groups) in enumerate(answer.entries, after + 1):
        known = lacking.get(position)
        if known is not None:
            if sha256(entry).digest() != known.hash:
                raise Untrusted("exchange.log_altered", position=position)
            yield position, known, entry, groups


def _opened(talk: Talk, read: Iterator[tuple[int, Lacking, bytes, Groups]]) -> Page | None:
    """What is whole now; the rest stays parked, and a person is told so each time.

    A group that an erasure names is let go of if it comes all the same: the erasure was carried out
    here long ago, and would not be once more.
    """
    found, kept, erased = Opening(), dict[int, Groups](), erasing.gone(talk)
    for position, known, sealed, groups in read:
        entry = parse_entry(sealed)
        if is_whole(entry, groups, position, erased):
            left = tuple(
                None if (position, part) in erased else each for part, each in enumerate(groups)
            )
            open_one(talk, found, position, entry=entry, groups=left, why=known.why)
            kept[position] = left
    return found.page(talk, kept)
