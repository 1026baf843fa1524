"""Receipts: what the service signed for in a push, checked as it comes and kept a little later."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Untrusted
from app.ports.exchange import Received, Sealed
from sync.exchange import claims, erasing
from sync.exchange.talk import Talk
from sync.protocol.heads import Receipt, read_receipt
from sync.protocol.wire import AppendAnswer


class Receipts:
    """Of one push; `taken` are the segments whose receipts the vault holds.

    Those it does not hold yet stay sealed until it does: an exchange that ends before is given the
    same receipts again.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[Sealed, Receipt]] = []
        self._unkept: list[tuple[Sealed, Receipt, bytes]] = []

    @property
    def are_kept(self) -> bool:
        """Whether the vault holds all of them."""
        return not self._unkept

    def check(self, talk: Talk, batch: Sequence[Sealed], answer: AppendAnswer) -> None:
        """Take those for a batch up; raises Untrusted for one that is not the service's."""
        if len(answer.results) != len(batch):
            raise Untrusted("exchange.wrong_receipt")
        for segment, (kind, signed) in zip(batch, answer.results, strict=True):
            if kind == "receipt":
                if not isinstance(signed, bytes):
                    raise Untrusted("exchange.wrong_receipt")
                self._unkept.append((segment, _checked(talk, segment, signed), signed))

    def keep(self, talk: Talk) -> None:
        """Have the vault hold all there are; what they are for is received then."""
        if self.are_kept:
            return
        received = [
            Received(segment.incarnation, segment.seq, receipt.position, signed)
            for segment, receipt, signed in self._unkept
        ]
        erased = _erased(talk, {each.position for each in received})
        talk.store.keep_received(received, erased=erased)
        talk.report.sent += sum(weight(segment) for segment, _, _ in self._unkept)
        self.taken += [(segment, receipt) for segment, receipt, _ in self._unkept]
        self._unkept.clear()


def weight(segment: Sealed) -> int:
    """How many changes a segment holds."""
    return sum(len(group) for group in segment.changes)


def _erased(talk: Talk, positions: set[int]) -> set[tuple[int, int]]:
    """What a lead had erased at these places before the receipt for them came."""
    return {group for group in erasing.gone(talk) if group[0] in positions}


def _checked(talk: Talk, segment: Sealed, signed: bytes) -> Receipt:
    """The receipt, if the service signed it for this very segment in this space."""
    receipt = read_receipt(signed, talk.state.service.signing)
    expected = (talk.space, talk.device, segment.incarnation, segment.seq, segment.hash)
    told = (receipt.head.space, receipt.device, receipt.incarnation, receipt.seq, receipt.entry)
    if told != expected or receipt.head.position != receipt.position:
        raise Untrusted("exchange.wrong_receipt")
    claims.compare_receipt(talk, receipt, signed=signed)
    return receipt
