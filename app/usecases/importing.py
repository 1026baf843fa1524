"""Take past records out of a spreadsheet: look first what would become of each row, then all of it.

Nothing that stands is changed: rows become records of their own, in files that are there or new.
What a row says of its person fills what the file lacks; where it differs the row is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from app.domain.encoding import Value
from app.domain.importing import Fate as Fate
from app.domain.importing import Planned as Planned
from app.domain.matching.beside import differing, lacking, refused_beside
from app.domain.matching.names import words_of
from app.errors import Refused
from app.forms import checking, library
from app.forms.cells import NotRead, read_cell
from app.forms.definition import Form, Kind
from app.forms.directory import known_places
from app.forms.import_map import ImportMap
from app.forms.spreadsheet import Row
from app.ports import Reading, Session
from app.usecases import editing, recording
from app.usecases.access import veiling
from app.usecases.finding import Finder
from app.usecases.person import joining

PERSON = "person"


def plan(reading: Reading, finder: Finder, map: ImportMap, rows: Sequence[Row]) -> list[Planned]:
    """What each row would become; writes nothing.

    Raises Refused `importing.no_column` for a heading that the file has not, or
    `importing.no_question` for an answer that the form does not ask.
    """
    _require_fitting(map, rows)
    map = _with_places(map, training=reading.is_training)
    now = recording.now(reading)
    known, first_of = reading.imported(), dict[str, Planned]()
    planned: list[Planned] = []
    met: set[str] = set()
    for row in rows:
        made = _read(map, row, now, training=reading.is_training)
        if made.fate is not Fate.REFUSED:
            if made.key in known or made.key in met:
                made = replace(made, fate=Fate.KNOWN)
            else:
                made = _placed(reading, finder, made, first_of, now)
        met.add(made.key)
        planned.append(made)
    return planned


def _with_places(map: ImportMap, *, training: bool) -> ImportMap:
    """With the names of places as words for their codes: who keeps a list writes names."""
    names = known_places(training=training).codes_by_name()
    asked = [each.name for each in library.latest(map.kind).fields if each.kind is Kind.ODS_CODE]
    words = {name: {**names, **map.words.get(name, {})} for name in asked}
    return replace(map, words={**map.words, **words})


def carry_out(
    session: Session,
    map: ImportMap,
    planned: Sequence[Planned],
    *,
    files: Mapping[int, bytes | None],
    space: bytes | None = None,
) -> int:
    """Save every row that is new, all or none; gives how many.

    `files` say for rows whose person looks like one with a file which it goes into, None for a new
    one. Raises Refused `importing.rows_refused`, `importing.undecided` while one is not said,
    `importing.several_people` for rows that would be added to one of several people, or
    `importing.rows_differ` for rows that say other of their person than the file they go into.
    """
    refused = sum(each.fate is Fate.REFUSED for each in planned)
    if refused:
        raise Refused("importing.rows_refused", count=refused)
    undecided = sum(each.fate is Fate.ALIKE and each.number not in files for each in planned)
    if undecided:
        raise Refused("importing.undecided", count=undecided)
    several = sum(each.are_several and files.get(each.number) is not None for each in planned)
    if several:
        raise Refused("importing.several_people", count=several)
    _require_agreeing(session, planned, files)
    opened: dict[int, bytes] = {}
    done = 0
    for each in planned:
        if each.fate is Fate.KNOWN:
            continue
        subject = opened.get(each.first) or files.get(each.first)
        if subject is None:
            subject = recording.record(session, PERSON, each.about, space=space).subject
        else:
            _fill(session, subject, each.about)
        opened[each.first] = subject
        recording.record(session, map.kind, each.answers, subject=subject, imported=each.key)
        done += 1
    return done


def _require_agreeing(
    session: Session, planned: Sequence[Planned], files: Mapping[int, bytes | None]
) -> None:
    """As the files stand now: somebody may have written in them since the look."""
    beside = [
        _beside(session, subject, each.about)
        for each in planned
        if each.fate is not Fate.KNOWN and (subject := files.get(each.first)) is not None
    ]
    differ = sum(bool(unlike) for unlike, _ in beside)
    if differ:
        raise Refused("importing.rows_differ", count=differ)


def _beside(
    reading: Reading, subject: bytes, about: Mapping[str, Value]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Why a row cannot go into this file, and which answers the file would gain by it."""
    person = reading.record(subject)
    stands = {} if person is None else person.fields
    is_closed = not veiling.is_open(reading, subject)
    unlike = refused_beside(about, stands, is_closed=is_closed)
    return unlike, () if is_closed else tuple(lacking(about, stands))


def _fill(session: Session, subject: bytes, about: Mapping[str, Value]) -> None:
    person = session.record(subject)
    if person is not None and veiling.is_open(session, subject):
        gaps = lacking(about, person.fields)
        if gaps:
            editing.edit(session, subject, gaps)


