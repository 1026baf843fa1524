"""The vaults of this PC behind the lock screen; keys are worked out off the screen's thread.

What opens, makes and restores a vault is imported by the thread that does so: the screen shows
before, and a person types while it is read from disk.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.errors import YarrowError
from app.wiring.vaults.vault_place import warning_about
from storage import passphrases, vault_file
from storage.backup import taking_place
from storage.failures import told
from storage.vault_file import VaultFile
from ui.unlocking.view_model import Doors, KnownBackup, VaultUser

if TYPE_CHECKING:
    from app.usecases.recovering import How
    from storage.session import VaultSession
    from storage.unlocked import Vault

T = TypeVar("T")
_NAME_BYTES = 4


class VaultDoors:
    """Looks into `folder` for vaults; `close` it when nobody is to be let in any more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-unlock")

    def doors(self) -> Doors:
        """What the lock screen is handed."""
        return Doors(
            users=self.users,
            wait_s=self.wait_s,
            unlock=self.unlock,
            make=self.make,
            guesses=self.guesses,
            elsewhere=self.elsewhere,
            backups=self.backups,
            restore=self.restore,
            restore_by=self.restore_by,
            ways=self.ways,
            prove=self.prove,
            recover=self.recover,
            share_words=self.share_words,
        )

    def users(self) -> list[VaultUser]:
        """The people of this PC, who was here last first."""
        taking_place.finish_all(self._folder, day=date.today().isoformat())
        folders = [path.parent for path in sorted(self._folder.glob(f"*/{vault_file.NAME}"))]
        listed = [path for path in folders if not taking_place.is_no_vault_of_its_own(path)]
        # A vault keeps the day alone; of one day, the file written last was opened last.
        listed.sort(key=_written_ns, reverse=True)
        found = [_user(path) for path in listed]
        return sorted(found, key=lambda user: user.last_here or date.min, reverse=True)

    def wait_s(self, key: str) -> int:
        """Whole seconds that wrong tries still cost; a vault that cannot be read costs none."""
        try:
            wrong_ms = vault_file.read(Path(key)).wrong_ms
        except (YarrowError, OSError):
            return 0
        return passphrases.wait_s(wrong_ms, time.time_ns() // 1_000_000)

    def unlock(self, key: str, passphrase: str) -> Future[object]:
        """The vault, open; fails as `storage.opening.open_vault` does."""
        return self._thread.submit(_unlock, Path(key), passphrase)

    def make(self, name: str, passphrase: str) -> Future[object]:
        """A new vault, open; its folder's name says nothing."""
        path = self._folder / secrets.token_hex(_NAME_BYTES)
        return self._thread.submit(_make, path, name, passphrase)

    def guesses(self, passphrase: str, name: str) -> Future[int]:
        """How many tries a guesser who knows the person's name would need."""
        return self._thread.submit(passphrases.guesses, passphrase, name)

    def elsewhere(self, folder: str) -> VaultUser:
        """The vault in another folder; raises NotFound `vault.not_there`."""
        path = Path(folder).expanduser().absolute()
        with told():
            vault_file.read(path)
        return _user(path)

    def backups(self) -> Future[Sequence[KnownBackup]]:
        """The backups that Yarrow made by itself on this PC, the newest first."""
        return self._thread.submit(_backups, self._folder)

    def restore(self, file: str, passphrase: str) -> Future[str]:
        """Bring a vault back from a backup; gives its key. Fails as `restore_among` does."""
        return self._thread.submit(_restore, self._folder, file, passphrase)

    def restore_by(self, file: str, way: str, typed: Sequence[str]) -> Future[str]:
        """The same by two shares or a code, as far as the backup's vault had such a way."""
        return self._thread.submit(_restore_by, self._folder, file, way, typed)

    def ways(self, key: str) -> list[str]:
        """The ways into a vault besides its passphrase; none into one that cannot be read."""
        from storage.slots import ways_of

        try:
            ways = ways_of(vault_file.read(Path(key)))
        except (YarrowError, OSError):
            return []
        return [name for name, has in (("shares", ways.shares), ("code", ways.code)) if has]

    def prove(self, way: str, typed: Sequence[str]) -> Future[object]:
        """Whether this can be two shares or a code at all; tried on no vault."""
        return self._thread.submit(_key_of, way, typed)

    def recover(self, key: str, way: str, typed: Sequence[str], passphrase: str) -> Future[object]:
        """The vault, open; fails as `recovery.recover` does."""
        return self._thread.submit(_recover, Path(key), way, typed, passphrase)

    def share_words(self) -> Future[Sequence[str]]:
        """The words that shares are made of."""
        return self._thread.submit(_share_words)

    def run(self, work: Callable[[], T]) -> Future[T]:
        """Do something slow for the lock screen, off the screen's thread."""
        return self._thread.submit(work)

    def close(self) -> None:
        """Take no more work; what is under way ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _make(path: Path, name: str, passphrase: str) -> Vault:
    from storage.making import make_vault

    vault = make_vault(path, name=name, passphrase=passphrase)
    vault.write(_offer_code).result()
    return vault


def _offer_code(session: VaultSession) -> None:
    from storage import settings
    from storage.slots import OFFER_CODE

    settings.write(session.connection, OFFER_CODE, 1)


def _backups(vaults: Path) -> Sequence[KnownBackup]:
    from app.wiring.vaults.restoring import known_backups

    return known_backups(vaults)


def _restore(vaults: Path, file: str, passphrase: str) -> str:
    from app.wiring.vaults.restoring import restore_among

    return restore_among(vaults, file, passphrase)


def _restore_by(vaults: Path, file: str, way: str, typed: Sequence[str]) -> str:
    from app.wiring.vaults.restoring import restore_among

    return restore_among(vaults, file, _key_of(way, typed), tried=f"wrong_{way}")


def _key_of(way: str, typed: Sequence[str]) -> Callable[[VaultFile], bytes]:
    # All about spaces comes with it, which the lock screen does without.
    from app.wiring.vaults import recovery

    return recovery.by_code(typed[0]) if way == "code" else recovery.by_shares(typed)


def _unlock(path: Path, passphrase: str) -> Vault:
    from storage.opening import open_vault

    with told():
        return open_vault(path, passphrase)


def _recover(path: Path, way: str, typed: Sequence[str], passphrase: str) -> Vault:
    from app.wiring.vaults import recovery

    how: How = "code" if way == "code" else "shares"
    with told():
        return recovery.recover(path, _key_of(way, typed), passphrase, how=how)


def _share_words() -> Sequence[str]:
    from sync.protocol.shares import WORDS

    return WORDS


def _written_ns(folder: Path) -> int:
    try:
        return (folder / vault_file.NAME).stat().st_mtime_ns
    except OSError:
        return 0


def _user(folder: Path) -> VaultUser:
    try:
        content = vault_file.read(folder)
    except (YarrowError, OSError):
        # Choosing it tells in a sentence what is wrong with it.
        return VaultUser(str(folder), folder.name, None, has_draft=False, is_training=False)
    day = None if content.last_unlock is None else date.fromisoformat(content.last_unlock)
    return VaultUser(
        str(folder),
        content.label or folder.name,
        day,
        has_draft=content.has_draft,
        is_training=content.is_training,
        notice=warning_about(folder),
    )
