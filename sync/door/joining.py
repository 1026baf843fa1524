"""Let a PC become a team's ward PC by a code that a lead made for it."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Refused, Untrusted
from app.ports.door import DoorStore
from app.ports.entering import Person
from sync.asking import Means
from sync.door.reading import folded, read_on
from sync.joining import Opened, asked_by, begin_join, fetch_package, line_of, send_join
from sync.protocol.codes import read_code
from sync.protocol.invitations import Code, DoorPackage
from sync.protocol.keys import public_of
from sync.protocol.membership import Membership
from sync.protocol.words import device_words, service_words
from sync.steps import Connect, Conversation


def join_as_door(
    store: DoorStore,
    typed: str,
    url: str,
    means: Means,
    *,
    name: str,
    training: bool,
    words: str = "",
) -> Conversation[None]:
    """Join the team that a code invites to, and read who belongs. Run again after a cut it goes on.

    A ward PC of that team becomes one anew, and what waits there goes with it. `name` is what the
    PC calls itself, `words` the six words that the service has to have, if IT has set any. Raises
    as `joining.join` does, Untrusted `exchange.other_words` for another service, Refused
    `door.person_code` for a code that lets a person in, `door.is_training` or
    `door.is_not_training`, and as `DoorStore.require_may_join`.
    """
    code = Code(read_code(typed))
    kept = store.entering()
    if kept is not None and kept.asked == asked_by(code):
        store.require_may_join(kept.space)
        yield Connect(url, kept.service.pins)
        entering, skew_ms = kept, 0
    else:
        opened = yield from _fetch(code, url, means)
        if opened.package.training is not training:
            raise Refused("door.is_training" if opened.package.training else "door.is_not_training")
        _require_words(opened, words)
        store.require_may_join(opened.package.space)
        yield Connect(url, opened.package.pins)
        person = Person("", name, training)
        entering = begin_join(person, code, url, opened=opened, means=means)
        skew_ms = opened.skew_ms
    yield from send_join(store, entering, line=line_of(entering, means, skew_ms))
    yield from read_on(store, means)


def approve(store: DoorStore, typed: str, means: Means) -> Conversation[None]:
    """Whether a lead of this door's team made a code just now; the code lets nobody in by it.

    Raises as `join_as_door` does, and Refused `door.other_team` for a code of another team.
    """
    code, door = Code(read_code(typed)), store.door()
    opened = yield from _fetch(code, door.service.url, means)
    if opened.package.space != door.space:
        raise Refused("door.other_team")
    known = yield from read_on(store, means)
    _require_open(known, code, opened)


def own_words(store: DoorStore) -> tuple[str, ...]:
    """The six words of the keys that this ward PC joined with; slow.

    Raises Refused `door.cut_off` where the statements do not know it by its own key.
    """
    door = store.door()
    own = Ed25519PrivateKey.from_private_bytes(door.key)
    found = folded(door.space, store.log().statements).present.get(door.device)
    if found is None or found.keys.sign != public_of(own):
        raise Refused("door.cut_off")
    return device_words(door.space, door.device, found.keys)


def _fetch(code: Code, url: str, means: Means) -> Conversation[Opened]:
    opened = yield from fetch_package(code, url, means)
    if not isinstance(opened.package, DoorPackage):
        raise Refused("door.person_code")
    return opened


def _require_words(opened: Opened, words: str) -> None:
    """A code says which service it is of, and somebody may bring a code of his own."""
    package = opened.package
    found = (" ".join(service_words(package.signing, pin)) for pin in package.pins)
    if words and words not in found:
        raise Untrusted("exchange.other_words")


def _require_open(known: Membership, code: Code, opened: Opened) -> None:
    """The statements say who made the code: a package alone proves nothing of that, and anybody
    who reads them knows by what hash an invitation is named, but not the code that gives its key.
    """
    found = known.invitations.get(opened.package.invite)
    is_open = found is not None and found.state == "open" and found.role == "writer"
    if found is None or not is_open or found.key != public_of(code.invitation):
        raise Refused("service.invite_unknown")
