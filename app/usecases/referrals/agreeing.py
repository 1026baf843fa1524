"""What somebody agreed to for one recipient, written into the identification that asked it."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.records import Record
from app.domain.referral import id_in
from app.ports import Reading
from app.usecases.person.files import answers_of

_SCOPE = "consent_scope"
YES, NO, OVERRIDDEN = "yes", "no", "overridden"


def scope_edits(reading: Reading, referral: Record, recipient: str, answer: str) -> list[Edit]:
    """The edit that makes this the answer for a recipient; none where it stands, or two clash.

    The identification is the one that the referral names.
    """
    named = id_in(referral.fields, "identification")
    asked = None if named is None else reading.record(named)
    if asked is None or asked.is_away or _SCOPE in asked.clashes:
        return []
    scope = answers_of(asked).get(_SCOPE)
    said: dict[str, Value] = (
        {str(code): each for code, each in scope.items()} if isinstance(scope, dict) else {}
    )
    if said.get(recipient) == answer:
        return []
    said[recipient] = answer
    over = {_SCOPE: asked.heads.get(_SCOPE, ())}
    return [Edit(asked.kind, asked.subject, asked.id, {_SCOPE: said}, over)]
