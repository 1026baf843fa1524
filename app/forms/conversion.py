"""One answer from what was typed or sent to what is stored, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from unicodedata import category

from app.domain.contact import read_time
from app.domain.encoding import Value
from app.domain.masking import is_sign
from app.domain.nhs_number import is_test_range, read_nhs_number
from app.domain.ods import read_ods_code
from app.forms.definition import Field, Kind, is_given
from app.forms.lists import CodeList

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
)
_UNENCODABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile(r"[\n\r\u2028\u2029]")
_EARLIEST = date(1890, 1, 1)
_HIGHEST = 2**31 - 1
_LONGEST_ELEMENT = 1_000
_LONGEST_LINE = 50_000


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When an answer is given, and whether in a training vault."""

    now: datetime
    training: bool


class NotTaken(Exception):
    """An answer that its field does not take; `problem` is the code of why.

    `part` names the question of a group that it is about, empty for the answer as a whole.
    """

    def __init__(self, problem: str, part: str = "") -> None:
        super().__init__(problem)
        self.problem, self.part = problem, part


def convert(field: Field, value: object, at: Circumstances) -> Value:
    """The value to store for an answer; raises NotTaken."""
    return _CONVERSIONS[field.kind](field, value, at)


def text_problem(value: object, *, most: int = _LONGEST_LINE) -> str | None:
    """The code of why this is not words that can be stored, None if it is."""
    try:
        _words(value, most=most)
    except NotTaken as error:
        return error.problem
    return None


def _text(field: Field, value: object, _: Circumstances) -> Value:
    return _one_line(value, most=field.most)


def _long_text(field: Field, value: object, _: Circumstances) -> Value:
    return _words(value, most=field.most)


def _choice(field: Field, value: object, _: Circumstances) -> Value:
    return _code(field.codes, value)


def _whole_number(field: Field, value: object, _: Circumstances) -> Value:
    if type(value) is not int:
        raise NotTaken("wants_number")
    if not field.lowest <= value <= (field.highest or _HIGHEST):
        raise NotTaken("out_of_range")
    return value


def _date(field: Field, value: object, at: Circumstances) -> Value:
    text = _string(value)
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise NotTaken("not_a_date")
    if day < (field.earliest or _EARLIEST):
        raise NotTaken("too_early")
    if field.until_now and day > at.now.date():
        raise NotTaken("after_now")
    return text


def _datetime(field: Field, value: object, at: Circumstances) -> Value:
    text = _string(value)
    try:
        moment = datetime.fromisoformat(text) if _DATETIME.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        raise NotTaken("not_a_time")
    if moment.date() < (field.earliest or _EARLIEST):
        raise NotTaken("too_early")
    if field.until_now and moment > at.now:
        raise NotTaken("after_now")
    return text


def _choices(field: Field, value: object, _: Circumstances) -> Value:
    codes = [_code(field.codes, item) for item in _items(value)]
    if len(set(codes)) < len(codes):
        raise NotTaken("repeated")
    return list(codes)


def _texts(field: Field, value: object, _: Circumstances) -> Value:
    items = _items(value, most=field.most)
    return [_one_line(item, most=_LONGEST_ELEMENT) for item in items]


def _whole_numbers(field: Field, value: object, at: Circumstances) -> Value:
    return [_whole_number(field, item, at) for item in _items(value, most=field.most)]


def _lines(field: Field, value: object, _: Circumstances) -> Value:
    return [_line(field, item) for item in _items(value, most=field.most)]


def _line(field: Field, item: object) -> Value:
    if not isinstance(item, dict) or set(item) != {"label", "text"}:
        raise NotTaken("line_shape")
    try:
        label = _code(field.codes, item["label"])
    except NotTaken as problem:
        raise NotTaken("line_label") from problem
    line: dict[str, Value] = {"label": label}
    line["text"] = _words(item["text"], most=_LONGEST_LINE)
    return line


