"""A file that is here again after it was erased says when it was."""

from __future__ import annotations

from storage.erased_files import erased_before
from storage.session import VaultSession
from storage.vault import Vault
from tests.colleagues import Colleague

FILE, OTHER = b"f" * 16, b"g" * 16
_ADD = """
    insert into erasure (space, hash, position, subject, record, author, at_ms, done_ms)
    select space, ?, 1, ?, ?, x'01', 5, 7 from record where subject = ? limit 1
"""


def test_only_a_whole_file_that_is_here_was_erased_before(vault: Vault) -> None:
    def work(session: VaultSession) -> list[int | None]:
        linnet = Colleague(session, role="member")
        for file in (FILE, OTHER):
            linnet.opens_file(session, file, name="Wren")
        before = erased_before(session.connection, FILE)
        session.connection.execute(_ADD, (b"h" * 32, FILE, None, FILE))
        session.connection.execute(_ADD, (b"i" * 32, OTHER, b"r" * 16, OTHER))
        return [before, *(erased_before(session.connection, each) for each in (FILE, OTHER))]

    assert vault.write(work).result() == [None, 7, None]
