"""Count the enquiries of a clinic: one press a patient, no name, in one record a day and place."""

from __future__ import annotations

from datetime import date

from app.domain.encoding import Value
from app.domain.practice import TALLY, Tally
from app.domain.records import Record
from app.errors import FormRefused
from app.ports import Reading, Session
from app.usecases import editing, recording

RESULTS = {"asked": ("asked",), "not_safe": ("not_safe",), "disclosed": ("asked", "disclosed")}
"""What each press counts: who disclosed was asked as well."""
_NEWEST = 60


def of_day(reading: Reading, *, site: str, day: date) -> Tally:
    """How it stands."""
    record = _record(reading, site, day)
    return Tally() if record is None else _tally(record)


def count(
    session: Session, result: str, *, site: str, setting: str, day: date, by: int = 1
) -> Tally:
    """Count one more patient, or with -1 take one back; gives how it stands then.

    Raises FormRefused for a result that is not counted or a place that is no code.
    """
    if result not in RESULTS:
        raise FormRefused({"result": "not_in_list"})
    record = _record(session, site, day)
    stood = Tally() if record is None else _tally(record)
    counts: dict[str, Value] = {name: max(0, getattr(stood, name) + by) for name in RESULTS[result]}
    if record is None:
        clinic: dict[str, Value] = {"counted_on": day.isoformat(), "site_ods": site}
        if setting:
            clinic["setting_type"] = setting
        recording.record(session, TALLY, {**clinic, **counts})
    else:
        editing.edit(session, record.id, counts)
    return of_day(session, site=site, day=day)


def _record(reading: Reading, site: str, day: date) -> Record | None:
    """The newest of this day and place that this vault's own person began."""
    newest = reading.rows(reading.list_ids(TALLY)[:_NEWEST])
    wanted = {"counted_on": day.isoformat(), "site_ods": site.upper()}
    for record in newest:
        is_wanted = all(record.fields.get(name) == value for name, value in wanted.items())
        if is_wanted and reading.is_by_me(record.id):
            return record
    return None


def _tally(record: Record) -> Tally:
    return Tally(*(_number(record.fields.get(n)) for n in ("asked", "not_safe", "disclosed")))


def _number(value: Value) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
