"""Counts and sizes of a vault, without content."""

from __future__ import annotations

from pathlib import Path

from storage.connection import Connection
from storage.objects import checking as objects

_COUNTS = {
    "changes": "select count(*) from change",
    "changes_waiting": "select count(*) from change where status in ('waiting', 'sealed')",
    "changes_refused": "select count(*) from change where status = 'refused'",
    "records_in_clash": "select count(*) from record where clashes > 0",
    "records_put_away": "select count(*) from record where is_away",
    "drafts": "select count(*) from draft",
    "access_entries": "select count(*) from access",
    "spaces": "select count(*) from space where id is not null",
}
_KINDS = "select kind, count(*) from record where is_away = 0 group by kind order by kind"


def statistics(connection: Connection, folder: Path) -> dict[str, int]:
    """Counts by name, and the bytes that the vault's folder takes.

    Kinds that this version knows nothing of are counted under the name they carry.
    """
    counts: dict[str, int] = {}
    for name, sql in _COUNTS.items():
        counts[name] = connection.execute(sql).fetchone()[0]
    for kind, count in connection.execute(_KINDS):
        counts[f"kind {kind}"] = count
    counts |= objects.counts(connection, folder)
    counts["bytes"] = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return counts
