"""The last steps of a folder that is to take a damaged vault's place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.errors import Refused, WrongPassphrase
from storage import drafts, vault_file
from storage.backup import container, mending, taking_place
from storage.keys import Slot, open_slot
from storage.record_key import RecordKey
from storage.unlocked import RECORDS
from storage.vault_file import VaultFile

NO_WAY = ("vault.no_shares_way", "vault.no_code_way")
Proof = str | Callable[[VaultFile], bytes]
"""A passphrase, or what finds a vault's key by shares or a code in its file in clear."""


def complete(
    path: Path, building: Path, content: VaultFile, key: RecordKey, *, objects: tuple[Path, ...]
) -> None:
    """Complete a folder with mended records, so that whoever opens the path next finds it there."""
    connection = key.open(building / RECORDS)
    try:
        connection.execute("begin immediate")
        mending.begin_anew(connection)
        connection.execute("commit")
        has_draft = drafts.is_any(connection)
    finally:
        connection.close()
    for folder in objects:
        _take_objects(folder, building)
    vault_file.write_both(building, replace(content, has_draft=has_draft, wrong_ms=()))
    taking_place.offer(building, path)


def _take_objects(folder: Path, building: Path) -> None:
    """Copies, since the damaged folder keeps its own; one that cannot be read stays there."""
    for name, source in container.objects_in(folder).items():
        place = building / name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if not place.exists():
            try:
                shutil.copyfile(source, place)
                place.chmod(0o600)
            except OSError:
                place.unlink(missing_ok=True)
                if source.exists():
                    raise


def key_of(content: VaultFile, proof: Proof) -> RecordKey:
    """The key from the slot of a passphrase, or as whoever proves herself otherwise finds it.

    Raises WrongPassphrase, for a passphrase `vault.wrong_passphrase`.
    """
    if not isinstance(proof, str):
        try:
            return RecordKey(proof(content), content.vault)
        except Refused as refused:
            if refused.code not in NO_WAY:
                raise
            raise WrongPassphrase(refused.code) from refused
    return _by_passphrase(content, proof)


def _by_passphrase(content: VaultFile, passphrase: str) -> RecordKey:
    for slot in content.slots:
        if isinstance(slot, Slot) and slot.kind == "passphrase":
            with suppress(WrongPassphrase):
                return RecordKey(open_slot(passphrase, slot, vault=content.vault), content.vault)
    raise WrongPassphrase("vault.wrong_passphrase")
