"""What this PC stated and the service signed for, until it is read back in the log.

A statement that is lost before that was never in force here. Nobody else may know that it was made,
so whoever made it is told, until it is made once more.
"""

from __future__ import annotations

from hashlib import sha256

from app.errors import Untrusted
from app.ports.exchange import Evidence
from app.ports.renewing import Stated
from sync.exchange.claims import RECEIPT_LOST
from sync.exchange.talk import Talk
from sync.protocol.statements import Remove, Restored, Rotate, parse_statement

REMOVAL_LOST = "exchange.removal_lost"
KEY_LOST = "exchange.key_lost"
STATEMENT_LOST = "exchange.statement_lost"
LOST = (REMOVAL_LOST, KEY_LOST, STATEMENT_LOST)
NOT_IN_FORCE = "exchange.not_in_force"
_MOST = 20


def keep(talk: Talk, statement: bytes, receipt: bytes) -> None:
    """The service signed for a statement of this PC's.

    Of those before only what has to be made anew by itself is kept: who states something else about
    the team has been told of the rest, and has looked.
    """
    is_act = not isinstance(parse_statement(statement).content, Restored)
    kept = [each for each in talk.store.stated() if not is_act or _code(each) != STATEMENT_LOST]
    new = Stated(talk.cursor.generation, statement, receipt)
    talk.store.keep_stated([*kept, new][-_MOST:])


def tell(talk: Talk) -> None:
    """Tell what the log does not hold, once it was read to its head, and forget what it does."""
    kept = talk.store.stated()
    if not kept or talk.is_stopped or talk.head is None:
        return
    left = [each for each in kept if not _is_done(talk, each)]
    if len(left) < len(kept):
        talk.store.keep_stated(left)
    if talk.device not in talk.newest.present or talk.cursor.position < talk.head.position:
        return
    told = {each.code for each in talk.report.problems}
    before = {code for code, _ in talk.state.problems}
    for each in left:
        code = _code(each) if each.generation == talk.cursor.generation else NOT_IN_FORCE
        if code not in told:
            told.add(code)
            talk.report.problems.append(Untrusted(code))
        if code not in before:
            found = Evidence(RECEIPT_LOST, each.receipt, talk.head_bytes, talk.means.now_ms())
            talk.store.keep_evidence(found)


def was_told(talk: Talk) -> bool:
    """Whether the exchange before told that the service lost something that this PC stated."""
    return any(code in LOST for code, _ in talk.state.problems)


def _code(stated: Stated) -> str:
    said = parse_statement(stated.entry).content
    if isinstance(said, Remove):
        return REMOVAL_LOST
    return KEY_LOST if isinstance(said, Rotate) else STATEMENT_LOST


def _is_done(talk: Talk, stated: Stated) -> bool:
    """Whether it stands in the log, or what it was to do has been done by another."""
    if talk.store.is_in_log(sha256(stated.entry).digest()):
        return True
    said, known = parse_statement(stated.entry).content, talk.membership
    if isinstance(said, Remove):
        return not known.present.keys() & set(said.devices)
    return isinstance(said, Rotate) and max(known.epochs) >= said.epoch.epoch
