"""Whether a code that is shown still lets anybody in."""

from __future__ import annotations

from ui.team.facts import Code, TeamFacts


class OpenCode:
    """The invitation behind the code made last, from the facts before it and those after.

    Somebody used it, or a new key ended it: no longer may it be read out then. What the facts do
    not tell apart from another invitation is left to end with its time.
    """

    def __init__(self, code: Code | None = None, before: TeamFacts | None = None) -> None:
        is_one = code is not None and not code.is_introduction
        self._space = code.space if code is not None and is_one else None
        self._before = self._ids(before or TeamFacts())
        self._id: bytes | None = None
        self._is_known = False

    def has_ended(self, facts: TeamFacts) -> bool:
        """Whether it was open when it was made, and is no more by these facts."""
        if self._space is None:
            return False
        now = self._ids(facts)
        if not self._is_known:
            self._is_known = True
            came = now - self._before
            self._id = next(iter(came)) if len(came) == 1 else None
        return self._id is not None and self._id not in now

    def _ids(self, facts: TeamFacts) -> frozenset[bytes]:
        ours = (space for space in facts.spaces if space.id == self._space)
        return frozenset(each.id for space in ours for each in space.invitations)
