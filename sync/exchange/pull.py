"""Pull: the log after the cursor, page by page, each verified whole and taken in whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.errors import Refused, Untrusted
from app.ports.exchange import Page
from sync.exchange import claims, collector, gaps, parked, reading, stated
from sync.exchange.hello import accept_head
from sync.exchange.reading import Placed
from sync.exchange.talk import Talk
from sync.protocol.wire import Ask, LogAnswer, LogRequest, space_path
from sync.steps import Conversation

PAGE_BYTES = 1024 * 1024
MOST_CLASHES = 50
"""More fields than this that clash newly with what this PC wrote, in one exchange, are no accident
of two people at work: a person is asked before they are taken in."""
_MANY_CLASHES = "exchange.many_clashes"
_MAY_BE_PUT_RIGHT = ("exchange.group_withheld", "exchange.group_altered")


def run(talk: Talk) -> Conversation[None]:
    """Take in everything up to the head, then open what was parked if its key has come.

    Raises Frozen, or Untrusted for the first entry that could not be taken; what stands before it
    is kept. A group that the exchange before missed already is told and stops nothing but the pull,
    and so do more clashes than anybody expects.
    """
    try:
        yield from _to_the_head(talk)
        opened, lacking = parked.opened(talk)
        if opened is not None:
            _count(talk, opened)
        yield from gaps.read_again(talk, lacking, partial(_count, talk), most=PAGE_BYTES)
    except Refused as pause:
        if pause.code != _MANY_CLASHES:
            raise
        talk.is_stopped = True
        talk.report.problems.append(pause)
    if talk.is_copied and not talk.state.own.place:
        # Brought back from a backup, which numbered anew: this is what it had sent after that day.
        talk.is_copied = False
    if talk.is_copied:
        talk.is_copied = False
        talk.report.problems.append(Untrusted("exchange.copied_vault"))
        talk.store.note_copied()
        talk.renumber()
    stated.tell(talk)


def _to_the_head(talk: Talk) -> Conversation[None]:
    are_awaited = talk.store.awaits_clashes()
    talk.most_clashes = None if are_awaited else MOST_CLASHES
    try:
        yield from _pages(talk)
    except Untrusted as stop:
        if not _is_told_again(talk, stop):
            raise
        talk.is_stopped = True
        talk.report.problems.append(stop)
    else:
        talk.report.is_frozen = False
        if are_awaited:
            talk.store.await_clashes(awaited=False)


def _count(talk: Talk, page: Page) -> None:
    talk.report.received += move(talk, page)


def move(talk: Talk, page: Page) -> int:
    """Take a page in; gives how many changes were not here before.

    Raises Refused `exchange.many_clashes`, and takes nothing of it in.
    """
    count = talk.store.take_page(page, most_clashes=talk.most_clashes)
    talk.cursor = page.cursor
    for epoch in page.content_keys:
        talk.new_keys.pop(epoch, None)
    talk.report.position = page.cursor.position
    return count


def _is_told_again(talk: Talk, stop: Untrusted) -> bool:
    """Whether the last exchange stopped here too, over something that is not put right soon.

    The first stops everything: what is sent to a service just before its log is put back is lost.
    """
    is_told = (stop.code, stop.facts) in talk.state.problems
    return is_told and stop.code in _MAY_BE_PUT_RIGHT and not talk.report.is_frozen


def _pages(talk: Talk) -> Conversation[None]:
    """Page after page, each while the next is on its way; none is read before it was compared."""
    path = space_path(talk.space, Ask.LOG)
    placed: list[Placed] = []
    after, signed = talk.cursor.position, b""
    while talk.head is not None and after < talk.head.position:
        taking = partial(_take_in, talk, placed, head=signed) if placed else None
        asked = LogRequest(after, PAGE_BYTES)
        answer = yield from talk.line.ask(path, asked, LogAnswer, meanwhile=taking)
        accept_head(talk, answer.head)
        placed, signed = _compared(talk, answer), answer.at
        after = placed[-1].position
    _take_in(talk, placed, head=signed)


def _compared(talk: Talk, answer: LogAnswer) -> list[Placed]:
    """The entries of an answer, which follow the cursor and have at least one among them."""
    placed = reading.place(talk, answer.entries)
    if not placed:
        raise Untrusted("exchange.log_altered", position=talk.cursor.position + 1)
    _compare(talk, placed[-1], signed=answer.at)
    claims.compare_page(talk, placed, signed=answer.at)
    return placed


def _take_in(talk: Talk, placed: Sequence[Placed], *, head: bytes) -> None:
    """Read and move, stretch by stretch; `head` is the service's at the last of them."""
    with collector.at_rest():
        while placed:
            stretch = reading.read(talk, placed)
            placed = placed[len(stretch.entries) :]
            if stretch.entries:
                at = talk.cursor.head if placed else head
                _count(talk, reading.page_of(talk, stretch, at))
            if stretch.stopped is not None:
                raise stretch.stopped


def _compare(talk: Talk, last: Placed, *, signed: bytes) -> None:
    """The last running hash must be the one the service signed for; nothing is read before.

    Raises Frozen `exchange.log_altered`.
    """
    at = talk.read_head(signed)
    if (at.position, at.running) != (last.position, last.running):
        raise talk.freeze("exchange.log_altered", theirs=signed)
