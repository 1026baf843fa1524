"""Where a backup named on the lock screen goes, and that it gets there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.errors import Refused, WrongPassphrase, YarrowError
from storage import vault_file
from storage.backup import daily, rotation, taking_place
from storage.backup.assembling import Proof
from storage.backup.container import Opened
from storage.backup.restoring import Restoring
from storage.failures import told
from ui.unlocking.view_model import KnownBackup

_SHORT = 8


def restore_among(vaults: Path, file: str, proof: Proof, *, tried: str = "wrong_passphrase") -> str:
    """Restore into the vault of this folder that the backup is of, else beside them; gives where.

    One from before that vault got a new key stands beside it too, under what opened it on its day.
    Raises as `Restoring.run` does; a file that cannot be read is Refused `vault.not_stored`.
    """
    backup = Path(file).expanduser().absolute()
    if not backup.is_file():
        raise Refused("backup.not_a_backup", path=str(backup))
    with told():
        with Opened(backup) as opened:
            vault = opened.contents.vault
        there = _place_of(vaults, vault)
        if there is None:
            return _restored(_free(vaults, vault), backup, proof, tried)
        try:
            return _restored(there, backup, proof, tried)
        except Refused as refused:
            if refused.code != "backup.other_key":
                raise
            with suppress(WrongPassphrase):
                return _restored(_free(vaults, vault), backup, proof, tried)
            raise


def known_backups(vaults: Path) -> list[KnownBackup]:
    """The backups that lie beside this folder of vaults, the newest first.

    That of a vault which is gone or cannot be read is among them: it is the one that is wanted.
    """
    labels = _labels(vaults)
    found = [
        KnownBackup(str(file), labels.get(place.name, ""), name.made_ms)
        for place in sorted(daily.own_folder(vaults / "any").glob("*"))
        for name, file in rotation.names_in(place).items()
    ]
    return sorted(found, key=lambda each: each.made_ms, reverse=True)


def _labels(vaults: Path) -> dict[str, str]:
    labels: dict[str, str] = {}
    for folder in sorted(vaults.glob("*")):
        with suppress(YarrowError, OSError):
            content = vault_file.read(folder)
            labels[daily.short_id(content.vault)] = content.label or folder.name
    return labels


def _restored(place: Path, backup: Path, proof: Proof, tried: str) -> str:
    Restoring(place).run(backup, proof, tried=tried)
    return str(place)


def _place_of(vaults: Path, vault: bytes) -> Path | None:
    for folder in sorted(vaults.glob("*")):
        if not taking_place.is_no_vault_of_its_own(folder):
            with suppress(YarrowError, OSError):
                if vault_file.read(folder).vault == vault:
                    return folder
    return None


def _free(vaults: Path, vault: bytes) -> Path:
    """A vault whose vault.json cannot be read may lie under the first name."""
    name = vault.hex()[:_SHORT]
    numbered = (vaults / f"{name}-{number}" for number in range(2, 1_000))
    return next(each for each in (vaults / name, *numbered) if not each.exists())
