"""Objects: attachments' contents, chunk by chunk, after the records and by small turns.

A turn ends after two seconds, or as soon as somebody saved something: what is left goes on with
the next exchange, which sends records first. Nothing that goes wrong here stops an exchange.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.travel import ABSENT, ALTERED, LOST, WITHHELD
from app.errors import Damaged, NotFound, Refused, Unreachable, Untrusted, YarrowError
from app.ports.objects import Leaving, ObjectStore, Wanted
from sync.asking import ServiceRefused
from sync.exchange.talk import Frozen, Talk
from sync.protocol.objects import (
    MOST_ASKED,
    ChunkAnswer,
    ChunkRequest,
    KeepRequest,
    KeptAnswer,
    ObjectsAnswer,
    ObjectsRequest,
)
from sync.protocol.wire import Ask, Status, space_path
from sync.steps import Conversation

TURN_SECONDS = 2.0
_HALF = MOST_ASKED // 2
_TELL_SECONDS = 1.0
_REST_SECONDS = 600
_LONGEST_REST_SECONDS = 6 * 3600
_NO_ROOM = ("objects.no_room", "attachment.disk_full", "attachment.not_stored")
Copies = Mapping[tuple[bytes, bytes], tuple[int, bool]]


class _Turn:
    """How long this turn has gone on, and whether a record waits that it must make way for."""

    def __init__(self, talk: Talk) -> None:
        self._talk, self._end = talk, talk.means.seconds() + TURN_SECONDS
        self._could_not_go = bool(talk.store.waiting(1))
        self._told = talk.means.seconds() - _TELL_SECONDS

    def is_to_tell(self) -> bool:
        """Whether to write down how far it has got: once a second, each is a write to the disk."""
        now = self._talk.means.seconds()
        is_time = now - self._told >= _TELL_SECONDS
        self._told = now if is_time else self._told
        return is_time

    def is_over(self) -> bool:
        """Whether to leave the rest to the next exchange; never before one chunk has moved."""
        if not self._talk.report.chunks:
            return False
        if self._talk.means.seconds() >= self._end:
            return True
        return not self._could_not_go and bool(self._talk.store.waiting(1))


def run(talk: Talk) -> Conversation[None]:
    """Send what was attached here, then fetch what is wanted; each goes on where it was."""
    store = talk.objects
    if store is None or store.is_resting():
        return
    leaving = store.leaving(_HALF) if _may_send(talk) else []
    wanted = store.wanted(MOST_ASKED - len(leaving))
    if not leaving and not wanted:
        return
    try:
        yield from _move(talk, store, leaving, wanted)
    except Frozen:
        raise
    except ServiceRefused as refused:
        _leave_alone(talk, store, refused)
    except (Refused, Unreachable, Untrusted) as failure:
        if failure.code in _NO_ROOM:
            store.rest(_REST_SECONDS)
        talk.report.problems.append(failure)


def _move(
    talk: Talk, store: ObjectStore, leaving: Sequence[Leaving], wanted: Sequence[Wanted]
) -> Conversation[None]:
    asked = dict.fromkeys([each.object for each in leaving] + [each.object for each in wanted])
    answer = yield from talk.line.ask(
        space_path(talk.space, Ask.OBJECTS), ObjectsRequest(tuple(asked)), ObjectsAnswer
    )
    held = {(object, by): (chunks, whole) for object, by, chunks, whole in answer.held}
    turn = _Turn(talk)
    for each in leaving:
        if not (yield from _send(talk, store, each, held=held, turn=turn)):
            return
    for one in wanted:
        if not (yield from _fetch(talk, store, one, held=held, turn=turn)):
            return


def _send(
    talk: Talk, store: ObjectStore, each: Leaving, *, held: Copies, turn: _Turn
) -> Conversation[bool]:
    """Send what the service lacks of an object; False where the turn ended."""
    chunks, is_whole = held.get((each.object, talk.device), (0, False))
    for index in range(0 if is_whole else chunks, 0 if is_whole else each.chunks):
        if turn.is_over():
            talk.report.chunks_left = True
            return False
        try:
            chunk = store.chunk(each.object, index)
        except (Damaged, NotFound):
            return _trouble(talk, store, each.object, LOST)
        asked = KeepRequest(each.object, index, index == each.chunks - 1, chunk)
        path = space_path(talk.space, Ask.KEEP_CHUNK)
        yield from talk.line.ask(path, asked, KeptAnswer)
        if turn.is_to_tell():
            store.keep_progress(each.object, index + 1)
        talk.report.chunks += 1
    store.keep_sent(each.object)
    return True


def _fetch(
    talk: Talk, store: ObjectStore, one: Wanted, *, held: Copies, turn: _Turn
) -> Conversation[bool]:
    """Fetch what is missing of an object; False where the turn ended."""
    chunks, is_whole = held.get((one.object, one.device), (0, False))
    if not is_whole:
        store.keep_trouble(one.object, ABSENT)  # its PC has not sent all of it yet
        return True
    if chunks != one.chunks:
        return _trouble(talk, store, one.object, ALTERED)
    for index in range(one.here, chunks):
        if turn.is_over():
            talk.report.chunks_left = True
            return False
        asked = ChunkRequest(one.object, one.device, index)
        path = space_path(talk.space, Ask.CHUNK)
        answer = yield from talk.line.ask(path, asked, ChunkAnswer)
        if answer.chunk is None:
            return _trouble(talk, store, one.object, WITHHELD)
        try:
            store.keep_chunk(one.object, index, answer.chunk)
        except Damaged:
            return _trouble(talk, store, one.object, ALTERED)
        talk.report.chunks += 1
    return True


def _trouble(talk: Talk, store: ObjectStore, object: bytes, why: str) -> bool:
    store.keep_trouble(object, why)
    problem = Untrusted(f"objects.{why}")
    if not any(each.code == problem.code for each in talk.report.problems):
        talk.report.problems.append(problem)
    return True


def _leave_alone(talk: Talk, store: ObjectStore, refused: ServiceRefused) -> None:
    """The service takes or gives no more for now; records are not held up by that."""
    problem: YarrowError = refused
    if refused.status in (Status.TOO_MANY, Status.TOO_LARGE):
        rest = refused.wait if refused.status == Status.TOO_MANY else _REST_SECONDS
        store.rest(min(max(rest, 1), _LONGEST_REST_SECONDS))
        problem = Refused("objects.service_full")
    else:
        store.rest(_REST_SECONDS)
        problem = Refused("objects.refused")
    talk.report.problems.append(problem)


def _may_send(talk: Talk) -> bool:
    device = talk.newest.devices.get(talk.device)
    return device is not None and device.may_write and device.removed is None
