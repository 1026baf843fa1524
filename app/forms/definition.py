"""What a form asks: its fields, the conditions between them, and what it makes of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.encoding import Value
from app.forms.lists import CodeList

Answers = Mapping[str, Value]


class Kind(StrEnum):
    """What a field takes, as it stands in JSON.

    TEXT is one line, LONG_TEXT may have several. CHOICE and FOUR_STATE are one code of the field's
    list; FOUR_STATE is drawn as a row of answers. CHOICES is a list of codes, TEXTS of texts,
    WHOLE_NUMBERS of numbers. DATE is YYYY-MM-DD, DATETIME ISO 8601 with an offset. LINES is a
    list of {"label": code, "text": text}, MAP maps codes of `codes` to codes of `answers`. TIMES is
    a list of {"day": mon to sun, "from": HH:MM, "to": HH:MM}. GROUP maps names of its `parts` to
    answers of theirs: what is safe only together, and one field of the record. RECORD_ID has
    `digits` digits of lower-case hex.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    FOUR_STATE = "four_state"
    WHOLE_NUMBER = "whole_number"
    DATE = "date"
    DATETIME = "datetime"
    CHOICES = "choices"
    TEXTS = "texts"
    WHOLE_NUMBERS = "whole_numbers"
    LINES = "lines"
    MAP = "map"
    TIMES = "times"
    GROUP = "group"
    NHS_NUMBER = "nhs_number"
    ODS_CODE = "ods_code"
    RECORD_ID = "record_id"

    @property
    def is_stored_by_element(self) -> bool:
        """Whether the record keeps a field for each element, so that two edits both survive."""
        return self in (Kind.CHOICES, Kind.TEXTS, Kind.WHOLE_NUMBERS)


@dataclass(frozen=True, slots=True)
class Claim:
    """That a field's answer is among some codes, or with none named, that it has an answer."""

    field: str
    among: tuple[str, ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Whether the answer is there and fits; a blank claims nothing."""
        value = answers.get(self.field)
        return is_given(value) and (not self.among or value in self.among)

    def is_contradicted(self, answers: Answers) -> bool:
        """Whether the answer is there and is another one."""
        return is_given(answers.get(self.field)) and not self.holds(answers)


@dataclass(frozen=True, slots=True)
class Condition:
    """Claims of which every one, or at least one, must hold."""

    name: str
    needs_every: bool
    claims: tuple[Claim, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether the answers given so far fulfil it."""
        found = [claim.holds(answers) for claim in self.claims]
        return all(found) if self.needs_every else any(found)

    def is_contradicted(self, answers: Answers) -> bool:
        """Whether an answer already given forbids it, whatever is still blank."""
        found = [claim.is_contradicted(answers) for claim in self.claims]
        return any(found) if self.needs_every else all(found)


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `codes` is the list it is answered from, `answers` that of a MAP's values. `most` limits the
    characters of a text or the elements of a list. `earliest` limits dates and times, `until_now`
    keeps them from lying ahead. `letter` is the item's letter in its instrument, `loinc` its code
    there, `exact` the authorised wording where a form pack brings it. `is_confirmed` tells whether
    a source was seen for it; `note` says what is not certain. `parts` are the questions of a GROUP.
    """

    name: str
    kind: Kind
    label: str
    section: str = ""
    hint: str = ""
    codes: CodeList | None = None
    answers: CodeList | None = None
    needed: bool = False
    needed_when: Condition | None = None
    allowed_when: Condition | None = None
    most: int = 0
    lowest: int = 0
    highest: int = 0
    earliest: date | None = None
    until_now: bool = False
    digits: int = 0
    letter: str = ""
    loinc: str = ""
    exact: str = ""
    is_confirmed: bool = True
    note: str = ""
    parts: tuple[Field, ...] = ()

    def is_needed(self, answers: Answers) -> bool:
        """Whether these answers may not be saved without this one."""
        return self.needed or (self.needed_when is not None and self.needed_when.holds(answers))

    def is_allowed(self, answers: Answers) -> bool:
        """Whether these answers let this one be given at all."""
        return self.allowed_when is None or self.allowed_when.holds(answers)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together under a heading."""

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Scoring:
    """One point for each of `items` answered `point`; from `positive_from` on, abuse is identified.

    `no` and `declined` name the answers that count as such; any other leaves an item unanswered.
    """

    items: tuple[str, ...]
    point: str
    no: str
    declined: str
    positive_from: int
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """What the outcome of an enquiry is worked out from."""

    safe: Condition
    identified: Condition
    instrument: Form


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form; immutable once used, so that old answers keep what asked them.

    The fields of the `instruments` it embeds stand among its own, in their place. `credit` and
    `hint` are shown beside an instrument, `loinc` is the code of its panel.
    """

    name: str
    version: int
    title: str
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    conditions: Mapping[str, Condition]
    scoring: Scoring | None = None
    instruments: tuple[Form, ...] = ()
    outcome: OutcomeRule | None = None
    credit: str = ""
    hint: str = ""
    loinc: str = ""

    @property
    def reference(self) -> str:
        """What a record keeps of the form that asked: `identification/1`."""
        return f"{self.name}/{self.version}"

    def field(self, name: str) -> Field | None:
        """The field with this name, or None if the form has none."""
        return next((field for field in self.fields if field.name == name), None)


def is_given(value: Value) -> bool:
    """Whether this is an answer: null, an empty list and an empty map are blanks."""
    return value is not None and value != [] and value != {}
