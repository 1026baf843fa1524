"""What the service signed elsewhere about the log, held against the log that it shows here.

Receipts for this device's segments, and heads that colleagues' devices were given: a log without
them is not the log they were signed for (decision 011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.errors import Untrusted
from app.ports.exchange import Evidence
from sync.exchange.talk import Frozen, Talk
from sync.protocol.heads import Receipt, read_receipt

FORKED = "exchange.history_forked"
HIDDEN = "exchange.history_hidden"
RECEIPT_DIFFERS = "exchange.receipt_differs"
RECEIPT_LOST = "exchange.receipt_lost"
_ABOVE_ALL = 2**63 - 1


class Placed(Protocol):
    """An entry of the log shown."""

    @property
    def position(self) -> int:
        """Its position."""

    @property
    def hash(self) -> bytes:
        """Its hash."""

    @property
    def running(self) -> bytes:
        """The running hash there."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What stands at a position by the service's own signature; `entry` where a receipt says it."""

    position: int
    running: bytes
    code: str
    entry: bytes | None = None

    def holds(self, hash: bytes | None, running: bytes | None) -> bool:
        """Whether the log has at this position what was signed for."""
        return running == self.running and self.entry in (None, hash)


def require_kept(talk: Talk) -> None:
    """Raise Frozen if the log read so far, or one that ends below, breaks what convicts it."""
    for claim in _claims(talk):
        ends_below = talk.head is not None and talk.head.position < claim.position
        is_read = claim.position <= talk.cursor.position
        if ends_below or (is_read and not claim.holds(*_stored(talk, claim.position))):
            raise Frozen(claim.code, position=claim.position)


def compare_page(talk: Talk, placed: Sequence[Placed], *, signed: bytes) -> None:
    """Compare entries about to be read with every receipt and claim about them.

    Raises Frozen `exchange.receipt_differs`, the changes it was for waiting again, or with the
    code of the evidence that the page does not explain.
    """
    at = {each.position: each for each in placed}
    for claim in _claims(talk):
        found = at.get(claim.position)
        if found is not None and not claim.holds(found.hash, found.running):
            raise Frozen(claim.code, position=claim.position)
    for receipt in talk.store.receipts(placed[0].position, placed[-1].position):
        claim = _of_receipt(_read(talk, receipt))
        if not claim.holds(at[claim.position].hash, at[claim.position].running):
            talk.store.take_back([claim.position])
            raise talk.freeze(RECEIPT_DIFFERS, ours=receipt, theirs=signed)


def compare_receipt(talk: Talk, receipt: Receipt, *, signed: bytes) -> None:
    """Raise Frozen for a receipt about a position that the log shown here holds otherwise."""
    claim = _of_receipt(receipt)
    is_read = claim.position <= talk.cursor.position
    if is_read and not claim.holds(*_stored(talk, claim.position)):
        raise talk.freeze(RECEIPT_DIFFERS, ours=signed, theirs=talk.cursor.head)


def take_back_lost(talk: Talk) -> None:
    """Let wait again what the service signed for and lost: its log ends below the receipt."""
    if talk.head is None:
        return
    lost = talk.store.receipts(talk.head.position + 1, _ABOVE_ALL)
    if lost:
        for receipt in lost:
            evidence = Evidence(RECEIPT_LOST, receipt, talk.head_bytes, talk.means.now_ms())
            talk.store.keep_evidence(evidence)
        talk.store.take_back([_read(talk, receipt).position for receipt in lost])
        talk.renumber()
        talk.report.problems.append(Untrusted(RECEIPT_LOST, count=len(lost)))


def _claims(talk: Talk) -> list[Claim]:
    found = []
    for each in talk.state.evidence:
        if each.code in (FORKED, HIDDEN):
            head = talk.read_head(each.theirs)
            claim = Claim(head.position, head.running, each.code)
        elif each.code == RECEIPT_DIFFERS:
            receipt = _read(talk, each.ours)
            head, claim = receipt.head, _of_receipt(receipt)
            if head.generation < talk.cursor.generation:
                continue  # what it was for waits again, and a lead has said since what the log is
        else:
            continue
        if talk.newest.counts(head):  # a lead has said that history goes on without the others
            found.append(claim)
    return found


def _read(talk: Talk, receipt: bytes) -> Receipt:
    return read_receipt(receipt, talk.state.service.signing)


def _of_receipt(receipt: Receipt) -> Claim:
    return Claim(receipt.position, receipt.head.running, RECEIPT_DIFFERS, receipt.entry)


def _stored(talk: Talk, position: int) -> tuple[bytes | None, bytes | None]:
    hash = next(iter(talk.store.hashes(position, position)), None)
    return hash, talk.store.running_at(position)
