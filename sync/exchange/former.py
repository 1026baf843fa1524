"""The log of a space as it is, and as it was in generations of which its service lost something.

What was sealed or signed in those days is opened and judged by the log of those days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import Untrusted
from app.ports.exchange import SpaceState
from sync.exchange.talk import fold
from sync.protocol.epochs import check_of, open_inbox
from sync.protocol.heads import Head
from sync.protocol.keys import KeyPair
from sync.protocol.membership import Membership
from sync.protocol.statements import parse_statement

Statements = Sequence[tuple[int, bytes]]


@dataclass(frozen=True, slots=True, repr=False)
class Log:
    """Who belonged by the statements of one generation, and content keys of its epochs."""

    known: Membership
    content_keys: Mapping[int, bytes]

    def inbox(self, epoch: int) -> KeyPair:
        """The key pair parcels of an epoch are sealed to; raises Untrusted `sync.cannot_open`."""
        made, key = self.known.epochs.get(epoch), self.content_keys.get(epoch)
        if made is None or key is None or check_of(key) != made.content.check:
            raise Untrusted("sync.cannot_open")
        pair = open_inbox(key, made.content.inbox, made.place)
        if pair.public != made.content.inbox.public:
            raise Untrusted("sync.cannot_open")
        return pair


def logs(state: SpaceState, newest: Log) -> list[Log]:
    """The log as it is known now, then as it was in each generation that lost something here."""
    found, kept, keys = [newest], state.statements, dict(newest.content_keys)
    for lost in state.lost:
        kept = _before(kept, lost.statements)
        keys |= lost.content_keys
        found.append(Log(fold(state.id, dict(kept)), dict(keys)))
    return found


def log_of(found: Sequence[Log], head: Head) -> Membership:
    """Who belonged by the log that a signed head is of: the newest that goes on from there, else
    the one of its generation, where what was lost of that is kept. Raises Untrusted
    `sync.no_standing` for a generation that is not known here yet.
    """
    newest = found[0].known
    if head.generation > newest.generation:
        raise Untrusted("sync.no_standing")
    of_its_time = [log.known for log in found if log.known.generation >= head.generation]
    return next((known for known in of_its_time if known.counts(head)), newest)


def _before(later: Statements, lost: Statements) -> tuple[tuple[int, bytes], ...]:
    """The statements as they were when those that were lost still stood at their end."""
    follows = parse_statement(lost[0][1]).content.previous
    shared = []
    for position, entry in later:
        shared.append((position, entry))
        if parse_statement(entry).hash == follows:
            break
    return (*shared, *lost)
