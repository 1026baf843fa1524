"""Join a space by a code: believe only what the code opens, then sign in with keys of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from app.errors import Refused, Untrusted
from app.ports.entering import Entering, EnteringStore, JoiningStore, Person
from app.ports.exchange import Cursor, Own, ServiceAddress
from sync.asking import (
    Line,
    Means,
    ServiceRefused,
    ask_stranger,
    peek,
    read_answer,
    refuse_unless_ok,
)
from sync.exchange.members import introduced
from sync.protocol import hpke
from sync.protocol.codes import read_code
from sync.protocol.epochs import Place, seal_text
from sync.protocol.heads import FIRST_GENERATION, read_receipt
from sync.protocol.invitations import AnyPackage, Code, DoorPackage, Package, open_package
from sync.protocol.keys import DeviceKeys, KeyPair
from sync.protocol.shapes import from_map
from sync.protocol.statements import Join, parse_statement, prove_invited, sign_statement
from sync.protocol.wire import (
    PACKAGE_PATH,
    Ask,
    JoinRequest,
    PackageAnswer,
    PackageRequest,
    ReceiptAnswer,
    Status,
    space_path,
)
from sync.steps import Connect, Conversation

_TRIES = 3
_ID = 16
_INCARNATION = 8
_RANDOM = 32
_ENDED = (
    Status.INVITE_USED,
    Status.INVITE_EXPIRED,
    Status.INVITE_UNKNOWN,
    Status.BAD_REQUEST,
    Status.UNKNOWN_SPACE,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that the code opened, from the service it names; `newest` is to be followed."""

    package: AnyPackage
    newest: bytes
    skew_ms: int


def join(store: EnteringStore, typed: str, url: str, means: Means) -> Conversation[bytes]:
    """Join the space that a code invites to; gives its id. Run again after a cut it goes on.

    Raises Refused `sync.code_length` or `sync.code_mistyped` without asking anyone,
    `service.no_package`, `service.invite_*`, `space.is_ward_code`, `space.already_in`,
    `space.is_training` or `space.is_not_training`, `space.no_team_recovery` for a vault that a
    team's shares open; Untrusted `exchange.other_key` for another service's certificate.
    """
    code = Code(read_code(typed))
    kept = store.entering()
    if kept is not None and kept.asked == asked_by(code):
        yield Connect(url, kept.service.pins)
        entering, skew_ms = kept, 0
    else:
        opened = yield from fetch_package(code, url, means)
        _require_fit(store, opened.package)
        yield Connect(url, opened.package.pins)
        entering = begin_join(store.person(), code, url, opened=opened, means=means)
        skew_ms = opened.skew_ms
    yield from send_join(store, entering, line=line_of(entering, means, skew_ms))
    return entering.space


def asked_by(code: Code) -> bytes:
    """What tells the attempt with this code from one with another."""
    return sha256(b"yarrow/join" + code.secret).digest()


def line_of(entering: Entering, means: Means, skew_ms: int) -> Line:
    """Who asks the service to let in whom."""
    keys = DeviceKeys.from_bytes(entering.own.keys)
    return Line(entering.service.signing, entering.own.device, keys.sign, means, skew_ms)


def fetch_package(code: Code, url: str, means: Means) -> Conversation[Opened]:
    """The package under the code's locator; who answered has to be the service it names."""
    yield Connect(url)
    told, request = yield from ask_stranger(PACKAGE_PATH, PackageRequest(code.locator), means=means)
    unproved = peek(told, request=request)
    refuse_unless_ok(unproved, told)
    found = from_map(PackageAnswer, unproved.body)
    package = open_package(code, found.package)
    answer = read_answer(told, package.signing, request=request)
    if told.pin not in package.pins:
        raise Untrusted("exchange.other_key")
    if answer.time >= package.expires:
        raise Refused("service.invite_expired")
    return Opened(package, found.newest, answer.time - means.now_ms())


