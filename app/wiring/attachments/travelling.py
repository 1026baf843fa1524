"""Joins a file's attachments with where their contents are, and has one fetched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.domain.timeline import FilePage
from app.wiring.site.values import Site
from storage.objects import travelling
from storage.reading import VaultReading
from storage.vault import Vault

_MIB = 1024 * 1024


def small_bytes(site: Site) -> int:
    """Up to which size contents are fetched on this PC without being asked for."""
    return round(site.fetch_mib * _MIB)


def placed(page: FilePage, reading: VaultReading, vault: Path, site: Site) -> FilePage:
    """The page, each attachment on it with where its content is."""
    subject = page.person.subject
    where = travelling.of_file(reading.connection, vault, subject, small=small_bytes(site))
    items = tuple(
        replace(item, travel=where[item.id]) if item.id in where else item for item in page.items
    )
    return replace(page, items=items)


def want(vault: Vault, record: bytes) -> None:
    """Have a content fetched with the next exchange; waits for the disk."""
    vault.write(
        lambda session: travelling.want(session.connection, record, now_ms=session.now_ms())
    ).result()
