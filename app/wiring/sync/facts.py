"""What the page Sync is told, put together from the vault in one consistent view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.drafting import BOX
from app.domain.leases import Hidden
from app.domain.people import reference
from app.domain.records import Record, SyncState
from app.domain.sensitive import veiled
from app.errors import Fact, Refused, Untrusted, YarrowError
from app.ports import Draft
from app.wiring.sync.hidden_spaces import problem_of
from resources.words import sentence
from storage.reading import VaultReading
from storage.record_reading import read_rows
from storage.spaces import accounts, overview
from storage.spaces.overview import SpaceOverview, SyncOverview
from sync import receipts
from ui.kinds import WORDS
from ui.sync.facts import ExchangeFacts, HiddenFacts, ItemFacts, ReceiptFacts, SyncFacts, Where

_KINDS = (
    "person",
    "identification",
    "note",
    "referral",
    "referral_news",
    "referral_page",
    "attachment",
    "contact",
    "record_safety",
    "vault_recovered",
    "shares_way",
)
_DRAFT = {"identification": "Draft record", "note": "Draft note"}
_RECENT_EACH = 25
_MOST_WAITING = 500
_WHERE = {
    SyncState.ONLY_HERE: Where.WAITING,
    SyncState.RECEIVED: Where.RECEIVED,
    SyncState.REFUSED: Where.REFUSED,
}
_INSECURE = frozenset(
    f"exchange.{name}"
    for name in ("plain_answer", "old_tls", "other_key", "other_site", "not_our_service")
)


_OFFLINE = frozenset(f"exchange.{name}" for name in ("unreachable", "too_slow", "cut_off", "busy"))
# Told without alarm: nothing is wrong with the link or the service.
_MILD = frozenset(("exchange.parked", "exchange.held", "exchange.nobody_heard"))

_TOLD_MS = 30 * 24 * 60 * 60 * 1000


def facts(reading: VaultReading) -> SyncFacts:
    """All of it: what was refused, what waits, drafts, then what was received lately."""
    found = overview.read(reading.connection)
    home = found.spaces[0] if found.spaces else None
    waiting = reading.only_here()
    items = tuple(_items(reading))
    oldest = min((since for _, _, since in waiting), default=0)
    if home is None:
        left = _left(found, reading.now_ms())
        return SyncFacts(only_here=found.only_here, oldest_ms=oldest, items=items, notices=left)
    codes = [(space, *problem) for space in found.spaces for problem in space.problems]
    return SyncFacts(
        title=home.title,
        url=home.url,
        is_set_up=True,
        is_lead=any(each.is_own and each.role == "lead" for each in home.devices),
        only_here=found.only_here,
        oldest_ms=oldest,
        refused=found.refused,
        tried_ms=home.tried_ms,
        reached_ms=home.reached_ms,
        problems=tuple(_told(*each) for each in codes if each[1] not in _MILD),
        notices=(
            *_left(found, reading.now_ms()),
            *(_told(*each) for each in codes if each[1] in _MILD),
        ),
        is_offline=any(code in _OFFLINE for code, _ in home.problems),
        is_insecure=any(code in _INSECURE for code, _ in home.problems),
        is_frozen=any(space.is_frozen for space in found.spaces),
        evidence=sum(space.evidence for space in found.spaces),
        exchange=_exchange(found.spaces),
        receipt=_newest_receipt(found.spaces),
        items=items,
        hidden=tuple(map(_hidden, reading.hidden())),
    )


def _hidden(space: Hidden) -> HiddenFacts:
    words = sentence(problem_of(space))
    return HiddenFacts(space.space, space.title, words, may_open=not space.is_removed)


def _left(found: SyncOverview, now_ms: int) -> tuple[str, ...]:
    """For a month, that a team this PC was removed from is destroyed here."""
    is_told = found.left_ms is not None and now_ms - found.left_ms < _TOLD_MS
    return (sentence(Refused("exchange.left")),) if is_told else ()


def check_receipt(reading: VaultReading) -> ReceiptFacts:
    """The newest receipt, computed anew; raises Untrusted `exchange.receipt_unproved`."""
    kept = [space.receipt for space in overview.read(reading.connection).spaces]
    for each in kept:
        if each is not None:
            checked = receipts.check(each)
            return ReceiptFacts(
                checked.code, checked.at_ms, checked.records, is_whole=checked.is_whole
            )
    raise Untrusted("exchange.receipt_unproved")


def _told(space: SpaceOverview, code: str, facts: Mapping[str, Fact]) -> str:
    """The sentence of a problem; with the space's name where it is not the home space."""
    words = sentence(YarrowError(code, **facts))
    return words if space.is_home else f"{space.title}: {words}"


def _exchange(spaces: Sequence[SpaceOverview]) -> ExchangeFacts | None:
    """The last exchange of all spaces together, as one round is made over all of them."""
    found = [space.account for space in spaces if space.account is not None]
    if not found:
        return None
    return ExchangeFacts(
        sum(each.sent for each in found),
        sum(each.received for each in found),
        sum(each.refused for each in found),
        sum(each.took_ms for each in found),
    )


def _newest_receipt(spaces: Sequence[SpaceOverview]) -> ReceiptFacts | None:
    """The home space's, else the first there is; one that does not hold has no code."""
    for space in spaces:
        if space.receipt is not None:
            try:
                checked = receipts.check(space.receipt)
            except Untrusted:
                return ReceiptFacts("")
            return ReceiptFacts(
                checked.code, checked.at_ms, checked.records, is_whole=checked.is_whole
            )
    return None


def _items(reading: VaultReading) -> Iterator[ItemFacts]:
    """Each part in an order of its own that an exchange does not turn round."""
    numbers = accounts.unsent(reading.connection, _MOST_WAITING)
    # What is not shown now waits all the same: it is told of by kind and reference alone.
    yield from map(_item, map(veiled, read_rows(reading.connection, numbers)))
    for draft in filter(_is_listed, reading.drafts()):
        kind = _DRAFT.get(draft.form.partition("/")[0], "Draft")
        of = "nobody yet" if draft.subject is None else reference(draft.subject)
        yield ItemFacts(kind, of, Where.DRAFT, draft.kept_ms)
    recent = [
        _item(record)
        for kind in _KINDS
        for record in reading.rows(reading.list_ids(kind)[:_RECENT_EACH])
        if record.sync is SyncState.RECEIVED
    ]
    yield from sorted(recent, key=lambda item: item.since_ms, reverse=True)


def _is_listed(draft: Draft) -> bool:
    return not draft.form.startswith(BOX)


def _item(record: Record) -> ItemFacts:
    kind = WORDS.get(record.kind, "Record")
    since_ms = record.reach.since_ms or record.changed_ms
    return ItemFacts(
        kind, reference(record.subject), _WHERE[record.sync], since_ms, record.reach.why
    )
