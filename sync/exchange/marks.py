"""Marks: take in what colleagues' devices hold, and leave this one's after a change."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.digest import Digest
from app.errors import Untrusted
from app.ports.exchange import Evidence, Heard
from sync.exchange.claims import FORKED, HIDDEN
from sync.exchange.talk import Frozen, Talk
from sync.protocol.heads import Head
from sync.protocol.marks import Mark, parse_mark, sign_mark
from sync.protocol.wire import Ask, MarkRequest, Nothing, space_path
from sync.steps import Conversation

_SUM_BYTES = 32
_A_DAY_MS = 24 * 3_600_000


def hear(talk: Talk) -> Conversation[None]:
    """Keep the others' new marks, before anything is sent to a service that they convict.

    Raises Frozen `exchange.history_forked` or `exchange.history_hidden` if a mark shows that the
    service told another story.
    """
    heard = list(_heard(talk))
    if heard:
        talk.store.keep_heard(heard)
    yield from ()


def run(talk: Talk) -> Conversation[None]:
    """Leave a mark if the last does not tell how far this device has read.

    What others marked meanwhile is heard first; raises as `hear` does.
    """
    yield from hear(talk)
    if _is_told(talk):
        return
    mark = sign_mark(talk.keys.sign, _own(talk))
    path = space_path(talk.space, Ask.MARK)
    yield from talk.line.ask(path, MarkRequest(mark), Nothing)
    talk.store.keep_own_mark(mark)


def _heard(talk: Talk) -> Iterator[Heard]:
    new = [each for each in talk.marks if each not in talk.heard]
    ours = talk.store.digest() if new else Digest()
    for signed in new:
        talk.heard.add(signed)
        try:
            mark, head = _checked(talk, signed)
        except Frozen:
            raise
        except Untrusted:
            talk.report.problems.append(Untrusted("exchange.wrong_mark"))
            continue
        if not talk.membership.counts(head):
            continue  # how far a device had read of what is lost says nothing any more
        if head.position > talk.cursor.position:
            talk.heard.remove(signed)  # what is not read yet cannot be compared
            continue
        wrong = _why_wrong(talk, mark, head, signed)
        if wrong:
            talk.report.problems.append(Untrusted(wrong))
            continue
        digest = Digest(int.from_bytes(mark.have, "big"), int.from_bytes(mark.state, "big"))
        if digest.have == ours.have and digest.state != ours.state:
            talk.report.problems.append(Untrusted("exchange.state_differs"))
        talk.heard_ms = max(talk.heard_ms, head.time)
        yield Heard(mark.device, signed, _read_to(talk, mark, head), mark.time, digest)


def _checked(talk: Talk, signed: bytes) -> tuple[Mark, Head]:
    """The mark of a device that belongs to the space, and its head."""
    mark, signature = parse_mark(signed)
    device = talk.membership.devices.get(mark.device)
    if device is None or mark.space != talk.space:
        raise Untrusted("sync.no_standing")
    signature.check(device.keys.sign)
    head = talk.read_head(mark.head)
    _compare(talk, head, mark.head)
    return mark, head


def _compare(talk: Talk, head: Head, signed: bytes) -> None:
    """A head that the service signed for someone else has to be one of the log shown here."""
    if talk.head is None or head.generation != talk.head.generation:
        return
    if head.position > talk.head.position:
        raise talk.freeze(HIDDEN, theirs=signed)
    ours = talk.store.running_at(head.position)
    if ours is not None and ours != head.running:
        raise talk.freeze(FORKED, theirs=signed)


def _why_wrong(talk: Talk, mark: Mark, head: Head, signed: bytes) -> str:
    """Why a mark tells nothing: it is older than one known, or of a device that was gone."""
    device = talk.membership.standing(mark.device, head.position + 1)
    if device is None or device.is_door:
        return "exchange.wrong_mark"
    return "exchange.older_mark" if _is_older(talk, mark, head, signed) else ""


def _read_to(talk: Talk, mark: Mark, head: Head) -> int:
    """How far its device has read: not at all while it waits to be admitted, since it may never
    be handed the keys of what it has.
    """
    device = talk.membership.standing(mark.device, head.position + 1)
    return head.position if device is not None and device.is_admitted else 0


def _is_older(talk: Talk, mark: Mark, head: Head, signed: bytes) -> bool:
    """Whether the service handed out a mark from before the one that is known."""
    known = talk.state.marks.get(mark.device)
    if known is None:
        return False
    before = talk.read_head(parse_mark(known)[0].head)
    if head.position >= before.position:
        return False
    evidence = Evidence("exchange.older_mark", known, signed, talk.means.now_ms())
    talk.store.keep_evidence(evidence)
    return True


def _is_told(talk: Talk) -> bool:
    """Whether the others can know already; a mark that a cut kept back is left now.

    What was read long ago is said again a day later: in a team that writes nothing for weeks
    nobody else could tell a PC that syncs from one that was lost.
    """
    if not talk.cursor.head:
        return True
    if talk.state.mark is None:
        return False
    last, _ = parse_mark(talk.state.mark)
    if last.erasures != len(talk.store.erasures.done()):
        return False
    told = talk.read_head(last.head)
    if talk.line.service_ms - told.time >= _A_DAY_MS:
        return False
    return told.position >= talk.read_head(talk.cursor.head).position


def _newest(talk: Talk) -> bytes:
    """The head of what is read here, as the service signed it last."""
    head = talk.head
    is_same = head is not None and head.position == talk.cursor.position
    return talk.head_bytes if is_same else talk.cursor.head


def _own(talk: Talk) -> Mark:
    digest = talk.store.digest()
    return Mark(
        space=talk.space,
        device=talk.device,
        incarnation=talk.incarnation,
        seq=talk.seq,
        head=_newest(talk),
        have=digest.have.to_bytes(_SUM_BYTES, "big"),
        state=digest.state.to_bytes(_SUM_BYTES, "big"),
        erasures=len(talk.store.erasures.done()),
        time=talk.means.now_ms(),
    )
