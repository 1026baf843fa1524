"""A vault was opened without its passphrase: whoever shares a space with it can see that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.domain.changes import Edit
from app.ports import Session

KIND = "vault_recovered"
How = Literal["shares", "code"]


def note_recovered(session: Session, spaces: Sequence[bytes], how: How) -> None:
    """Leave an immutable record in each of these spaces, and a line in the access log."""
    for space in spaces:
        edit = Edit(KIND, session.new_id(), None, {"how": how}, {})
        session.save([edit], space=space)
    session.note_access(KIND, b"", record=None, detail=how)