def _require_fitting(map: ImportMap, rows: Sequence[Row]) -> None:
    headings = set(rows[0].cells) if rows else set()
    for column in sorted(map.columns):
        if rows and column not in headings:
            raise Refused("importing.no_column", column=column)
    person, form = library.latest(PERSON), library.latest(map.kind)
    for name in (*map.person, *map.fields, *map.constants, *map.words):
        if person.field(name) is None and form.field(name) is None:
            raise Refused("importing.no_question", name=name)


def _read(map: ImportMap, row: Row, now: datetime, *, training: bool) -> Planned:
    """The row's answers, and the problems of those that cannot be taken, by their form's check."""
    problems: dict[str, str] = {}
    about = _answers(library.latest(PERSON), map, map.person, row, now, problems)
    form = library.latest(map.kind)
    answers = _answers(form, map, map.fields, row, now, problems)
    for name, word in map.constants.items():
        answers.setdefault(name, _cell(form, map, name, word, now, problems))
    for checked, given in ((library.latest(PERSON), about), (form, answers)):
        told = checking.check(checked, given, now=now, training=training)
        problems = {**told, **problems}
    problems = {**recording.missing_of(map.kind, answers, is_past=True), **problems}
    named = {**map.person, **map.fields}
    columns = {name: " + ".join(named[name]) for name in named}
    fate = Fate.REFUSED if problems else Fate.NEW_FILE
    return Planned(
        row.number,
        _key(map, row),
        fate,
        about,
        {name: value for name, value in answers.items() if value is not None},
        row.number,
        problems=problems,
        columns=columns,
    )


def _answers(
    form: Form,
    map: ImportMap,
    columns: Mapping[str, Sequence[str]],
    row: Row,
    now: datetime,
    problems: dict[str, str],
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, named in columns.items():
        cell = " ".join(filter(None, (row.cells.get(each, "") for each in named)))
        if cell:
            value = _cell(form, map, name, cell, now, problems)
            if value is not None:
                found[name] = value
    return found


def _cell(
    form: Form, map: ImportMap, name: str, cell: str, now: datetime, problems: dict[str, str]
) -> Value:
    asked = form.field(name)
    if asked is None:
        problems[name] = "unknown_field"
        return None
    try:
        words, today = map.words.get(name, {}), now.replace(tzinfo=None)
        return read_cell(asked, cell, words=words, order=map.order, today=today)
    except NotRead as error:
        problems[name] = error.problem
        return None


def _placed(
    reading: Reading, finder: Finder, made: Planned, first_of: dict[str, Planned], now: datetime
) -> Planned:
    """Into the file of an earlier row of the same person, one that is here, or a new one."""
    same = _same_person(made.about)
    if same and same in first_of:
        first = first_of[same]
        placed = _added(reading, made, first)
        if placed.fate is Fate.ADDED:
            about = {**first.about, **lacking(made.about, first.about)}
            first_of[same] = replace(first, about=about)
        return placed
    alike = finder.likely(reading, made.about, today=now.date()) if made.about else []
    if alike:
        unlike, fills = _beside(reading, alike[0].subject, made.about)
        stays = "name" in differing(made.about, {"name": alike[0].name})
        people = {joining.shown_files(reading, each.subject).lead for each in alike}
        made = replace(made, alike=tuple(alike), unlike=unlike, fills=fills, name_stays=stays)
        made = replace(made, are_several=len(people) > 1)
    made = replace(made, fate=Fate.ALIKE if alike else Fate.NEW_FILE)
    if same:
        first_of[same] = made
    return made


def _added(reading: Reading, made: Planned, first: Planned) -> Planned:
    """Into the file of the row `first`, unless it says other of the person than the rows before."""
    differs = differing(made.about, first.about)
    if differs:
        return replace(made, fate=Fate.REFUSED, problems=differs)
    made = replace(made, first=first.number, fills=tuple(lacking(made.about, first.about)))
    if first.alike:
        unlike, fills = _beside(reading, first.alike[0].subject, made.about)
        left = tuple(each for each in fills if each in made.fills)
        made = replace(made, unlike=unlike, fills=left)
    return replace(made, fate=Fate.ADDED)


def _same_person(about: Mapping[str, Value]) -> str:
    """What two rows of one person share: the number, else name and day; a name alone is nothing."""
    number, day = about.get("nhs_number"), about.get("date_of_birth")
    if isinstance(number, str) and number:
        return "".join(filter(str.isdigit, number))
    name = " ".join(sorted(words_of(str(about.get("name", "")))))
    return f"{name} {day}" if name and isinstance(day, str) else ""


def _key(map: ImportMap, row: Row) -> str:
    """What tells this row from every other of every file, and the same row again."""
    cells = {each: row.cells.get(each, "") for each in map.key} if map.key else row.cells
    told = json.dumps([map.kind, sorted(cells.items())], ensure_ascii=False)
    return sha256(b"yarrow/import/v1" + told.encode()).hexdigest()
