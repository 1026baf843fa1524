"""Push: seal what waits, commit the sealed bytes, send them, and keep the receipts.

One request is under way at a time and all goes in order; but while the service commits what it was
sent, the receipts before it are kept and the next segments sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from app.errors import Refused, Untrusted, YarrowError
from app.ports.exchange import Cursor, EntryState, LogEntry, Page, Sealed
from sync.asking import ServiceRefused
from sync.exchange import collector, hello, pull
from sync.exchange.looks import is_of_looks
from sync.exchange.receipts import Receipts, weight
from sync.exchange.sealing import MOST_BYTES, seal_waiting
from sync.exchange.talk import Talk
from sync.protocol.heads import Receipt, running
from sync.protocol.segments import NONE_BEFORE, parse_entry
from sync.protocol.wire import (
    LARGEST_APPEND,
    AppendAnswer,
    AppendRequest,
    Ask,
    Status,
    space_path,
)
from sync.steps import Conversation

_BATCH_BYTES = 2 * 1024 * 1024
_MOST_NEW_NUMBERS = 3
_NUMBERS = (Status.NUMBER_TAKEN, Status.OUT_OF_ORDER)
_SET_ASIDE = (Status.TOO_LARGE, Status.BAD_REQUEST)


class _Push:
    """How sending goes: the size of segments, what is ready to go, and what the service took.

    `is_behind` says that others wrote under this device's name since the pull; `may_seal` that this
    device may write records, not lines of the access log alone; `failed` is what went wrong here
    while a request was under way.
    """

    def __init__(self) -> None:
        self.most = MOST_BYTES
        self.renumbered = 0
        self.is_behind = False
        self.may_seal = True
        self.ready: list[list[Sealed]] = []
        self.receipts = Receipts()
        self.failed: YarrowError | None = None


def run(talk: Talk) -> Conversation[None]:
    """Send everything that waits, whatever was sealed before first.

    Without a lead's, member's or champion's standing, or without the newest key, it goes on
    waiting. Raises Untrusted for a receipt that is not the service's, and
    `exchange.numbers_refused` if new numbers do not help.
    """
    push = _Push()
    if not _may_send(talk, push):
        return
    _seal_again_if_overtaken(talk)
    yield from _send_all(talk, push)
    if push.receipts.taken and not talk.is_stopped:
        yield from _take_in_own(talk, push.receipts.taken)
    if push.renumbered > _MOST_NEW_NUMBERS and not _is_copy_told(talk):
        raise Untrusted("exchange.numbers_refused")


def send_before_leaving(talk: Talk) -> Conversation[None]:
    """Send what waits in the name of a device that was removed, for leads to decide on.

    It is sealed with the newest key that is here, and nothing is read after it.
    """
    own = talk.newest.devices[talk.device]
    has_key = any(talk.key_of(number) is not None for number in talk.newest.epochs)
    if own.may_write and talk.cursor.head and has_key:
        _seal_again_if_overtaken(talk)
        yield from _send_all(talk, _Push())


def _send_all(talk: Talk, push: _Push) -> Conversation[None]:
    """Seal and send until nothing waits, or new numbers do not help.

    While the service takes some, the receipts for those before them are kept here and the next are
    sealed.
    """
    push.ready = _batches(talk.store.sealed())
    while push.renumbered <= _MOST_NEW_NUMBERS:
        if not push.ready:
            _prepare(talk, push, after=None)
        if not push.ready:
            break
        batch = push.ready.pop(0)
        meanwhile = partial(_prepare_beside, talk, push, after=batch[-1])
        yield from _send(talk, push, batch, meanwhile if _is_more(talk, push) else None)
        _require_prepared(talk, push)
        if push.is_behind and not talk.is_stopped:
            push.is_behind = False
            yield from hello.run(talk)
            yield from pull.run(talk)


def _is_more(talk: Talk, push: _Push) -> bool:
    """Whether there is something to do beside sending: most pushes are a save or two."""
    if not push.receipts.are_kept:
        return True
    return push.may_seal and not push.ready and bool(talk.store.waiting(1))


def _prepare(talk: Talk, push: _Push, *, after: Sealed | None) -> None:
    """Keep the receipts there are, then seal what waits `after` what is on its way."""
    with collector.at_rest():
        push.receipts.keep(talk)
        if push.may_seal and not push.ready:
            sealed = seal_waiting(talk, most=push.most, batch=_BATCH_BYTES, after=after)
            push.ready = _batches(sealed)


def _prepare_beside(talk: Talk, push: _Push, *, after: Sealed) -> None:
    """The same beside a request: what fails is kept until the answer to that was taken."""
    try:
        _prepare(talk, push, after=after)
    except YarrowError as failure:
        push.failed = failure


def _require_prepared(talk: Talk, push: _Push) -> None:
    """Raise what failed beside a request, once the vault holds the receipts that came with it."""
    if push.failed is not None:
        with suppress(YarrowError):  # they come again with the next exchange
            push.receipts.keep(talk)
        raise push.failed


def _may_send(talk: Talk, push: _Push) -> bool:
    """Whether there is leave to send; of a reader the lines of her access log are taken."""
    device = talk.newest.devices.get(talk.device)
    if device is None:
        return False
    if not device.is_admitted:
        talk.report.problems.append(Refused("exchange.not_admitted"))
        return False
    if not device.may_write or device.removed is not None:
        sealed = talk.store.sealed()
        push.may_seal = False
        is_looks = bool(sealed) and all(is_of_looks(each) for each in sealed)
        if talk.store.waiting(1) or (sealed and not is_looks):
            talk.report.problems.append(Refused("exchange.may_not_write"))
        if not is_looks or device.removed is not None:
            return False
    return bool(talk.cursor.head) and talk.key_of(max(talk.newest.epochs)) is not None


def _is_copy_told(talk: Talk) -> bool:
    return any(problem.code == "exchange.copied_vault" for problem in talk.report.problems)


def _seal_again_if_overtaken(talk: Talk) -> None:
    """Sealed bytes name the segment before them; if another came between they fit nowhere."""
    segments = talk.store.sealed()
    if not segments:
        return
    first = parse_entry(segments[0].entry)
    follows = first.base.previous == (talk.store.last_sent() or NONE_BEFORE)
    if not follows and not talk.store.is_in_log(first.hash):
        talk.renumber()


def _batches(segments: Sequence[Sealed]) -> list[list[Sealed]]:
    batches: list[list[Sealed]] = []
    size = 0
    for segment in segments:
        weight = len(segment.entry) + sum(map(len, segment.groups))
        if batches and size + weight <= LARGEST_APPEND:
            batches[-1].append(segment)
            size += weight
        else:
            batches.append([segment])
            size = weight
    return batches


def _send(
    talk: Talk,
    push: _Push,
    batch: Sequence[Sealed],
    meanwhile: Callable[[], object] | None = None,
) -> Conversation[bool]:
    """Send some segments; whether all were taken, so that what follows may be sent too."""
    asked = AppendRequest(tuple((each.entry, each.groups) for each in batch))
    path = space_path(talk.space, Ask.APPEND)
    try:
        answer = yield from talk.line.ask(path, asked, AppendAnswer, meanwhile=meanwhile)
    except ServiceRefused as refused:
        if refused.status != Status.TOO_LARGE:
            raise
        return (yield from _send_singly(talk, push, batch))
    push.receipts.check(talk, batch, answer)
    for segment, (kind, why) in zip(batch, answer.results, strict=True):
        if kind == "refused":
            _refused(talk, push, segment, str(why))
            return False
    return True


def _send_singly(talk: Talk, push: _Push, batch: Sequence[Sealed]) -> Conversation[bool]:
    if len(batch) == 1:
        _refused(talk, push, batch[0], Status.TOO_LARGE)
        return False
    for segment in batch:
        if not (yield from _send(talk, push, [segment])):
            return False
        push.receipts.keep(talk)
    return True


def _refused(talk: Talk, push: _Push, segment: Sealed, why: str) -> None:
    """Nothing is dropped: taken up again under new numbers, in smaller parts, or set aside.

    Raises Untrusted `exchange.segment_refused` for what is not about the segment itself.
    """
    push.receipts.keep(talk)  # else what was taken would be sealed again too
    push.ready.clear()
    if why in _NUMBERS:
        push.renumbered += 1
        push.is_behind = True
    elif why == Status.TOO_LARGE and len(segment.groups) > 1 and push.most > 1:
        push.most = min(push.most, _size(segment)) // 2
    elif why in _SET_ASIDE:
        talk.store.refuse(segment, why)
        talk.report.refused += weight(segment)
    else:
        raise Untrusted("exchange.segment_refused")
    talk.renumber()


def _take_in_own(talk: Talk, taken: Sequence[tuple[Sealed, Receipt]]) -> Conversation[None]:
    """Move the cursor over what was just sent, without fetching it back, if it stands alone.

    Where others wrote in between, the ordinary pull brings all of it in its order.
    Raises as `hello.run` and `pull.run` do.
    """
    entries = _next_entries(talk, taken)
    if entries:
        here, last = talk.cursor, entries[-1]
        cursor = Cursor(here.generation, last.position, last.running, here.head)
        yield from hello.greet(talk, cursor)
        is_newest = talk.head is not None and talk.head.position == last.position
        head = talk.head_bytes if is_newest else here.head
        cursor = Cursor(here.generation, last.position, last.running, head)
        pull.move(talk, Page(cursor, entries, [], [], {}, talk.line.now_ms))
    else:
        yield from hello.run(talk)
    yield from pull.run(talk)


def _next_entries(talk: Talk, taken: Sequence[tuple[Sealed, Receipt]]) -> list[LogEntry]:
    """Our segments as the log's next entries, none unless all of them follow the cursor."""
    entries: list[LogEntry] = []
    position, before = talk.cursor.position, talk.cursor.running
    seen = talk.read_head(talk.cursor.head).position
    for segment, receipt in taken:
        position, before = position + 1, running(before, segment.hash)
        if (receipt.position, receipt.head.running) != (position, before):
            return []
        entries.append(
            LogEntry(
                position=position,
                hash=segment.hash,
                running=before,
                state=EntryState.APPLIED,
                entry=segment.entry,
                device=talk.device,
                incarnation=segment.incarnation,
                seq=segment.seq,
                seen=seen,
                groups=segment.groups,
            )
        )
    return entries


def _size(segment: Sealed) -> int:
    return sum(map(len, segment.groups))
