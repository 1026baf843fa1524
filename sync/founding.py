"""Make a space: six words to compare, one signed statement, and only then a change here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from app.domain.encoding import encode
from app.domain.leases import LEASE_DAYS
from app.errors import Untrusted
from app.ports.entering import Entering, EnteringStore, Person
from app.ports.exchange import (
    Cursor,
    EntryState,
    LogEntry,
    Own,
    ServiceAddress,
)
from sync.asking import (
    Line,
    Means,
    ServiceRefused,
    ask_stranger,
    peek,
    read_answer,
    refuse_unless_ok,
)
from sync.protocol.epoch_making import make_first
from sync.protocol.epochs import FIRST_EPOCH, FIRST_PLACE, NONE_BEFORE, Label, seal_text
from sync.protocol.heads import FIRST_GENERATION, Head, read_head, read_receipt, running
from sync.protocol.keys import DeviceKeys, PublicKeys
from sync.protocol.membership import Membership
from sync.protocol.recovery import Recovery, RecoverySet, stated
from sync.protocol.rules.applying import apply
from sync.protocol.shapes import from_map
from sync.protocol.statements import (
    Create,
    Policy,
    Service,
    parse_statement,
    sign_statement,
    space_id,
)
from sync.protocol.wire import (
    SPACES_PATH,
    TIME_PATH,
    Nothing,
    SpacesAnswer,
    SpacesRequest,
    Status,
    TimeAnswer,
)
from sync.protocol.words import service_words
from sync.steps import Connect, Conversation

LEAST_VERSION = 2
_KEY = 32
_ID = 16
_INCARNATION = 8
_FOR_GOOD = (Status.NO_PERMIT, Status.BAD_REQUEST)


@dataclass(frozen=True, slots=True)
class Wish:
    """The space a person wants: its name, where, the words she was told, a permit.

    `recovery` is the set whose shares lie ready, None for a space without one so far.
    """

    title: str
    url: str
    words: str | None = None
    permit: str | None = None
    recovery: RecoverySet | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """The space made, and the six words of the service that keeps its log.

    `recovery` are the public keys of the set that it was made with: that of an earlier try, where
    one was cut short.
    """

    space: bytes
    words: tuple[str, ...]
    recovery: PublicKeys | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A service before anything was entrusted to it; `skew_ms` is its clock less this PC's."""

    address: ServiceAddress
    words: tuple[str, ...]
    skew_ms: int


def meet(url: str, means: Means) -> Conversation[Met]:
    """Who answers at this address, by its own word: six words say whether it is the right one.

    Raises Untrusted `exchange.not_our_service`, or `exchange.other_key` if its TLS key is none of
    those it names.
    """
    yield Connect(url)
    told, request = yield from ask_stranger(TIME_PATH, Nothing(), means=means)
    signing = from_map(TimeAnswer, peek(told, request=request).body).signing
    answer = read_answer(told, signing, request=request)
    refuse_unless_ok(answer, told)
    who = from_map(TimeAnswer, answer.body)
    if told.pin not in who.pins:
        raise Untrusted("exchange.other_key")
    words = service_words(who.signing, told.pin)
    address = ServiceAddress(url.strip(), who.signing, who.pins)
    return Met(address, words, answer.time - means.now_ms())


