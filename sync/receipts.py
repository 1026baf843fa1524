"""Check the newest receipt again, from its bytes: whose signature, over what, and is that here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from app.errors import Untrusted
from app.ports.accounts import KeptReceipt
from sync.protocol.heads import read_receipt

_CODE_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt that holds: its code, the service's time in it, for how many records it is.

    `is_whole` says that the sealed bytes themselves are still here and were hashed again; else
    their hash alone was compared.
    """

    code: str
    at_ms: int
    records: int
    is_whole: bool


def check(kept: KeptReceipt) -> Checked:
    """Compute everything anew.

    Raises Untrusted `exchange.receipt_unproved` if the service's key did not sign it, or if what
    stands here at its position is not what was signed for.
    """
    try:
        receipt = read_receipt(kept.receipt, kept.signing)
    except Untrusted as error:
        raise Untrusted("exchange.receipt_unproved") from error
    held = {kept.hash} if kept.entry is None else {kept.hash, sha256(kept.entry).digest()}
    if receipt.position != kept.position or held - {None} - {receipt.entry}:
        raise Untrusted("exchange.receipt_unproved")
    code = receipt.entry.hex()[:_CODE_DIGITS].upper()
    return Checked(code, receipt.head.time, kept.records, kept.entry is not None)
