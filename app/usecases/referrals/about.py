"""Which file and which identification a referral is about, of a person with several files."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.records import Record
from app.ports import Reading
from app.usecases.person import joining
from app.usecases.person.files import answers_of

_DANGER = ("immediate_danger", "hark_safety")


@dataclass(frozen=True, slots=True)
class About:
    """The identification that goes, None where there is none, and the file it stands in.

    `is_urgent` says that it, or the last one of any of the person's files, tells of danger;
    `not_in_it` how many other files have an identification, which does not go.
    """

    subject: bytes
    identification: bytes | None
    is_urgent: bool = False
    not_in_it: int = 0


def about(reading: Reading, subject: bytes, identification: bytes | None = None) -> About:
    """The identification named, or the newest in all files that are shown as one.

    That files were joined makes no referral less urgent than one from any of them alone.
    """
    files = joining.shown_files(reading, subject).files
    asked = [last for file in files if (last := _last_of(reading, file)) is not None]
    if identification is None:
        named = max(asked, key=_when, default=None)
    else:
        named = reading.record(identification)
    if named is None or named.subject not in files:
        return About(subject, identification)
    return About(
        named.subject,
        named.id,
        is_urgent=any(_tells_of_danger(each) for each in (named, *asked)),
        not_in_it=sum(each.subject != named.subject for each in asked),
    )


def _last_of(reading: Reading, file: bytes) -> Record | None:
    asked = [each for each in reading.records_of(file) if each.kind == "identification"]
    return max(asked, key=_when, default=None)


def _when(asked: Record) -> tuple[str, int]:
    return str(asked.fields.get("identified_at")), asked.created_ms


def _tells_of_danger(asked: Record) -> bool:
    answers = answers_of(asked)
    return any(answers.get(name) == "yes" for name in _DANGER)
