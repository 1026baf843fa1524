"""How an enquiry ended: worked out from the answers, never entered."""

from __future__ import annotations

from enum import StrEnum

from app.forms.definition import Answers, Form
from app.forms.scoring import Result, score


class Outcome(StrEnum):
    """How the enquiry of an identification ended."""

    NOT_SAFE_TO_ASK = "not_safe_to_ask"
    IDENTIFIED = "identified"
    INCOMPLETE = "incomplete"
    DECLINED = "declined"
    NOTHING_DISCLOSED = "nothing_disclosed"


def outcome(form: Form, answers: Answers) -> Outcome | None:
    """The outcome of these answers; None for a form that has none.

    Where a circumstance forbids asking, it is not safe to ask; `is_abuse_identified` tells what
    came to light in another way. A disclosure that stands beside such a circumstance came together
    with it by merging two PCs' edits, and is never hidden by it. Blank circumstances leave the
    enquiry incomplete.
    """
    rule = form.outcome
    if rule is None:
        return None
    found = score(rule.instrument, answers)
    is_disclosed = found is not None and found.result is Result.IDENTIFIED
    if rule.safe.is_contradicted(answers) and not is_disclosed:
        return Outcome.NOT_SAFE_TO_ASK
    if rule.identified.holds(answers):
        return Outcome.IDENTIFIED
    if found is None or not rule.safe.holds(answers):
        return Outcome.INCOMPLETE
    return Outcome(found.result)


def is_abuse_identified(form: Form, answers: Answers) -> bool:
    """Whether the answers say that there is abuse, however it came to light."""
    return form.outcome is not None and form.outcome.identified.holds(answers)


def may_ask(form: Form, answers: Answers) -> bool:
    """Whether the circumstances given make it safe to ask; blank ones do not."""
    return form.outcome is None or form.outcome.safe.holds(answers)