def _require_fit(store: EnteringStore, package: AnyPackage) -> None:
    """Made-up and real people are never mixed, a vault is in a space once and is no ward PC.

    A space may take no vault that a team's shares open.
    """
    if isinstance(package, DoorPackage):
        raise Refused("space.is_ward_code")
    is_training = store.person().is_training
    if package.training and not is_training:
        raise Refused("space.is_training")
    if is_training and not package.training:
        raise Refused("space.is_not_training")
    if package.space in store.spaces():
        raise Refused("space.already_in")
    if package.no_team_recovery and store.is_open_to_shares():
        raise Refused("space.no_team_recovery")


def begin_join(person: Person, code: Code, url: str, *, opened: Opened, means: Means) -> Entering:
    """The join as it will be sent, with keys made for it."""
    package = opened.package
    content_key = package.content_key if isinstance(package, Package) else None
    keys, device = DeviceKeys.make(means.random), means.random(_ID)
    said = _said(person, code, keys, device, opened=opened, means=means)
    is_door = isinstance(package, DoorPackage)
    kept, number = _kept(keys, is_door=is_door), means.random(_INCARNATION)
    return Entering(
        asked=asked_by(code),
        space=package.space,
        title="",
        service=ServiceAddress(url.strip(), package.signing, package.pins),
        own=Own(device, kept, b"", number, 0, means.place),
        role="writer" if is_door else "member",
        epoch=package.epoch,
        content_key=content_key,
        statement=sign_statement(keys.sign, said),
        page_key=package.newcomer_key if isinstance(package, DoorPackage) else b"",
    )


def _said(
    person: Person, code: Code, keys: DeviceKeys, device: bytes, *, opened: Opened, means: Means
) -> Join:
    """The statement: who joins, under a name sealed with what the package holds."""
    package = opened.package
    key = package.content_key if isinstance(package, Package) else package.newcomer_key
    return Join(
        previous=opened.newest,
        invite=package.invite,
        device=device,
        keys=keys.public,
        epoch=package.epoch,
        pc=seal_text(
            key,
            introduced(person.pc, person.name),
            place=Place(package.space, package.epoch),
            label="pc",
            random32=means.random(_RANDOM),
        ),
        proof=prove_invited(
            code.invitation,
            space=package.space,
            invite=package.invite,
            device=device,
            keys=keys.public,
        ),
        time=means.now_ms(),
    )


def _kept(keys: DeviceKeys, *, is_door: bool) -> bytes:
    """The keys that are kept; a ward PC keeps nothing that a key could be wrapped to."""
    nothing = KeyPair(bytes(hpke.PRIVATE_SIZE))
    return (replace(keys, hpke=nothing) if is_door else keys).to_bytes()


def send_join(store: JoiningStore, entering: Entering, *, line: Line) -> Conversation[None]:
    """Send a join until it is taken, and belong to the space from then on."""
    path = space_path(entering.space, Ask.JOIN)
    for _ in range(_TRIES):
        store.keep_entering(entering)
        try:
            asked = JoinRequest(entering.statement)
            answer = yield from line.ask(path, asked, ReceiptAnswer)
        except ServiceRefused as refused:
            if refused.status in _ENDED:
                store.drop_entering()
            if refused.status != Status.NOT_NEWEST or not isinstance(refused.newest, bytes):
                raise
            entering = _following(entering, refused.newest)
        else:
            _check(entering, answer)
            nowhere = Cursor(FIRST_GENERATION, 0, entering.space, b"")
            store.enter(entering, nowhere, [])
            return
    raise Refused("service.not_newest")


def _following(entering: Entering, newest: bytes) -> Entering:
    """The same, said after another statement; nothing was taken, so no one has two of them."""
    keys = DeviceKeys.from_bytes(entering.own.keys)
    said = parse_statement(entering.statement).content
    if not isinstance(said, Join):
        raise Untrusted("sync.not_understood")
    return replace(entering, statement=sign_statement(keys.sign, replace(said, previous=newest)))


def _check(entering: Entering, answer: ReceiptAnswer) -> None:
    receipt = read_receipt(answer.receipt, entering.service.signing)
    told = (receipt.entry, receipt.head.space, receipt.device)
    hash = sha256(entering.statement).digest()
    if told != (hash, entering.space, entering.own.device):
        raise Untrusted("exchange.wrong_receipt")
