"""Outbox: seal parcels to other teams and send them, hear what became of them, say what came.

It comes after records were sent, and never holds one up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.domain.parcels import ParcelState
from app.errors import Refused, Unreachable, Untrusted
from app.ports.parcels import ParcelStore, Writing
from sync.asking import ServiceRefused
from sync.exchange import push, teams
from sync.exchange.talk import Frozen, Talk
from sync.protocol.mailing import (
    MOST_ASKED,
    PostRequest,
    StatesAnswer,
    StatesRequest,
    TakenRequest,
)
from sync.protocol.membership import Membership
from sync.protocol.parcels import Content, Taken, parse_taken, seal_parcel, sign_taken
from sync.protocol.wire import Ask, Nothing, Status, space_path
from sync.steps import Conversation

NOT_INTRODUCED = "parcels.not_introduced"
CLOSED = "parcels.team_closed"
WAITS = "parcels.waits"
OTHER_COPY = "parcels.other_copy"
NOT_TAKEN = "parcels.not_taken_so"
_OF_ONE = (Status.TOO_LARGE, Status.BAD_REQUEST)
"""What the service says of one parcel, and not of the link or of itself."""
_CODES: dict[str, str] = {Status.NOT_INTRODUCED: NOT_INTRODUCED, Status.TEAM_CLOSED: CLOSED}


def run(talk: Talk) -> Conversation[None]:
    """Send what waits, team by team; one that cannot be reached stops no other."""
    store = talk.parcels
    if store is None:
        return
    yield from _apart(talk, _tell(talk, store))
    device = talk.newest.present.get(talk.device)
    if device is None or not device.may_write:
        return
    ordered = sorted(store.to_send(), key=lambda each: each.parcel.team)
    for team, listed in groupby(ordered, key=lambda each: each.parcel.team):
        yield from _apart(talk, _with_team(talk, store, team, list(listed)))
    silent = store.unanswered()
    asked = {each.parcel.team for each in ordered if each.state is ParcelState.WRITTEN}
    for team, why in silent:
        # An exchange with nothing to do stays one request for all but once an hour.
        if team not in asked and store.may_ask(team, now_ms=talk.means.now_ms()):
            yield from _apart(talk, _ask_link(talk, store, team, why))
    if _states(store.to_send()) != _states(ordered) or store.unanswered() != silent:
        yield from _apart(talk, _write_down(talk, store))


def _states(parcels: Sequence[Writing]) -> set[tuple[bytes, ParcelState]]:
    return {(each.parcel.id, each.state) for each in parcels}


def _write_down(talk: Talk, store: ParcelStore) -> Conversation[None]:
    """Let use cases write how far what was sent has come, so that colleagues see it at once too."""
    store.take_in()
    yield from push.run(talk)


def _apart(talk: Talk, work: Conversation[None]) -> Conversation[None]:
    """Do this; what goes wrong is told, and nothing else stops for it."""
    try:
        yield from work
    except Frozen:
        raise
    except (Refused, Unreachable, Untrusted) as failure:
        talk.report.problems.append(failure)


def _with_team(
    talk: Talk, store: ParcelStore, team: bytes, parcels: Sequence[Writing]
) -> Conversation[None]:
    waiting = [each for each in parcels if each.state is ParcelState.WRITTEN]
    own = talk.newest.introduced.get(team)
    if own is None or own.is_closed:
        for each in waiting:
            store.keep_state(each.parcel.id, ParcelState.REFUSED, "parcels.ended")
        return
    try:
        yield from _hear_and_send(talk, store, team, parcels)
    except ServiceRefused as refused:
        code = _CODES.get(refused.status)
        _keep_waiting(store, team, code or WAITS)
        if code is None:
            raise
    except (Refused, Untrusted) as failure:
        _keep_waiting(store, team, failure.code)
        raise


def _hear_and_send(
    talk: Talk, store: ParcelStore, team: bytes, parcels: Sequence[Writing]
) -> Conversation[None]:
    waiting = [each for each in parcels if each.state is ParcelState.WRITTEN]
    sent = [each for each in parcels if each.state is ParcelState.SENT]
    for at in range(0, len(sent), MOST_ASKED):
        yield from _hear(talk, store, team, sent[at : at + MOST_ASKED])
    if waiting:
        known = yield from teams.read_on(talk, store, team)
        for each in waiting:
            try:
                yield from _send(talk, store, known, each)
            except Frozen:
                raise
            except (Refused, Untrusted) as failure:
                if isinstance(failure, ServiceRefused) and failure.status == Status.OTHER_EPOCH:
                    yield from teams.require_same(talk, store, team)
                _let_the_next_go(talk, store, each, failure)


def _let_the_next_go(
    talk: Talk, store: ParcelStore, each: Writing, failure: Refused | Untrusted
) -> None:
    """Say what keeps this one, which holds up none behind it; raises what is so of all of them."""
    code = failure.code
    if isinstance(failure, ServiceRefused):
        if failure.status not in _OF_ONE:
            raise failure
        code = NOT_TAKEN
    store.keep_state(each.parcel.id, ParcelState.WRITTEN, code)
    talk.report.problems.append(failure)


def _ask_link(talk: Talk, store: ParcelStore, team: bytes, why: str) -> Conversation[None]:
    """Hear whether a team that received something can still answer it; it may have ended the link.

    That is the service's own word, and no more comes of it than that somebody rings. What else
    is wrong with their log changes nothing here.
    """
    own = talk.newest.introduced.get(team)
    if own is None or own.is_closed:
        return  # ended by ours, which every PC knows
    found = ""
    try:
        yield from teams.read_on(talk, store, team)
    except ServiceRefused as refused:
        if refused.status != Status.TEAM_CLOSED:
            return
        found = CLOSED
    except Frozen:
        raise
    except (Refused, Untrusted):
        return  # that is told where something is to be sent there
    if found or why:
        store.keep_unanswered(team, found)


def _keep_waiting(store: ParcelStore, team: bytes, why: str) -> None:
    """Say why what has not gone to a team does not; what went before that in this turn has gone."""
    state = ParcelState.REFUSED if why == CLOSED else ParcelState.WRITTEN
    for each in store.to_send():
        if each.parcel.team == team and each.state is ParcelState.WRITTEN:
            store.keep_state(each.parcel.id, state, why)


def _send(talk: Talk, store: ParcelStore, known: Membership, each: Writing) -> Conversation[None]:
    """Seal under the newest key of the other team, commit that, and send it."""
    parcel, epoch = each.parcel, known.epoch.content
    sealed, why = each.sealed, ""
    is_again = bool(sealed) and each.epoch != epoch.epoch
    if is_again or not sealed:
        content = Content(
            sender=talk.space,
            to=parcel.team,
            parcel=parcel.id,
            device=talk.device,
            answers=parcel.answers,
            head=_newest_head(talk),
            fields=parcel.fields,
            basis=parcel.basis,
        )
        sealed = seal_parcel(epoch.inbox.public, talk.keys.sign, content, epoch=epoch.epoch)
        store.keep_sealed(parcel.id, epoch.epoch, sealed)
    asked = PostRequest(parcel.team, parcel.id, epoch.epoch, sealed)
    try:
        yield from talk.line.ask(space_path(talk.space, Ask.POST), asked, Nothing)
    except ServiceRefused as refused:
        if refused.status != Status.NUMBER_TAKEN:
            raise
        # A copy that this PC sealed before was taken after all. Or these bytes did not go: one is
        # there that a colleague's PC sent, which theirs may keep apart, or this one did before its
        # vault was put back from a backup.
        why = "" if is_again else OTHER_COPY
    store.keep_state(parcel.id, ParcelState.SENT, why)


def _newest_head(talk: Talk) -> bytes:
    """The one signed last of what was read here: so it tells the time now, and not of long ago."""
    is_read = talk.head is not None and talk.head.position == talk.cursor.position
    return talk.head_bytes if is_read else talk.cursor.head


def _hear(
    talk: Talk, store: ParcelStore, team: bytes, sent: Sequence[Writing]
) -> Conversation[None]:
    """What became of parcels that were sent; `received` is a word of that team's own PC."""
    asked = StatesRequest(team, tuple(each.parcel.id for each in sent))
    answer = yield from talk.line.ask(space_path(talk.space, Ask.STATES), asked, StatesAnswer)
    if len(answer.states) != len(sent):
        raise Untrusted("sync.not_understood")
    known: Membership | None = None
    for each, (stage, word) in zip(sent, answer.states, strict=True):
        id = each.parcel.id
        if stage == "taken" and word is not None:
            try:
                known = known or (yield from _known(talk, store, team))
                if _is_word_for(talk, known, id, word):
                    store.keep_state(id, ParcelState.RECEIVED)
            except Untrusted as failure:
                talk.report.problems.append(failure)
        elif stage == "closed":
            store.keep_state(id, ParcelState.REFUSED, CLOSED)
        elif stage == "unknown":
            store.keep_state(id, ParcelState.WRITTEN, WAITS)


