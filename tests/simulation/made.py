"""What each change was made from: what its author's PC held then, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.changes import Change, Edit
from app.domain.encoding import Value

_HELD = "select id from change"
_SPACE = "select s.id from change c join space s on s.nr = c.space where c.id = ?"
Save = Callable[..., list[Change]]


@dataclass
class Made:
    """All that one PC saved or tried to save, and in which space; None before it was in any."""

    known: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    attempted: list[tuple[str, bytes, dict[str, Value]]] = field(default_factory=list)
    spaces: dict[bytes, bytes | None] = field(default_factory=dict)

    def watch(self, session: Any, known: frozenset[bytes] | None = None) -> list[Change]:
        """Note all that is saved in this transaction; gives the list that it comes to stand in.

        `known` is what was held when a form was opened, else what is held at the save counts.
        """
        saved: list[Change] = []

        def noting(save: Save) -> Save:
            def noted(edits: Sequence[Edit], **given: Any) -> list[Change]:
                held = known or _held(session)
                self.attempted += [(each.kind, each.subject, dict(each.set)) for each in edits]
                changes = save(edits, **given)
                self.known |= {change.id: held for change in changes}
                self.spaces |= {change.id: _space_of(session, change) for change in changes}
                saved.extend(changes)
                return changes

            return noted

        session.save, session.save_made = noting(session.save), noting(session.save_made)
        return saved


def together(all_made: Iterable[Made]) -> Made:
    """What several PCs made, as one."""
    whole = Made()
    for each in all_made:
        whole.known |= each.known
        whole.attempted += each.attempted
        whole.spaces |= each.spaces
    return whole


def _held(session: Any) -> frozenset[bytes]:
    return frozenset(id for (id,) in session.connection.execute(_HELD))


def _space_of(session: Any, change: Change) -> bytes | None:
    found: bytes | None = session.connection.execute(_SPACE, (change.id,)).fetchone()[0]
    return found
