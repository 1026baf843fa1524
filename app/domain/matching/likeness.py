"""Whether a description is likely of someone who has a file, so that a person has to say."""

from __future__ import annotations

from app.domain.matching.slips import DAY_FOR_MONTH, EXACT, ONE_OFF

_SAME_NAME = 0.93
_NEAR_NAME = 0.8
_PART_OF_NAME = 0.3


def is_likely(*, name: float, number: float | None, day: float | None) -> bool:
    """Whether this is likely one person, by how near name, NHS number and day of birth are.

    None is what one side does not know. The same number decides; another number speaks against
    all but the same name and day. A day makes up for a name that changed in part.
    """
    if number == EXACT:
        return True
    if number is not None and number >= ONE_OFF:
        return name >= _PART_OF_NAME or day == EXACT
    if number is not None:
        return name >= _SAME_NAME and day == EXACT
    if day is None:
        return name >= _SAME_NAME
    if day == EXACT:
        return name >= _PART_OF_NAME
    return name >= (_NEAR_NAME if day >= DAY_FOR_MONTH else _SAME_NAME) and day >= ONE_OFF