def _map(field: Field, value: object, _: Circumstances) -> Value:
    if not isinstance(value, dict):
        raise NotTaken("wants_object")
    entries: dict[str, Value] = {
        _code(field.codes, key): _code(field.answers, item) for key, item in value.items()
    }
    return entries


def _times(field: Field, value: object, _: Circumstances) -> Value:
    items = _items(value, most=field.most)
    if any(read_time(cast("Value", item)) is None for item in items):
        raise NotTaken("time_shape")
    return cast("Value", items)


def _group(field: Field, value: object, at: Circumstances) -> Value:
    """A blank part is left out; the first part at fault is named."""
    if not isinstance(value, dict):
        raise NotTaken("wants_object")
    parts = {part.name: part for part in field.parts}
    for name in value:
        if name not in parts:
            raise NotTaken("unknown_field", str(name))
    found: dict[str, Value] = {}
    for name, part in parts.items():
        if value.get(name) is None:
            continue
        try:
            found[name] = convert(part, value[name], at)
        except NotTaken as error:
            raise NotTaken(error.problem, name) from error
    given = {name: item for name, item in found.items() if is_given(item)}
    missing = next((name for name, part in parts.items() if part.needed and name not in given), "")
    if missing:
        raise NotTaken("needed", missing)
    return given


def _nhs_number(_: Field, value: object, at: Circumstances) -> Value:
    digits = read_nhs_number(_string(value))
    if digits is None:
        raise NotTaken("nhs_number")
    if is_test_range(digits) is not at.training:
        raise NotTaken("real_number" if at.training else "training_number")
    return digits


def _ods_code(_: Field, value: object, __: Circumstances) -> Value:
    code = read_ods_code(_string(value))
    if code is None:
        raise NotTaken("ods_code")
    return code


def _record_id(field: Field, value: object, _: Circumstances) -> Value:
    text = _string(value)
    if not re.fullmatch(f"[0-9a-f]{{{field.digits}}}", text):
        raise NotTaken("not_an_id")
    return text


_CONVERSIONS: dict[Kind, Callable[[Field, object, Circumstances], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.FOUR_STATE: _choice,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.CHOICES: _choices,
    Kind.TEXTS: _texts,
    Kind.WHOLE_NUMBERS: _whole_numbers,
    Kind.LINES: _lines,
    Kind.MAP: _map,
    Kind.TIMES: _times,
    Kind.GROUP: _group,
    Kind.NHS_NUMBER: _nhs_number,
    Kind.ODS_CODE: _ods_code,
    Kind.RECORD_ID: _record_id,
}


def _string(value: object) -> str:
    if type(value) is not str:
        raise NotTaken("wants_text")
    return value


def _words(value: object, *, most: int) -> str:
    """Text as typed, composed or not; only what cannot be stored or shown is refused."""
    text = _string(value)
    if _UNENCODABLE.search(text):
        raise NotTaken("control_character")
    if not any(map(_is_seen, text)):
        raise NotTaken("blank_text")
    if len(text) > most:
        raise NotTaken("too_long")
    if is_sign(text):  # masked words that came back would stand in the place of the real ones
        raise NotTaken("on_file")
    return text


def _is_seen(sign: str) -> bool:
    """Signs of direction and of no width are nothing that anybody could read."""
    return not sign.isspace() and category(sign) != "Cf"


def _one_line(value: object, *, most: int) -> str:
    text = _words(value, most=most)
    if _LINE_ENDS.search(text):
        raise NotTaken("one_line")
    return text


def _items(value: object, *, most: int = 0) -> list[object]:
    if type(value) is not list:
        raise NotTaken("wants_list")
    if most and len(value) > most:
        raise NotTaken("too_many")
    return cast("list[object]", value)


def _code(codes: CodeList | None, value: object) -> str:
    text = _string(value)
    if codes is None or text not in codes.codes:
        raise NotTaken("not_in_list")
    return text
