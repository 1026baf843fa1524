"""Whole files that leave: which kinds of records go with them, and what of those stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.duty import KIND as DUTY_REPORT
from app.domain.encoding import Value
from app.domain.masking import CHILD, OTHER_PERSON, on_file
from app.domain.people import reference

KINDS = (
    *("person", "identification", "record_safety", "note", "contact", "contact_point"),
    *(CHILD, OTHER_PERSON, "referral", "referral_news", "attachment", "injury"),
    "referral_page",
    DUTY_REPORT,
)
"""What goes; a mark, who may know, what is watched and whatever a newer program wrote do not."""
_LINK = "file"
_RELATION = "relationship"
_OF_THE_OTHER = frozenset(
    {
        ("identification", "perpetrator_also_patient_here"),
        ("identification", "not_in_perpetrator_record"),
        ("record_safety", "not_in_perpetrator_record"),
    }
)
_WHEREABOUTS = frozenset({("identification", "where_now"), (CHILD, "school")})


@dataclass(frozen=True, slots=True)
class LeavingRecord:
    """One record: its answers as they may go, and where they come from.

    `written_at` and `changed_at` are ISO 8601. `in_clash` are the fields of which two versions
    stand side by side: what stands here is the one that is shown until that is settled.
    """

    id: bytes
    kind: str
    form: str
    author: str
    written_at: str
    changed_at: str
    answers: Mapping[str, Value]
    in_clash: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeavingFile:
    """One file. `left_out` counts records and answers of it that do not go."""

    subject: bytes
    records: tuple[LeavingRecord, ...]
    left_out: int = 0

    @property
    def reference(self) -> str:
        """What people call it."""
        return reference(self.subject)

    @property
    def words(self) -> str:
        """All its words, for the check: a line each."""
        return "\n".join(
            word
            for each in self.records
            for value in each.answers.values()
            for word in _words(value)
        )


def as_it_may_go(kind: str, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers of a record without a link to another file, and without where somebody is.

    Of the other person there is what they are to the survivor, and no sign that more is on file.
    """
    return {
        name: on_file() if (kind, name) in _WHEREABOUTS else _plain(value)
        for name, value in answers.items()
        if may_go(kind, name)
    }


def may_go(kind: str, name: str) -> bool:
    """Whether an answer of this name goes, and may be told of at all."""
    if kind == OTHER_PERSON:
        return name == _RELATION
    return name != _LINK and (kind, name) not in _OF_THE_OTHER


def _plain(value: Value) -> Value:
    """Bytes, which no form asks for, as hex, and names of parts as words: it has to be written."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    return value


def _words(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    if isinstance(value, dict):
        return [word for each in value.values() for word in _words(each)]
    return []