def found(store: EnteringStore, wish: Wish, means: Means) -> Conversation[Founded]:
    """Make a space on the service, then belong to it; run again after a cut it goes on.

    Raises Untrusted `exchange.other_words` if the words given are not the service's, before
    anything is sent that could matter.
    """
    met = yield from meet(wish.url, means)
    if wish.words is not None and _listed(wish.words) != list(met.words):
        raise Untrusted("exchange.other_words")
    yield Connect(met.address.url, met.address.pins)
    entering = _begun(store, wish, met) or _begin(store.person(), wish, met, means=means)
    store.keep_entering(entering)
    keys = DeviceKeys.from_bytes(entering.own.keys)
    line = Line(met.address.signing, entering.own.device, keys.sign, means, met.skew_ms)
    try:
        asked = SpacesRequest(entering.statement, entering.permit)
        answer = yield from line.ask(SPACES_PATH, asked, SpacesAnswer)
    except ServiceRefused as refused:
        if refused.status in _FOR_GOOD:
            store.drop_entering()
        raise
    first = _first_entry(entering)
    head = _checked(entering, answer, first)
    signed = answer.head if head.position == first.position else b""
    cursor = Cursor(head.generation, first.position, first.running, signed)
    store.enter(entering, cursor, [first])
    return Founded(entering.space, met.words, _recovery_of(entering))


def _recovery_of(entering: Entering) -> PublicKeys | None:
    said = parse_statement(entering.statement).content
    if not isinstance(said, Create) or said.recovery is None:
        return None
    return said.recovery.keys


def _listed(words: str) -> list[str]:
    return words.lower().replace("-", " ").split()


def _asked(wish: Wish) -> bytes:
    return sha256(encode(["space", wish.title, wish.url.strip()])).digest()


def _begun(store: EnteringStore, wish: Wish, met: Met) -> Entering | None:
    """The same wish, begun before and not finished."""
    kept = store.entering()
    if kept is None or kept.asked != _asked(wish) or kept.service != met.address:
        return None
    return replace(kept, permit=wish.permit)


def _begin(person: Person, wish: Wish, met: Met, *, means: Means) -> Entering:
    keys, content_key = DeviceKeys.make(means.random), means.random(_KEY)
    device, author = means.random(_ID), means.random(_ID)

    def sealed(text: str, label: Label) -> bytes:
        return seal_text(
            content_key, text, place=FIRST_PLACE, label=label, random32=means.random(_KEY)
        )

    create = Create(
        device=device,
        keys=keys.public,
        author=author,
        role="lead",
        name=sealed(person.name, "author"),
        pc=sealed(person.pc, "pc"),
        title=sealed(wish.title, "title"),
        recovery=_stated(wish, content_key),
        service=Service(met.address.signing, (met.address.pins[0], met.address.pins[1])),
        policy=Policy(LEASE_DAYS, LEAST_VERSION, 0, person.is_training),
        epoch=make_first(content_key, device=device, public=keys.public.hpke, random=means.random),
        time=means.now_ms(),
    )
    statement = sign_statement(keys.sign, create)
    return Entering(
        asked=_asked(wish),
        space=space_id(statement),
        title=wish.title,
        service=met.address,
        own=Own(device, keys.to_bytes(), author, means.random(_INCARNATION), 0, means.place),
        role="lead",
        epoch=FIRST_EPOCH,
        content_key=content_key,
        statement=statement,
        permit=wish.permit,
    )


def _stated(wish: Wish, content_key: bytes) -> Recovery | None:
    if wish.recovery is None:
        return None
    return stated(wish.recovery, content_key, place=FIRST_PLACE, before=NONE_BEFORE)


def _first_entry(entering: Entering) -> LogEntry:
    apply(Membership(entering.space), parse_statement(entering.statement), 1)
    hash = sha256(entering.statement).digest()
    return LogEntry(
        position=1,
        hash=hash,
        running=running(entering.space, hash),
        state=EntryState.STATEMENT,
        entry=entering.statement,
    )


def _checked(entering: Entering, answer: SpacesAnswer, first: LogEntry) -> Head:
    """The service's head, if it and the receipt are for the space that was asked for."""
    signing = entering.service.signing
    receipt = read_receipt(answer.receipt, signing)
    head = read_head(answer.head, signing)
    told = (receipt.entry, receipt.position, receipt.head.running, receipt.head.space)
    expected = (first.hash, first.position, first.running, entering.space)
    if told != expected or head.space != entering.space or head.generation != FIRST_GENERATION:
        raise Untrusted("exchange.wrong_receipt")
    return head
