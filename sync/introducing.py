"""Introduce two teams: a code that one lead tells the other, six words that both compare.

The one who makes the code leaves an offer; the one who types it leaves an answer. Each states the
other in the log of her own space, once the words are the same.
"""

from __future__ import annotations

from dataclasses import replace

from app.errors import Refused
from app.ports.exchange import SpaceStore
from app.ports.introducing import Introducing, IntroducingStore, Other
from app.ports.parcels import ParcelStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect, teams
from sync.exchange.members import title_of
from sync.exchange.talk import Report, Talk, begin, fold
from sync.protocol.codes import letters_of, read_code
from sync.protocol.epochs import Place
from sync.protocol.introductions import GOOD_MS, IntroductionCode, TeamCard, open_card, seal_card
from sync.protocol.kinds.introducing import KeptTeam, seal_team
from sync.protocol.mailing import IntroductionAnswer, IntroductionRequest, OfferRequest
from sync.protocol.statements import Introduce, Part
from sync.protocol.wire import Ask, Nothing, Status, space_path
from sync.protocol.words import read_words, team_words
from sync.stating import read_on, require_lead, state
from sync.steps import Conversation

_RANDOM = 32
_LONGEST_TITLE = 200


def offer(
    store: SpaceStore, parcels: ParcelStore, means: Means, *, wish: Introducing, phone: str
) -> Conversation[str]:
    """The code for another team's lead, as seven groups of four characters; good for 72 hours.

    `phone` is our number, for them. Of `wish` its name, phone and `is_at_once` count. Raises
    Refused `space.not_lead_to_state`.
    """
    talk = yield from _ready(store, means)
    code = IntroductionCode.make(means.random)
    card = _card(talk, phone, expires=talk.line.now_ms + GOOD_MS)
    sealed = seal_card(code, card, is_answer=False, random32=means.random(_RANDOM))
    asked = OfferRequest(code.locator, sealed, card.expires)
    yield from talk.line.ask(space_path(talk.space, Ask.OFFER), asked, Nothing)
    wanted = replace(wish, secret=code.secret, expires=card.expires, is_offer=True)
    parcels.introductions.keep(wanted)
    return letters_of(code.secret)


def take(
    store: SpaceStore,
    parcels: ParcelStore,
    means: Means,
    *,
    typed: str,
    wish: Introducing,
    phone: str,
) -> Conversation[Introducing]:
    """Take another team's code: what it says of itself, once our answer lies beside its offer.

    Run again with the same code it goes on, and of a code of our own it collects the answer. Raises
    Refused `sync.code_length` or `sync.code_mistyped` without asking anyone,
    `introductions.not_found`, `introductions.own_code`, `introductions.not_answered`,
    `parcels.other_service`, `space.is_training`, `space.is_not_training`.
    """
    code, begun = IntroductionCode(read_code(typed)), parcels.introductions
    talk = yield from _ready(store, means)
    known = next((each for each in begun.under_way() if each.secret == code.secret), None)
    if known is not None and (wish.name or wish.phone):
        known = replace(known, name=wish.name or known.name, phone=wish.phone or known.phone)
    if known is not None and known.is_offer:
        known = yield from collect(talk, begun, known)
        if known.other is None:
            raise Refused("introductions.not_answered")
        return known
    if known is None:
        known = yield from _met(talk, begun, code, wish=wish, phone=phone)
    asked = IntroductionRequest(code.locator, known.answer)
    yield from talk.line.ask(space_path(talk.space, Ask.INTRODUCTION), asked, IntroductionAnswer)
    return known


def collect(talk: Talk, begun: IntroducingStore, known: Introducing) -> Conversation[Introducing]:
    """An offer of ours with the answer to it, if somebody left one."""
    if known.other is not None:
        return known
    code = IntroductionCode(known.secret)
    asked = IntroductionRequest(code.locator, None)
    path = space_path(talk.space, Ask.INTRODUCTION)
    found = yield from talk.line.ask(path, asked, IntroductionAnswer)
    if found.answer is None:
        return known
    other = _checked(talk, open_card(code, found.answer, is_answer=True))
    known = replace(known, other=other)
    begun.keep(known)
    return known


def confirm(
    store: SpaceStore, parcels: ParcelStore, means: Means, *, known: Introducing
) -> Conversation[None]:
    """State in our log that the other team is known, under the name and number that are wanted.

    The words were the same, or nobody waits for them. Raises as `stating.state` does.
    """
    other = known.other
    if other is None:
        raise Refused("introductions.not_answered")

    def make(talk: Talk) -> Introduce:
        return introduce(talk, known, other)

    yield from state(store, means, make)
    parcels.introductions.drop(known.secret)
    teams.keep(begin(store, means, Report()), parcels)


