"""What was told as saved, so that after an error of the disk it can be looked for."""

from __future__ import annotations

from app.domain.digest import Digest
from app.errors import Damaged
from storage import space_rows
from storage.connection import Connection

_NEWEST = "select coalesce(max(nr), 0) from change"
_SPACES = "select nr from space order by nr"
_IDS = "select id from change where space = ?"


class Acknowledged:
    """Notes after each commit how far the changes reach; `require` wants them all there.

    One number a commit, since it is done for every save.
    """

    def __init__(self) -> None:
        self._newest = self._least = 0

    def expect(self, connection: Connection) -> None:
        """What is about to be committed may be there afterwards, though the disk says that it
        failed: an erasure takes changes away.
        """
        self._least = min(self._newest, connection.execute(_NEWEST).fetchone()[0])

    def keep(self, connection: Connection) -> None:
        """What is committed now was told as saved."""
        self._newest = self._least = connection.execute(_NEWEST).fetchone()[0]

    def require(self, connection: Connection) -> None:
        """Raise Damaged `vault.damaged` unless all of it is there, as the digests count it."""
        newest: int = connection.execute(_NEWEST).fetchone()[0]
        if newest < self._least:
            raise Damaged("vault.damaged")
        for (space,) in connection.execute(_SPACES).fetchall():
            digest = Digest()
            for (id,) in connection.execute(_IDS, (space,)):
                digest = digest.with_change(id)
            if digest.have != space_rows.read_digest(connection, space).have:
                raise Damaged("vault.damaged")
