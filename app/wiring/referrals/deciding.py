"""A lead decides on what was kept apart: looks, lets it count or go, refuses its ward PC."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.parcels import Apart
from app.domain.ward_door import mark_of
from app.errors import NotFound, Refused, Untrusted
from app.ports.parcels import Brought
from app.usecases.ward import kept_apart
from app.usecases.ward.taking_in import NOT_VOUCHED
from app.wiring.referrals.taking import take_in
from storage.session import VaultSession
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.exchange.proving import read_unproven


def look_at(vault: Vault, apart: Apart) -> Sequence[tuple[str, str]]:
    """What a page of a ward PC says, line by line; slow where it has to be opened.

    Raises NotFound `parcels.none_apart`, Refused as `kept_apart.words_of` does, `parcels.not_kept`
    for what came beyond the number that is kept, and `parcels.not_opened`.
    """
    vault.read(lambda reading: kept_apart.require_lead(reading, apart)).result()
    found = vault.read(lambda reading: reading.parcels.content(apart)).result()
    if found is None:
        _open(vault, apart)
        found = vault.read(lambda reading: reading.parcels.content(apart)).result()
    if found is None:
        raise NotFound("parcels.none_apart")
    return vault.write(lambda session: kept_apart.words_of(session, apart, found)).result()


def decide(session: VaultSession, apart: Apart, *, counts: bool, reason: str = "") -> None:
    """Let it count, and take it in, or let it go; raises as `kept_apart.let_count` does.

    What turns out to be no page stays apart and says so.
    """
    if not counts:
        kept_apart.let_go(session, apart)
        return
    kept_apart.let_count(session, apart, reason=reason)
    take_in(session)
    if apart.why == NOT_VOUCHED and session.record(mark_of(apart.own, apart.id)) is not None:
        kept_apart.note_reason(session, apart, reason)


def _open(vault: Vault, apart: Apart) -> None:
    """Keep beside it what it holds, as what nobody vouches for."""
    if apart.sender != apart.own or apart.why != kept_apart.UNPROVEN:
        raise Refused("parcels.not_of_a_ward")
    spaces = VaultSpaces(vault, take_in=take_in)
    store = spaces.parcels(apart.own)
    try:
        state = spaces.space(apart.own).load()
        store.bring([read_unproven(state, _sealed(store.to_try_again(), apart))])
    except Untrusted as failure:
        raise Refused(kept_apart.NOT_OPENED) from failure


def _sealed(kept: Sequence[Brought], apart: Apart) -> Brought:
    for each in kept:
        if (each.sender, each.id) == (apart.sender, apart.id):
            return each
    raise Refused("parcels.not_kept")
