"""An encrypted connection, or none: every check that stands between records and plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2

from app.errors import Damaged, Refused
from storage.disks import is_network_path
from storage.failures import failure_of
from storage.private_files import keep_private

_PLAIN_HEADER = b"SQLite format 3\x00"
_BUSY_MS = 5_000
_CACHE_KIB = 16_000
Parameters = Sequence[object] | Mapping[str, object]


class Rows(Protocol):
    """The rows that a statement gave."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""

    @property
    def lastrowid(self) -> int:
        """Number of the row inserted last."""

    def fetchone(self) -> Any:
        """The next row as a tuple, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def fetchmany(self, size: int) -> list[Any]:
        """As many of the rows that are left; none at the end."""

    def close(self) -> None:
        """Read no more of them."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What storage uses of a DB-API connection that commits by itself."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Rows:
        """Run one statement for each of these."""

    def executescript(self, script: str, /) -> Rows:
        """Run statements as they stand."""

    def interrupt(self) -> None:
        """Stop the statement that runs, from any thread."""

    def close(self) -> None:
        """Close it; what is not committed is gone."""


Connect = Callable[..., Connection]
# Up to 3.51.2 two connections that checkpoint at once could corrupt a WAL database.
_LEAST_SQLITE = (3, 51, 3)


def open_records(
    path: Path,
    *,
    key: bytes,
    salt: bytes,
    query_only: bool = False,
    connect: Connect = dbapi2.connect,
    is_remote: Callable[[Path], bool] = is_network_path,
) -> Connection:
    """A connection to the encrypted database at `path`, made if it is not there.

    `key` has 32 bytes, `salt` 16; `is_remote` says whether the path needs a rollback journal.
    Raises Refused `vault.no_cipher` for an SQLite that cannot encrypt, Refused `vault.old_sqlite`
    for one that can corrupt, Damaged `vault.plain` for a file that is not encrypted, and Damaged
    `vault.damaged` for one that this key does not open; a disk that fails is told of as
    `storage.failures.told` does.
    """
    _refuse_plain(path)
    keep_private(path)
    connection = connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        _unlock(connection, key + salt)
        _check_cipher(connection)
        require_sound(connection.execute("select sqlite_version()").fetchone()[0])
        _set_up(connection, query_only=query_only)
        if not query_only:
            _set_up_writing(connection, is_remote=is_remote(path))
        _refuse_plain(path)
    except dbapi2.DatabaseError as error:
        connection.close()
        raise failure_of(error) or Damaged("vault.damaged") from error
    except BaseException:
        connection.close()
        raise
    return connection


def require_sound(version: str) -> None:
    """Raise Refused `vault.old_sqlite` for a version of SQLite that can corrupt a vault."""
    if tuple(int(part) for part in version.split(".")) < _LEAST_SQLITE:
        raise Refused("vault.old_sqlite", version=version)


def _unlock(connection: Connection, raw: bytes) -> None:
    """SQLCipher logs a failed open to stderr unless it is told not to before the key."""
    connection.execute("pragma cipher_log_level = none")
    connection.execute(f"pragma key = \"x'{raw.hex()}'\"")


def _check_cipher(connection: Connection) -> None:
    """Without a codec `pragma key` does nothing and all that follows would be plain text."""
    found = [
        connection.execute(f"pragma {name}").fetchone()
        for name in ("cipher_version", "cipher_status", "cipher_use_hmac")
    ]
    if not all(found) or not found[0][0] or [str(row[0]) for row in found[1:]] != ["1", "1"]:
        raise Refused("vault.no_cipher")


def _set_up(connection: Connection, *, query_only: bool) -> None:
    connection.execute("select count(*) from sqlite_schema").fetchone()
    connection.execute(f"pragma busy_timeout = {_BUSY_MS}")
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma mmap_size = 0")
    connection.execute(f"pragma cache_size = -{_CACHE_KIB}")
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma trusted_schema = off")
    if query_only:
        connection.execute("pragma query_only = on")


def _set_up_writing(connection: Connection, *, is_remote: bool) -> None:
    # WAL keeps its index in shared memory, which PCs that share a network drive do not have.
    connection.execute(f"pragma journal_mode = {'delete' if is_remote else 'wal'}")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma secure_delete = on")


def _refuse_plain(path: Path) -> None:
    if not path.exists():
        return
    with path.open("rb") as file:
        if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            raise Damaged("vault.plain")
