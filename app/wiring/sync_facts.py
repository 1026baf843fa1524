"""What the page Sync is told, put together from the vault in one consistent view."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.drafting import BOX
from app.domain.people import reference
from app.domain.records import Record, SyncState
from app.errors import YarrowError
from app.ports import Draft
from resources.words import sentence
from storage.reading import VaultReading
from storage.spaces import overview
from storage.spaces.overview import SpaceOverview
from ui.sync.facts import ItemFacts, SyncFacts, Where

_KINDS = {
    "person": "Person",
    "identification": "Record",
    "note": "Note",
    "referral": "Referral handed over",
    "vault_recovered": "Note of a recovery",
}
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


def facts(reading: VaultReading) -> SyncFacts:
    """All of it; what waits first, then drafts, then what was received lately."""
    found = overview.read(reading.connection)
    home = found.spaces[0] if found.spaces else None
    waiting = reading.only_here()
    items = sorted(_items(reading), key=lambda item: item.since_ms, reverse=True)
    only_here = sum(count for _, count, _ in waiting)
    oldest = min((since for _, _, since in waiting), default=0)
    if home is None:
        return SyncFacts(only_here=only_here, oldest_ms=oldest, items=tuple(items))
    return SyncFacts(
        title=home.title,
        url=home.url,
        is_set_up=True,
        is_lead=any(each.is_own and each.role == "lead" for each in home.devices),
        only_here=only_here,
        oldest_ms=oldest,
        refused=found.refused,
        tried_ms=home.tried_ms,
        reached_ms=home.reached_ms,
        problems=_problems(found.spaces),
        is_insecure=any(code in _INSECURE for code, _ in home.problems),
        items=tuple(items),
    )


def _problems(spaces: tuple[SpaceOverview, ...]) -> tuple[str, ...]:
    return tuple(
        sentence(YarrowError(code, **facts)) for space in spaces for code, facts in space.problems
    )


def _items(reading: VaultReading) -> Iterator[ItemFacts]:
    seen: set[bytes] = set()
    for subject, _, _ in reading.only_here()[:_MOST_WAITING]:
        for record in reading.records_of(subject):
            if record.sync is not SyncState.RECEIVED:
                seen.add(record.id)
                yield _item(record)
    for draft in filter(_is_listed, reading.drafts()):
        kind = _DRAFT.get(draft.form.partition("/")[0], "Draft")
        of = "nobody yet" if draft.subject is None else reference(draft.subject)
        yield ItemFacts(kind, of, Where.DRAFT, draft.kept_ms)
    for kind in _KINDS:
        for record in reading.rows(reading.list_ids(kind)[:_RECENT_EACH]):
            if record.id not in seen and record.sync is not SyncState.ONLY_HERE:
                yield _item(record)


def _is_listed(draft: Draft) -> bool:
    return not draft.form.startswith(BOX)


def _item(record: Record) -> ItemFacts:
    kind = _KINDS.get(record.kind, "Record")
    return ItemFacts(kind, reference(record.subject), _WHERE[record.sync], record.changed_ms)
