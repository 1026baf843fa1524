"""What an instrument makes of its answers: points, and a result that never takes blank for no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.forms.definition import Answers, Form, Scoring


class Result(StrEnum):
    """What the scored items say together."""

    IDENTIFIED = "identified"
    INCOMPLETE = "incomplete"
    DECLINED = "declined"
    NOTHING_DISCLOSED = "nothing_disclosed"


@dataclass(frozen=True, slots=True)
class Score:
    """Points, how many of the scored items had each answer, and the result.

    `open` counts items blank, not asked, or answered in words this version does not know.
    """

    points: int
    no: int
    declined: int
    open: int
    result: Result


def score(instrument: Form, answers: Answers) -> Score | None:
    """The score of an instrument's answers; None for a form that has no scoring.

    It helps to identify abuse and measures no risk.
    """
    scoring = instrument.scoring
    if scoring is None:
        return None
    given = [answers.get(item) for item in scoring.items]
    points, no = given.count(scoring.point), given.count(scoring.no)
    declined = given.count(scoring.declined)
    left = len(given) - points - no - declined
    result = _result(scoring, points=points, declined=declined, left=left)
    return Score(points=points, no=no, declined=declined, open=left, result=result)


def _result(scoring: Scoring, *, points: int, declined: int, left: int) -> Result:
    """One yes is enough. Who declines an item closes the questions; open ones are no fault then."""
    if points >= scoring.positive_from:
        return Result.IDENTIFIED
    if declined:
        return Result.DECLINED
    return Result.INCOMPLETE if left else Result.NOTHING_DISCLOSED