def introduce(talk: Talk, known: Introducing, other: Other) -> Introduce:
    """The statement that keeps another team."""
    epoch = max(talk.membership.epochs)
    key = talk.require_key(epoch)
    kept = KeptTeam(known.name or other.title or other.space.hex()[:8], known.phone or other.phone)
    return Introduce(
        previous=talk.membership.newest,
        by=talk.device,
        team=other.space,
        service=other.signing,
        epoch=epoch,
        what=seal_team(
            key,
            kept,
            place=Place(talk.space, epoch),
            random32=talk.means.random(_RANDOM),
        ),
        time=talk.means.now_ms(),
    )


def part(
    store: SpaceStore, parcels: ParcelStore, means: Means, *, team: bytes
) -> Conversation[None]:
    """End an introduction; what that team sent and nobody here took in is not delivered.

    Raises Refused `parcels.no_such_team`.
    """

    def make(talk: Talk) -> Part | None:
        known = talk.membership.introduced.get(team)
        if known is None:
            raise Refused("parcels.no_such_team")
        if known.is_closed:
            return None
        return Part(talk.membership.newest, talk.device, team, talk.means.now_ms())

    yield from state(store, means, make)
    teams.keep(begin(store, means, Report()), parcels)


def words_of(store: SpaceStore, team: bytes) -> tuple[str, ...]:
    """The six words of our space and of a team that was introduced, the same on both sides."""
    kept = store.load()
    made = fold(kept.id, dict(kept.statements)).introduced.get(team)
    if made is None:
        raise Refused("parcels.no_such_team")
    return team_words((kept.id, kept.service.signing), (team, made.service))


def known_words(store: SpaceStore, known: Introducing) -> tuple[str, ...]:
    """The same for a team that is about to be introduced."""
    if known.other is None:
        raise Refused("introductions.not_answered")
    kept = store.load()
    own = (kept.id, kept.service.signing)
    return team_words(own, (known.other.space, known.other.signing))


def require_same(words: tuple[str, ...], typed: str) -> None:
    """Raise Refused `introductions.other_words` unless a person was told these words."""
    if read_words(typed) != words:
        raise Refused("introductions.other_words")


def _ready(store: SpaceStore, means: Means) -> Conversation[Talk]:
    talk = begin(store, means, Report())
    require_lead(talk)
    yield from connect.run(talk)
    yield from check.run(talk)
    yield from read_on(talk)
    require_lead(talk)
    return talk


def _card(talk: Talk, phone: str, *, expires: int) -> TeamCard:
    policy = talk.membership.policy
    return TeamCard(
        space=talk.space,
        signing=talk.state.service.signing,
        title=(title_of(talk) or "")[:_LONGEST_TITLE],
        phone=phone,
        training=policy is not None and policy.training,
        expires=expires,
    )


def _met(
    talk: Talk,
    begun: IntroducingStore,
    code: IntroductionCode,
    *,
    wish: Introducing,
    phone: str,
) -> Conversation[Introducing]:
    """What lies under another's code, kept here with the answer to it before that is left."""
    asked = IntroductionRequest(code.locator, None)
    path = space_path(talk.space, Ask.INTRODUCTION)
    try:
        found = yield from talk.line.ask(path, asked, IntroductionAnswer)
    except ServiceRefused as refused:
        if refused.status != Status.NO_PACKAGE:
            raise
        raise Refused("introductions.not_found") from refused
    card = open_card(code, found.offer, is_answer=False)
    other = _checked(talk, card)
    own = _card(talk, phone, expires=card.expires)
    answer = seal_card(code, own, is_answer=True, random32=talk.means.random(_RANDOM))
    known = replace(
        wish,
        secret=code.secret,
        expires=card.expires,
        is_offer=False,
        other=other,
        answer=answer,
    )
    begun.keep(known)
    return known


def _checked(talk: Talk, card: TeamCard) -> Other:
    policy = talk.membership.policy
    is_training = policy is not None and policy.training
    if card.training and not is_training:
        raise Refused("space.is_training")
    if is_training and not card.training:
        raise Refused("space.is_not_training")
    if card.space == talk.space:
        raise Refused("introductions.own_code")
    if card.signing != talk.state.service.signing:
        raise Refused("parcels.other_service")
    return Other(card.space, card.signing, card.title, card.phone)
