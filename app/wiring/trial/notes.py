"""Made-up notes, with fact, said and opinion kept apart."""

from __future__ import annotations

from datetime import datetime
from random import Random

from app.domain.encoding import Value

_FACTS = (
    "Seen in bay {n}, curtain drawn, nobody else present.",
    "Rang at {n}:40, inside safe times. No answer, nothing left.",
    "Two curved red marks, left of neck, about {n} cm.",
    "Ward clerk confirms discharge planned for bed {n}.",
    "Came back to clinic {n} days after the first visit, alone.",
)
_SAID = (
    "\u201cHe put his hands round my neck.\u201d",
    "\u201cI am not ready to go, but I want to know what there is.\u201d",
    "\u201cMum can have the children on Thursday.\u201d",
    "\u201cPlease do not ring the house.\u201d",
    "\u201cI feel lighter for having said it.\u201d",
)
_OPINIONS = (
    "I do not think it is safe to go home tonight, because of the threats described.",
    "I think the plan holds until the weekend, since the sister is staying.",
    "I think another talk alone is needed before any referral.",
)


def a_note(random: Random, at: datetime) -> dict[str, Value]:
    """One note as its form takes it, at this time."""
    lines: list[Value] = [_line("fact", random.choice(_FACTS).format(n=random.randint(2, 19)))]
    if random.random() < 0.6:
        lines.append(_line("said", random.choice(_SAID)))
    if random.random() < 0.4:
        lines.append(_line("opinion", random.choice(_OPINIONS)))
    return {"lines": lines, "happened_at": at.isoformat(timespec="minutes")}


def _line(label: str, text: str) -> dict[str, Value]:
    return {"label": label, "text": text}
