"""The errors of the database and of its disk, told as the failures the program expects."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from app.errors import Damaged, Refused, YarrowError

_DAMAGED = ("malformed", "not a database", "hmac check failed", "corrupt")
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
# SQLite opens a file to read alone when the disk does not let it be written.
_NOT_TAKEN = ("disk i/o", "unable to open", "locked", "readonly", "read-only")
_OF_VAULT = ("damaged", "disk_full", "stopped", "not_stored", "closed")


def is_of_vault(failure: Exception) -> bool:
    """Whether work failed because of the vault or its disk, whatever it was about."""
    of, _, why = failure.code.partition(".") if isinstance(failure, YarrowError) else ("", "", "")
    return of == "vault" and why in _OF_VAULT


@contextmanager
def told() -> Iterator[None]:
    """Raise a database's failure as one with a code.

    Refused `vault.disk_full`, `vault.stopped` (a read that nobody wants any more),
    `vault.not_stored`, or Damaged `vault.damaged`. Mistakes in a statement
    are faults of ours and stay what they are.
    """
    try:
        yield
    except OSError as error:
        raise failure_of_disk(error) from error
    except (dbapi2.IntegrityError, dbapi2.ProgrammingError, dbapi2.InterfaceError):
        raise
    except dbapi2.DatabaseError as error:
        failure = failure_of(error)
        if failure is None:
            raise
        raise failure from error


def failure_of_disk(error: OSError) -> Refused:
    """What the system's own refusal of a file means."""
    return Refused("vault.disk_full" if error.errno in _FULL else "vault.not_stored")


def failure_of(error: dbapi2.DatabaseError) -> Refused | Damaged | None:
    """What a database's failure means, None for a fault of ours."""
    text = str(error).lower()
    if any(words in text for words in _DAMAGED):
        return Damaged("vault.damaged")
    if "full" in text:
        return Refused("vault.disk_full")
    if "interrupted" in text:
        return Refused("vault.stopped")
    if any(words in text for words in _NOT_TAKEN):
        return Refused("vault.not_stored")
    return None
