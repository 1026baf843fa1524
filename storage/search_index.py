"""What search finds: the words that people typed, not the codes they chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing

from app.domain.encoding import Value
from app.domain.masking import UNSOUGHT, masks
from app.domain.moving import MOVED
from app.domain.people import reference
from storage.connection import Connection

Entry = tuple[int, str, bytes, Mapping[str, Value]]
"""A record's row number, kind, subject and fields."""
Among = Callable[[Sequence[int]], list[int]]

PERSON = "person"
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}\S*|[a-z_]+/[0-9]+")
_TYPED = frozenset(
    ("name", "known_as", "nhs_number", "pronouns", "lines", "text", "place", "reason")
    + ("free_text", "their_words", "hark_safety_note", "specialist_referral_reason", "where_now")
    + ("exactly", "colour", "shape", "observed", "opinion", "age_stated", "photo_number")
    + ("caption", "taken_by", "said", "why", "note", "reporter", "reference", "title")
    + ("to_name", "from_name", "handed_over_to", "offered_to", "referrer", "worker", "decided_by")
    + ("conditions", "road_why", "why_not_asked", "why_not_told", "risk_if_not", "risk_if_told")
    + ("feed_back_by", "feedback_line", "their_reference")
)
_TEN_DIGITS = re.compile(r"\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}")
# Rows of people come after all others, so that the newest first puts people before what is
# written about them.
_PEOPLE = 1 << 40
_AT_ONCE = 500
_DROP = "delete from search where rowid = ?"
_ADD = "insert into search (rowid, text, reference) values (?, ?, ?)"
_FIND = """
    select rowid, snippet(search, 0, '', '', '…', 12) from search
    where search match ? order by rowid desc
"""


def text_of(kind: str, fields: Mapping[str, Value]) -> str:
    """All that a person typed into these fields, a line each; nothing that is kept from sight."""
    if kind in UNSOUGHT:
        return ""
    texts: list[str] = []
    for name, value in fields.items():
        if name != MOVED and not masks(kind, name):
            _gather(name, value, texts)
    return "\n".join(texts)


def _gather(name: str, value: Value, texts: list[str]) -> None:
    """Codes are left out unless they stand in a field that is typed."""
    if isinstance(value, str):
        if name in _TYPED or name.partition("/")[0] in _TYPED or not _is_code(value):
            texts.append(value)
    elif isinstance(value, list):
        for item in value:
            _gather(name, item, texts)
    elif isinstance(value, dict):
        for key, item in value.items():
            _gather(str(key), item, texts)


def _is_code(text: str) -> bool:
    return " " not in text and _CODE.fullmatch(text) is not None


def drop(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take these records out of the index, each with row number and kind."""
    connection.executemany(_DROP, [(_row(nr, kind),) for nr, kind in rows])


def put(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add records that are not in the index."""
    connection.executemany(
        _ADD,
        [
            (_row(nr, kind), text_of(kind, fields), _reference(kind, subject))
            for nr, kind, subject, fields in entries
        ],
    )


def find(
    connection: Connection, words: str, most: int, *, among: Among = list
) -> list[tuple[int, str]]:
    """Row numbers and the words around the match: people first, then others, newest first.

    `among` gives those of many row numbers that may be found; what may not takes no place.

    Ranking by words would read the length of every match before the first could be shown.
    """
    query = _query(words)
    found: list[tuple[int, str]] = []
    if not query:
        return found
    with closing(connection.execute(_FIND, (query,))) as rows:
        while len(found) < most and (some := rows.fetchmany(min(most, _AT_ONCE))):
            met = {row % _PEOPLE: snippet for row, snippet in some}
            found += [(nr, met[nr]) for nr in among(list(met))]
    return found[:most]


def _reference(kind: str, subject: bytes) -> str:
    return "" if kind in UNSOUGHT else reference(subject)


def _row(nr: int, kind: str) -> int:
    return nr + _PEOPLE if kind == PERSON else nr


def _query(words: str) -> str:
    """Each word as the beginning of one that has to occur; an NHS number is one word.

    A letter beside longer words is left out: nearly every text has a word that begins with it,
    and to leave out the few others would read half of the index.
    """
    joined = _TEN_DIGITS.sub(lambda number: re.sub(r"\D", "", number[0]), words)
    terms = [
        word.replace('"', " ").replace("\x00", " ")
        for word in joined.split()
        if any(character.isalnum() for character in word)
    ]
    longer = [term for term in terms if len(term) > 1 or not term.isalpha()]
    return " ".join(f'"{term}"*' for term in longer or terms)
