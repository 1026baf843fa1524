"""What a row says of its person beside what stands in the file that it goes into."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.encoding import Value
from app.domain.matching.names import words_of

DIFFERS, CLOSED = "file_differs", "file_closed"
_NAME, _NUMBER = "name", "nhs_number"


def lacking(about: Mapping[str, Value], stands: Mapping[str, Value]) -> dict[str, Value]:
    """The row's answers that the file has none for."""
    return {name: value for name, value in about.items() if value and not stands.get(name)}


def differing(about: Mapping[str, Value], stands: Mapping[str, Value]) -> dict[str, str]:
    """The row's answers that are other than those in the file, each with its problem."""
    both = {name: value for name, value in about.items() if value and stands.get(name)}
    return {
        name: DIFFERS for name, value in both.items() if not _agree(name, value, stands.get(name))
    }


def refused_beside(
    about: Mapping[str, Value], stands: Mapping[str, Value], *, is_closed: bool
) -> dict[str, str]:
    """Why the row cannot go into a file that somebody chose for it, answer by answer.

    The name may differ: whoever chose the file has said whose it is. Of a closed file nothing is
    told but that it has this NHS number, and nothing is filled in.
    """
    if not is_closed:
        found = differing(about, stands)
        return {name: problem for name, problem in found.items() if name != _NAME}
    number = about.get(_NUMBER)
    known = {_NAME, _NUMBER} if number and _agree(_NUMBER, number, stands.get(_NUMBER)) else {_NAME}
    return {name: CLOSED for name, value in about.items() if value and name not in known}


def _agree(name: str, one: Value, other: Value) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return all(each in other for each in one)
    if name == _NUMBER:
        return _digits(one) == _digits(other)
    if name == _NAME:
        return sorted(words_of(str(one))) == sorted(words_of(str(other)))
    return one == other


def _digits(value: Value) -> str:
    return "".join(filter(str.isdigit, str(value)))
