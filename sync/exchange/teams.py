"""Teams that are introduced: as our statements tell of them, and their own statements, checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.parcels import Team
from app.errors import Refused, Untrusted
from app.ports.parcels import ParcelStore
from sync.exchange.talk import Talk, fold
from sync.protocol.continuing import goes_on
from sync.protocol.heads import read_head
from sync.protocol.kinds.introducing import open_team
from sync.protocol.mailing import OfTeamRequest
from sync.protocol.members import Introduction
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import parse_statement
from sync.protocol.wire import Ask, StatementsAnswer, space_path
from sync.steps import Conversation


def keep(talk: Talk, store: ParcelStore) -> None:
    """Keep the teams as the newest statements known tell of them."""
    found = [_team(talk, each) for each in talk.newest.introduced.values()]
    store.keep_teams([team for team in found if team is not None])
    store.keep_introduced({each.team: each.position for each in talk.newest.introduced.values()})


def known(store: ParcelStore, team: bytes) -> Membership:
    """Who belongs to another team, as far as its statements were checked here."""
    return fold(team, dict(store.statements_of(team)))


def read_on(talk: Talk, store: ParcelStore, team: bytes) -> Conversation[Membership]:
    """The same, as far as the service tells now.

    Every statement is checked from the first, whose hash is the id that was introduced. Raises
    Untrusted `parcels.team_rolled_back` for a log that ends below what was seen of it or goes on
    from something else, unless a lead of theirs signed that it lost something, or `sync.*` for a
    statement that does not hold; Refused `parcels.other_service`.
    """
    found, seen = known(store, team), store.seen_of(team)
    read = _Read(found, seen)
    yield from _listen(talk, team, read)
    if read.is_renewed:
        read = _Read(Membership(team), 0, is_anew=True)
        yield from _listen(talk, team, read)
        if not goes_on(found, store.statements_of(team), read.entries):
            raise Untrusted("parcels.team_rolled_back")
    service = read.found.service
    if service is None or service.key != talk.state.service.signing:
        raise Refused("parcels.other_service")
    if read.is_anew:
        store.keep_anew(team, read.reached, read.entries)
    else:
        store.keep_seen(team, read.reached, read.entries)
    return read.found


def require_same(talk: Talk, store: ParcelStore, team: bytes) -> Conversation[None]:
    """Raise Untrusted `parcels.team_rolled_back` unless the service still shows the last statement
    that was read of a team: a log that lost it may have grown past it since.
    """
    last = next(reversed(store.statements_of(team)), None)
    if last is None:
        return
    path, asked = space_path(talk.space, Ask.OF_TEAM), OfTeamRequest(team, last[0] - 1)
    answer = yield from talk.line.ask(path, asked, StatementsAnswer)
    if next(iter(answer.entries), None) != last:
        raise Untrusted("parcels.team_rolled_back")


@dataclass(slots=True)
class _Read:
    """Another team's log as it is being read: who belongs, how far it reaches, what is new."""

    found: Membership
    reached: int
    entries: list[tuple[int, bytes]] = field(default_factory=list)
    is_anew: bool = False
    is_renewed: bool = False


def _listen(talk: Talk, team: bytes, read: _Read) -> Conversation[None]:
    """Read on, or from the start; stops where the log is of a later generation than is known."""
    path, seen, more = space_path(talk.space, Ask.OF_TEAM), read.reached, True
    while more:
        asked = OfTeamRequest(team, read.found.position)
        answer = yield from talk.line.ask(path, asked, StatementsAnswer)
        head = read_head(answer.head, talk.state.service.signing)
        if head.space != team:
            raise Untrusted("sync.wrong_space")
        if head.generation > read.found.generation and not read.is_anew:
            read.is_renewed = True
            return
        if head.position < seen or (answer.more and not answer.entries):
            raise Untrusted("parcels.team_rolled_back")
        for position, entry in answer.entries:
            if position > head.position:
                raise Untrusted("sync.statement_order")
            read.found = _with(read, entry, position)
            read.entries.append((position, entry))
        read.reached, more = head.position, answer.more
    if head.generation != read.found.generation:
        raise Untrusted("parcels.team_rolled_back")


def _with(read: _Read, entry: bytes, position: int) -> Membership:
    """Who belongs after one more statement; one that follows on another than is known here stands
    on a log that lacks what was seen of it.
    """
    try:
        return apply(read.found, parse_statement(entry), position)
    except Untrusted as failure:
        if failure.code != "sync.statement_order" or read.is_anew:
            raise
        raise Untrusted("parcels.team_rolled_back") from failure


def _team(talk: Talk, made: Introduction) -> Team | None:
    """The team; None where no key here opens what it is kept under, or that was sealed wrongly."""
    key = talk.key_of(made.place.epoch)
    if key is None:
        return None
    try:
        kept = open_team(key, made.what, place=made.place)
    except Untrusted:
        return None
    return Team(made.team, talk.space, kept.name, kept.phone, made.is_closed)
