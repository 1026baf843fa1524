"""The team's settings as a list shows them: what holds, whether it is the team's own, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.areas import Area
from app.domain.encoding import Value
from app.domain.records import Record
from app.domain.team_settings import (
    AREA,
    CODE,
    NUMBER,
    PACK,
    PLACE,
    SettingRow,
    SettingRows,
    setting_id,
)
from app.forms.areas import areas
from app.forms.directory import Place, known_places
from app.forms.lists import load_list
from app.forms.numbers import own_numbers
from app.forms.packs import Pack
from app.ports import Reading
from app.usecases import team_settings
from app.usecases.recording import FORM

LIST = "local_lists"
NUMBERS = "local_numbers"


def rows(reading: Reading) -> SettingRows:
    """What holds now; the settings have to be in force already."""
    found = team_settings.settings(reading)
    own = {each.id: each for each in found}
    listed = (
        *_places(own, training=reading.is_training),
        *(_area_row(each, own) for each in areas()),
        *_codes(found),
        *_numbers(own),
        *(_pack_row(record, pack) for record, pack in team_settings.packs(found)),
    )
    standing = reading.standing(reading.home_space())
    return SettingRows(listed, standing.is_lead)


def _places(own: Mapping[bytes, Record], *, training: bool) -> Iterator[SettingRow]:
    directory = known_places(training=training)
    for place in (*directory.trusts, *directory.sites):
        yield _row(PLACE, place.code, f"{place.name}, {place.code}", _told(place), _of(place), own)


def _told(place: Place) -> str:
    parts = [
        f"of {place.trust}" if place.trust else "",
        f"from {place.valid_from}" if place.valid_from else "",
        f"until {place.valid_to}" if place.valid_to else "",
        f"then {place.successor}" if place.successor else "",
        "" if place.is_confirmed else "not confirmed",
    ]
    return ", ".join(filter(None, parts))


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
    return _row(AREA, area.key, f"{area.area}, {area.instrument}", detail, answers, own)


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
