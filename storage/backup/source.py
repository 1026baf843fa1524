"""A backup that is to be restored: what stands in clear about its vault, and its own key."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, Refused, WrongPassphrase, YarrowError
from storage import vault_file
from storage.backup import container
from storage.backup.assembling import Proof, key_of
from storage.backup.fitting import fits
from storage.backup.stopping import Stop
from storage.record_key import RecordKey
from storage.unlocked import RECORDS
from storage.vault_file import VaultFile


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """A backup, what stands in clear about its vault, and what was given to open it."""

    backup: container.Opened
    content: VaultFile
    proof: Proof

    def unpack(self, folder: Path, key: RecordKey, stop: Stop) -> RecordKey:
        """Unpack it; gives its key: `key`, unless the vault was given a new one since.

        Raises Refused `backup.other_key` where what was given leads to neither.
        """
        self.backup.unpack(folder, watch=stop.watch)
        if fits(key, folder / RECORDS):
            return key
        with suppress(WrongPassphrase):
            theirs = key_of(self.content, self.proof)
            if fits(theirs, folder / RECORDS):
                return theirs
        raise Refused("backup.other_key")


def content_of(backup: container.Opened, building: Path) -> VaultFile:
    """What stands in clear about the vault of a backup."""
    place = building / vault_file.NAME
    place.write_bytes(backup.vault_file())
    try:
        content = vault_file.read(building)
    except YarrowError as error:
        raise Damaged("backup.not_as_written") from error
    finally:
        place.unlink()
    if content.vault != backup.contents.vault:
        raise Damaged("backup.not_as_written")
    return content
