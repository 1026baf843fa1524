"""The team's settings as a list shows them: what holds, whether it is the team's own, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.areas import Area
from app.domain.encoding import Value
from app.domain.history import Written
from app.domain.records import Record
from app.domain.team_settings import (
    AREA,
    CLOCK,
    CODE,
    NUMBER,
    PACK,
    PLACE,
    RECORD_CODE,
    SETTINGS,
    STEP,
    SettingRow,
    SettingRows,
    setting_id,
)
from app.forms.areas import areas
from app.forms.directory import Place, known_places
from app.forms.lists import load_list
from app.forms.numbers import own_numbers
from app.forms.packs import Pack
from app.forms.record_codes import shipped_codes
from app.forms.steps import StepRule, shipped_steps
from app.ports import Reading
from app.usecases.recording import FORM
from app.usecases.settings import team_settings
from app.usecases.settings.own_rules import SHOWN

LIST = "local_lists"
NUMBERS, CLOCKS, TOOLS = "local_numbers", "local_clocks", "risk_tools"
_FORM = "identification"
_FILLED_IN = re.compile(r"\{[a-z_]+\}")


def rows(reading: Reading) -> SettingRows:
    """What holds now; the settings have to be in force already."""
    found = team_settings.settings(reading)
    own = {each.id: each for each in found}
    listed = (
        *_places(own, training=reading.is_training),
        *(_area_row(each, own) for each in areas()),
        *_codes(found),
        *_numbers(own),
        *_clocks(own),
        *_steps(own),
        *_record_codes(own),
        *(_pack_row(record, pack) for record, pack in team_settings.packs(found)),
    )
    standing = reading.standing(reading.home_space())
    told = tuple(_signed(reading, row) if row.record is not None else row for row in listed)
    return SettingRows(told, standing.is_lead)


def set_by(reading: Reading, id: bytes) -> tuple[str, int]:
    """Who set something last, and when (ms since 1970); nobody and 0 for what is not here."""
    page = reading.history_page(SETTINGS, id)
    last = next((each for each in page.entries if isinstance(each, Written)), None)
    return ("", 0) if last is None else (last.author, last.change.time[0])


def _signed(reading: Reading, row: SettingRow) -> SettingRow:
    by, since_ms = set_by(reading, row.record or b"")
    return replace(row, by=by, since_ms=since_ms)


def _places(own: Mapping[bytes, Record], *, training: bool) -> Iterator[SettingRow]:
    directory = known_places(training=training)
    for place in (*directory.trusts, *directory.sites):
        yield _row(PLACE, place.code, f"{place.name}, {place.code}", _told(place), _of(place), own)


def _told(place: Place) -> str:
    parts = [
        f"of {place.trust}" if place.trust else "",
        f"from {_on(place.valid_from)}" if place.valid_from else "",
        f"until {_on(place.valid_to)}" if place.valid_to else "",
        f"then {place.successor}" if place.successor else "",
        "" if place.is_confirmed else "not confirmed",
    ]
    return ", ".join(filter(None, parts))


def _on(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _of(place: Place) -> dict[str, Value]:
    found: dict[str, Value] = {
        "code": place.code,
        "name": place.name,
        "trust": place.trust or None,
        "valid_from": str(place.valid_from) if place.valid_from else None,
        "valid_to": str(place.valid_to) if place.valid_to else None,
        "successor": place.successor or None,
    }
    return found


def _area_row(area: Area, own: Mapping[bytes, Record]) -> SettingRow:
    sure = "" if area.is_confirmed else "; not confirmed"
    detail = (
        f"High from {area.min_yes} yes; {area.escalation_n} events in {area.escalation_months} "
        f"months; repeat within {area.repeat_months} months of the last "
        f"{area.repeat_clock.value}; heard within {area.sla_days} days{sure}"
    )
    answers: dict[str, Value] = {
        "area": area.area,
        "instrument": area.instrument,
        "min_yes": area.min_yes,
        "escalation_n": area.escalation_n,
        "escalation_months": area.escalation_months,
        "repeat_months": area.repeat_months,
        "repeat_clock": area.repeat_clock.value,
        "sla_days": area.sla_days,
        "mailbox": area.mailbox or None,
    }
    tool = load_list(TOOLS).label(area.instrument)  # a form that was loaded stands for itself
    return _row(AREA, area.key, f"{area.area}: {tool}", detail, answers, own)


def _codes(found: Sequence[Record]) -> Iterator[SettingRow]:
    for each in found:
        if each.kind == CODE:
            answers = {name: value for name, value in each.fields.items() if name != FORM}
            where = load_list(LIST).label(str(answers.get("list")))
            is_left = answers.get("offered") == "no"
            detail = f"{where}, {'no longer offered' if is_left else 'offered'}"
            title = str(answers.get("label"))
            yield SettingRow(CODE, title, detail, answers, each.id, bool(each.clashes))


def _numbers(own: Mapping[bytes, Record]) -> Iterator[SettingRow]:
    numbers = own_numbers()
    for code in load_list(NUMBERS).entries:
        number = numbers.get(code.code, "")
        answers: dict[str, Value] = {"key": code.code, "number": number or None}
        detail = number or "As IT has set it for this PC, if at all"
        yield _row(NUMBER, code.code, code.label, detail, answers, own)


def _clocks(own: Mapping[bytes, Record]) -> Iterator[SettingRow]:
    for code in load_list(CLOCKS).entries:
        answers = _answers(own.get(setting_id(CLOCK, code.code)), {"key": code.code})
        counting = answers.get("counting")
        detail = "As IT has set it for each PC; else 48 hours by the clock"
        if isinstance(counting, str):
            detail = load_list("clock_countings").label(counting)
        yield _row(CLOCK, code.code, code.label, detail, answers, own)


def _steps(own: Mapping[bytes, Record]) -> Iterator[SettingRow]:
    """Every step, as it holds; those that the team set first."""
    shipped = {rule.key: rule for rule in shipped_steps(_FORM)}
    keys = [str(each.fields.get("key")) for each in own.values() if each.kind == STEP]
    for key in dict.fromkeys((*keys, *shipped)):
        record, rule = own.get(setting_id(STEP, key)), shipped.get(key)
        answers = _answers(record, {"key": key, SHOWN: "yes"})
        words = str(answers.get("strong") or (_words(rule) if rule is not None else key))
        is_left = answers.get(SHOWN) == "no"
        why = f"not shown: {answers.get('why')!s}" if is_left else ""
        sure = "" if rule is None or rule.is_confirmed else "not confirmed"
        basis = rule.basis if rule is not None else "of the team"
        detail = "; ".join(filter(None, (why or basis, sure)))
        yield _row(STEP, key, words, detail, answers, own)


def _words(rule: StepRule) -> str:
    """What a step says; what is filled in when it is due is left open."""
    return _FILLED_IN.sub("…", f"{rule.strong} {rule.text}".strip())


def _record_codes(own: Mapping[bytes, Record]) -> Iterator[SettingRow]:
    """The same of the codes to enter elsewhere."""
    shipped = {each.code: each for each in shipped_codes(_FORM) if each.system == "snomed"}
    codes = [str(each.fields.get("code")) for each in own.values() if each.kind == RECORD_CODE]
    for code in dict.fromkeys((*codes, *shipped)):
        record, known = own.get(setting_id(RECORD_CODE, code)), shipped.get(code)
        answers = _answers(record, {"code": code, "offered": "yes"})
        term = str(answers.get("term") or (known.term if known is not None else ""))
        is_left, instead = answers.get("offered") == "no", answers.get("instead")
        sure = answers.get("confirmed") == "yes"
        told = (
            f"not offered: {answers.get('why')!s}" if is_left else "",
            f"{instead!s} stands in its place" if instead else "",
            "seen in the present UK edition" if sure else "not confirmed",
        )
        detail = "; ".join(filter(None, told))
        yield _row(RECORD_CODE, code, f"{term}, {code}", detail, answers, own)


def _answers(record: Record | None, shipped: dict[str, Value]) -> dict[str, Value]:
    if record is None:
        return shipped
    return {name: value for name, value in record.fields.items() if name != FORM}


def _pack_row(record: Record, pack: Pack) -> SettingRow:
    brings = [f"form {each.reference}" for each in pack.forms]
    brings += [f"area {each.area}" for each in pack.areas]
    brings += [f"list {each.title}" for each in pack.lists]
    title = f"{pack.title}, version {pack.version}"
    return SettingRow(PACK, title, f"Brings {', '.join(brings)}", {}, record.id)


def _row(
    kind: str,
    key: str,
    title: str,
    detail: str,
    answers: Mapping[str, Value],
    own: Mapping[bytes, Record],
) -> SettingRow:
    record = own.get(setting_id(kind, key))
    if record is None:
        return SettingRow(kind, title, detail, answers)
    return SettingRow(kind, title, detail, answers, record.id, bool(record.clashes))
