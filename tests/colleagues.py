"""A colleague of the vault's person, and what her program writes, as if it had just arrived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from app.domain.changes import Change, Edit, make_change
from app.domain.encoding import Value
from app.domain.sensitive import BREAK_GLASS, mark_id
from storage.applying import THEIRS, Arrival, apply_page
from storage.session import VaultSession

_SALTS = count(1)


class Colleague:
    """Someone with a device of her own in the vault's first space."""

    def __init__(self, session: VaultSession, name: str = "Linnet Marrowby", *, role: str) -> None:
        rows = session.connection
        id = next(_SALTS).to_bytes(16, "big")
        author = rows.execute("insert into author (id, name) values (?, ?)", (id, name)).lastrowid
        self.device = rows.execute(
            "insert into device (space, id, author, name, role) values (1, ?, ?, 'WGH-2', ?)",
            (id, author, role),
        ).lastrowid

    def writes(
        self,
        session: VaultSession,
        kind: str,
        fields: Mapping[str, Value],
        *,
        subject: bytes,
        record: bytes | None = None,
        over: Mapping[str, Sequence[bytes]] | None = None,
        ago_ms: int = 0,
    ) -> Change:
        """One change of hers, made now or a while ago."""
        now = session.now_ms() - ago_ms
        salt = next(_SALTS).to_bytes(16, "big")
        edit = Edit(kind, subject, record, dict(fields), over or {})
        change = make_change(edit, salt=salt, at=(now << 16) + next(_SALTS), time=(now, None))
        arrivals = [Arrival(change, self.device or 0, THEIRS)]
        apply_page(session.connection, arrivals, space=1, now_ms=now)
        return change

    def opens_file(self, session: VaultSession, subject: bytes, **about: Value) -> None:
        """A file that she began."""
        self.writes(session, "person", about, subject=subject, record=subject)

    def marks(self, session: VaultSession, subject: bytes, value: str = "yes") -> None:
        """A file marked sensitive by her."""
        fields = {"sensitive": value, "because": "staff", "why": "Works on the ward"}
        self.writes(session, "sensitive", fields, subject=subject, record=mark_id(subject))

    def breaks_glass(self, session: VaultSession, subject: bytes, reason: str) -> Change:
        """A sensitive file that she opened just now."""
        now = datetime.fromtimestamp(session.now_ms() / 1000, UTC)
        until = now + timedelta(hours=3)
        fields = {"reason": reason, "opened_at": now.isoformat(), "until": until.isoformat()}
        return self.writes(session, BREAK_GLASS, fields, subject=subject)
