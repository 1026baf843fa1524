"""Find the file of a person by what is known of them, before another is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from app.domain.encoding import Value
from app.domain.matching.asked import Asked, read_asked
from app.domain.matching.names import words_of
from app.domain.matching.people import Known, Match, People, known
from app.domain.matching.vocabulary import Nicknames
from app.domain.nhs_number import read_nhs_number
from app.domain.people import PersonRow, reference
from app.domain.records import Record
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.person import joining
from app.usecases.person.people import day_of, row_of

PERSON = "person"
MOST = 8
FEWEST_LETTERS = 3
_KNOWN_AS = "known_as"


class Finder:
    """Everyone with a file here, kept in memory between searches; for one lane alone.

    Only what stands in the file of each person itself is compared, never a name out of somebody
    else's. Of a closed file nothing finds more than its whole NHS number or its reference does.
    """

    def __init__(self, nicknames: Nicknames) -> None:
        self._people = People(nicknames)
        self._known: dict[int, int] = {}
        self._newest: tuple[int, bytes] | None = None
        self._stamp: tuple[int, int, str] | None = None

    def matches(
        self, reading: Reading, words: str, *, today: date, most: int = MOST
    ) -> list[PersonRow]:
        """The people that what was typed may mean, the likeliest first.

        None for fewer than three letters.
        """
        if len(words.strip()) < FEWEST_LETTERS:
            return []
        asked = read_asked(words, today=today)
        return self._rows(reading, self._now(reading).find(asked), asked, today, most)

    def and_alike(
        self,
        reading: Reading,
        rows: Sequence[PersonRow],
        words: str,
        *,
        today: date,
        most: int = MOST,
    ) -> list[PersonRow]:
        """The people that a search met by its very words, then those that may be meant too."""
        met = {row.subject for row in rows}
        alike = self.matches(reading, words, today=today, most=most)
        return [*rows, *(row for row in alike if row.subject not in met)][:most]

    def other_files(self, reading: Reading, subject: bytes, *, today: date) -> list[PersonRow]:
        """Files that are likely of the same person, and that nobody said are somebody else's."""
        whole = joining.shown_files(reading, subject)
        person = reading.record(whole.lead)
        if person is None or person.kind != PERSON:
            return []
        known = {*whole.files}.union(*(joining.said_apart(reading, each) for each in whole.files))
        found = self.likely(reading, person.fields, today=today, most=MOST + len(known))
        return [row for row in found if row.subject not in known and not row.is_closed][:MOST]

    def doubles(self, reading: Reading, *, today: date) -> list[tuple[bytes, bytes]]:
        """Every two files that look like one person's and are not shown as one."""
        self._now(reading)
        closed, found = veiling.closed_files(reading), set()
        for state in reading.states(list(self._known)):
            if state.subject not in closed:
                front = joining.shown_files(reading, state.subject).lead
                for row in self.other_files(reading, front, today=today):
                    found.add((min(front, row.subject), max(front, row.subject)))
        return sorted(found)

    def likely(
        self, reading: Reading, about: Mapping[str, Value], *, today: date, most: int = MOST
    ) -> list[PersonRow]:
        """The people likely described by these answers of a person, the likeliest first."""
        asked = _described(about)
        return self._rows(reading, self._now(reading).likely(asked), asked, today, most)

    def learn(self, reading: Reading, *, most: int) -> bool:
        """Read some of whom it does not know yet; whether that were all.

        So the first search need not wait, and nothing else for long.
        """
        now = reading.changed(PERSON)
        if self._newest is None:
            _, self._newest = reading.touched(PERSON, None)  # what comes later is read again
        unknown = [number for number in now if number not in self._known]
        self._read(reading, unknown[:most], now)
        return len(unknown) <= most

    def _rows(
        self, reading: Reading, found: list[Match], asked: Asked, today: date, most: int
    ) -> list[PersonRow]:
        closed, leads = veiling.closed_files(reading), joining.leads(reading)
        met = [
            match.who.subject
            for match in found
            if match.who.subject not in closed or _is_named_exactly(match.who, asked)
        ]
        subjects = list(dict.fromkeys(leads.get(subject, subject) for subject in met))
        people = {each.subject: each for each in reading.records(subjects[:most])}
        return [
            row_of(people[subject], today=today, closed=closed)
            for subject in subjects[:most]
            if subject in people
        ]

    def _now(self, reading: Reading) -> People:
        """Everyone there is now; only who is new or changed is read."""
        stamp = reading.stamp()
        if stamp == self._stamp:
            return self._people
        now = reading.changed(PERSON)
        for number in self._known.keys() - now.keys():
            self._people.drop(number)
            del self._known[number]
        touched, newest = reading.touched(PERSON, self._newest)
        changed = [
            number
            for number in now
            if touched is None or number in touched or self._known.get(number) != now[number]
        ]
        self._read(reading, changed, now)
        self._stamp, self._newest = stamp, newest
        return self._people

    def _read(self, reading: Reading, numbers: list[int], now: Mapping[int, int]) -> None:
        for number, who in _who(reading, numbers):
            self._people.put(number, who)
            self._known[number] = now[number]


def _who(reading: Reading, numbers: list[int]) -> Iterator[tuple[int, Known]]:
    in_clash = []
    for state in reading.states(numbers) if numbers else ():
        if state.has_clash:
            in_clash.append(state.number)
        else:
            yield state.number, _known(state.subject, state.fields, _names(state.fields.items()))
    for number, record in zip(in_clash, reading.rows(in_clash), strict=False):
        yield number, _known(record.subject, record.fields, _all_names(record))


def _all_names(person: Record) -> list[str]:
    """Every name that stands, those in clash too: until it is settled each may be the one."""
    versions = [
        (field, version.value) for field, them in person.clashes.items() for version in them
    ]
    return _names([*person.fields.items(), *versions])


def _names(fields: Iterable[tuple[str, Value]]) -> list[str]:
    first, others = [], []
    for field, value in fields:
        if isinstance(value, str) and field == "name":
            first.append(value)
        elif isinstance(value, str) and field.partition("/")[0] == _KNOWN_AS:
            others.append(value)
    return [*first, *others]


def _known(subject: bytes, fields: Mapping[str, Value], names: list[str]) -> Known:
    number = fields.get("nhs_number")
    return known(
        subject,
        names,
        day=day_of(fields.get("date_of_birth")),
        number=number if isinstance(number, str) else "",
        reference=reference(subject),
    )


def _described(about: Mapping[str, Value]) -> Asked:
    name, number = about.get("name"), about.get("nhs_number")
    return Asked(
        words=words_of(name) if isinstance(name, str) else (),
        number=(read_nhs_number(number) or "") if isinstance(number, str) else "",
        day=day_of(about.get("date_of_birth")),
        is_open=False,
    )


def _is_named_exactly(who: Known, asked: Asked) -> bool:
    return asked.reference == who.reference or bool(who.number and asked.number == who.number)
