"""What makes records of the parcels that arrive: called by each exchange, and after an unlock."""

from __future__ import annotations

from collections.abc import Callable

from app.ports import Session
from app.usecases.referrals.catching_up import catch_up
from app.usecases.ward import kept_apart, taking_in

TAKERS: tuple[Callable[[Session], object], ...] = (
    taking_in.take_in,
    kept_apart.drop_known,
    catch_up,
)


def take_in(session: Session) -> None:
    """Let each of them take in what is its own, in this transaction."""
    for taker in TAKERS:
        taker(session)
