"""Whether a log that was read anew goes on from what was known of it, by a lead's word."""

from __future__ import annotations

from collections.abc import Sequence

from sync.protocol.membership import Membership
from sync.protocol.statements import Recover, Restored, parse_statement

Statements = Sequence[tuple[int, bytes]]
"""Statements that were checked, each with its position."""


def goes_on(before: Membership, kept: Statements, anew: Statements) -> bool:
    """Whether a lead stated that history goes on in `anew`, and may take back what it lacks.

    Who takes statements back that are known here has to lead by these too: otherwise a service
    and somebody who was removed could undo the removal. She may have stated it on a log that was
    whole to her, so far above that only others had read what it lacks. `before` is what was kept
    comes to.
    """
    entries = [entry for _, entry in anew]
    trusted = may_take_back(before, [entry for _, entry in kept], entries)
    said = [parse_statement(entry).content for entry in entries]
    begun = [
        each for each in said if isinstance(each, Restored) and each.generation > before.generation
    ]
    if not begun:
        return False
    first, told = min(begun, key=lambda each: each.generation), dict(anew)
    is_same = all(told.get(at) == entry for at, entry in kept if at <= first.position)
    taken_back = [each for each in begun if each.position < before.position]
    if not is_same:
        taken_back.append(first)
    return all(each.by in trusted for each in taken_back)


def may_take_back(
    before: Membership, kept: Sequence[bytes], anew: Sequence[bytes]
) -> frozenset[bytes]:
    """The devices that may take back what `before` knows: its leads, and who belongs to it and was
    made a lead in `anew` by the recovery set that is in force in it.

    A `recover` that is `kept` is no new one: a service that repeats it undoes what came after.
    """
    recovery, known = before.recovery, set(kept)
    said = [parse_statement(entry).content for entry in anew if entry not in known]
    made = {
        each.by
        for each in said
        if isinstance(each, Recover) and recovery is not None and each.set == recovery.set
    }
    return frozenset({*before.leads, *(made & before.present.keys())})
