"""A quarter's figures as they leave: as cells, and as a document in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.document import Document, Line, Part
from app.domain.measures import Report, Row, Told
from app.domain.periods import Quarter
from app.domain.sheet import Cell, Sheet
from app.domain.suppression import Rule
from app.forms.lists import load_list
from app.forms.measures import Basis, Division, Measure, Unit, load_measures
from app.usecases.reports.enquiries import NO_CODES

COLUMNS = (
    *("table", "key", "label", "basis", "value", "unit", "numerator", "denominator"),
    *("half_from", "half_to", "suppressed", "meaning"),
)
_MEASURES = "measures"
_TITLE = "Figures of a quarter"
_BASES = {
    Basis.ACTIVITY: "Recorded in the quarter",
    Basis.COHORT: "Who came, was accepted or left in the quarter, whatever came later",
    Basis.STANDING: "How it stood at the end of the quarter",
}
_UNITS = {Unit.COUNT: "count", Unit.SHARE: "percent", Unit.MIDDLE: "median"}
_FOOT = (
    "Nobody is named. What was closed to whoever made this, or had not reached that PC, is not "
    "counted. Do not set it beside another report to find out about somebody."
)


@dataclass(frozen=True, slots=True)
class Edition:
    """A report with all that is said beside it.

    `is_whole` says that the quarter was over. `place_name` names places by their codes.
    """

    report: Report
    quarter: Quarter
    rule: Rule
    is_whole: bool
    place_name: Callable[[str], str]


def sheet_of(edition: Edition) -> Sheet:
    """All figures and tables as rows of one sheet."""
    rows = [
        _measure_row(each, edition.report.measures[each.key]) for each in load_measures().measures
    ]
    for table in load_measures().tables:
        rows += [_table_row(table, row, edition) for row in edition.report.tables[table.key]]
    return Sheet(str(edition.quarter), COLUMNS, tuple(rows))


def document_of(edition: Edition) -> Document:
    """The same in words: what may be told first, then what nothing is recorded of."""
    measures = load_measures().measures
    parts = [Part("About this report", tuple(_about(edition)))]
    for basis, title in _BASES.items():
        lines = [
            Line(each.label, said(each.unit, edition.report.measures[each.key]))
            for each in measures
            if each.basis is basis
        ]
        parts.append(Part(title, tuple(lines)))
    for table in load_measures().tables:
        rows = edition.report.tables[table.key]
        lines = [Line(_named(table, row.code, edition), _count(row)) for row in rows]
        parts.append(Part(table.label, (*([Line("", table.note)] if table.note else []), *lines)))
    missing = [Line(each.label, each.meaning) for each in measures if each.basis is Basis.NONE]
    meant = [Line(each.label, each.meaning) for each in measures if each.basis is not Basis.NONE]
    parts += [Part("What each counts", tuple(meant)), Part("Not measured", tuple(missing))]
    return Document(_TITLE, tuple(each for each in parts if each.lines), _FOOT)


def said(unit: Unit, told: Told) -> str:
    """One figure in words."""
    if told.suppressed:
        return "hidden" if told.denominator is None else f"hidden, of {told.denominator}"
    if unit is Unit.SHARE and told.denominator is not None:
        share = "" if told.value is None else f" ({told.value:g} %)"
        return f"{told.numerator} of {told.denominator}{share}"
    if unit is Unit.MIDDLE:
        half = f" (half from {told.half[0]:g} to {told.half[1]:g})" if told.half else ""
        return "none" if told.value is None else f"{told.value:g}{half}, of {told.denominator}"
    return f"{told.value:g}" if told.value is not None else "not measured"


def _about(edition: Edition) -> Iterator[Line]:
    yield Line("Quarter", edition.quarter.words)
    if not edition.is_whole:
        yield Line("", "The quarter is not over yet: these are the figures so far.")
    yield Line("Small numbers", edition.rule.name)
    if edition.report.hidden:
        yield Line("Hidden here", str(edition.report.hidden))


def _measure_row(measure: Measure, told: Told) -> tuple[Cell, ...]:
    return (
        *(_MEASURES, measure.key, measure.label, measure.basis.value, told.value),
        *(_UNITS[measure.unit], told.numerator, told.denominator),
        *(told.half or (None, None)),
        *("yes" if told.suppressed else "no", measure.meaning),
    )


def _table_row(table: Division, row: Row, edition: Edition) -> tuple[Cell, ...]:
    is_hidden = "yes" if row.count is None else "no"
    return (
        *(table.key, row.code, _named(table, row.code, edition), Basis.ACTIVITY.value, row.count),
        *(_UNITS[Unit.COUNT], row.count, None, None, None, is_hidden),
        f"{table.label}. {table.note}".strip(),
    )


def _named(table: Division, code: str, edition: Edition) -> str:
    if code in NO_CODES:
        return NO_CODES[code]
    return load_list(table.codes).label(code) if table.codes else edition.place_name(code)


def _count(row: Row) -> str:
    return "hidden" if row.count is None else str(row.count)