def _known(talk: Talk, store: ParcelStore, team: bytes) -> Conversation[Membership]:
    """Who belongs to a team now; of one that has ended the link, who did as far as is known."""
    try:
        return (yield from teams.read_on(talk, store, team))
    except ServiceRefused:
        return teams.known(store, team)


def _is_word_for(talk: Talk, known: Membership, id: bytes, word: bytes) -> bool:
    """Whether a PC that writes in the other team says that it took this parcel in.

    The word of one that was removed since counts for nothing: what it took in, it may have alone.
    Raises Untrusted for what no PC of theirs signed.
    """
    said, signed = parse_taken(word)
    device = known.devices.get(said.device)
    if device is None or (said.sender, said.to, said.parcel) != (talk.space, known.space, id):
        raise Untrusted("parcels.wrong_word")
    signed.check(device.keys.sign)
    return device.id in known.present and device.may_write


def _tell(talk: Talk, store: ParcelStore) -> Conversation[None]:
    """Say which parcels were taken in, once the service has the records made of them."""
    told = store.to_tell()[:MOST_ASKED]
    if not told:
        return
    words = [
        sign_taken(talk.keys.sign, Taken(sender, talk.space, id, talk.device, talk.line.now_ms))
        for sender, id in told
    ]
    asked = TakenRequest(tuple(words))
    yield from talk.line.ask(space_path(talk.space, Ask.TAKEN), asked, Nothing)
    store.keep_told(told)
