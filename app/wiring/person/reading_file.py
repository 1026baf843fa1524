"""Reads a person's file for its page, all of it in one view of the vault."""

from __future__ import annotations

from concurrent.futures import Future

from app.domain.masking import masked_record
from app.domain.records import Record
from app.domain.sensitive import veiled
from app.domain.worklist import Due
from app.forms.first_contact import counting_of, load_rule
from app.forms.lists import load_list
from app.forms.schedules import rules_for
from app.usecases.access import marking, veiling
from app.usecases.contact import contacting
from app.usecases.person import family, files, whole_person
from app.usecases.referrals.due import due_in, stands_since
from app.usecases.retention import holding, retaining
from app.usecases.writers import with_writers
from app.wiring.attachments.travelling import placed
from app.wiring.desk import Desk
from storage.erased_files import erased_before
from storage.reading import VaultReading
from ui.formats import short_date
from ui.person.whole_file import ApartRow, ChildRow, Family, FileMark, WholeFile


def whole_file(desk: Desk, subject: bytes) -> Future[WholeFile]:
    """The file; of a closed one that it is there, and what was pressed to open it."""
    now, rules = desk.now(), rules_for(desk.site.retention)
    rule = load_rule(counting_of(desk.site.first_contact))
    today = now.date()

    def work(reading: VaultReading) -> WholeFile:
        page = whole_person.page(reading, subject, today=today)
        shown = page.person.subject
        page = placed(page, reading, desk.vault.path, desk.site)
        person = files.person_of(reading, shown)
        mark = _mark_of(reading, person)
        if page.person.is_closed:
            return WholeFile(page, veiled(person), (), mark)
        all_files = (shown, *(each.subject for each in page.parts))
        records = [each for file in all_files for each in reading.records_of(file)]
        holds = (holding.why_held(reading, file) for file in all_files)
        return WholeFile(
            page,
            person,
            tuple(masked_record(with_writers(reading, each)) for each in records if each.clashes),
            mark,
            next((hold for hold in holds if hold is not None), None),
            erased_before(reading.connection, shown),
            retaining.due(reading, rules, person, today=today),
            contacting.safety(reading, shown, now=now),
            _family(family.family_of(reading, shown, today=today)),
            tuple(desk.finder.other_files(reading, shown, today=today)),
            tuple(
                Due(reason, None, each.record.id, stands_since(each.record, said), referred=said)
                for file in all_files
                for reason, each, said in due_in(reading, file, rule, now=now)
            ),
        )

    return desk.read(work)


def _family(found: family.Family) -> Family:
    return Family(
        tuple(ChildRow(each.id, *child_words(each)) for each in found.children),
        tuple(ApartRow(each.id, other_words(each)) for each in found.others),
    )


def child_words(child: family.Child) -> tuple[str, str]:
    """A child as a title and a quiet line."""
    if child.due is not None and child.age is None:
        title = child.name or "Unborn"
        return title, f"due {short_date(child.due)}"
    age = "" if child.age is None else str(child.age)
    title = ", ".join(filter(None, (child.name or "Child", age)))
    lives = load_list("children_live_with").label(child.lives_with) if child.lives_with else ""
    met = [load_list("child_exposure").label(each).lower() for each in child.exposure]
    with_whom = f"lives with {lives.lower()}" if lives else ""
    return title, ", ".join(filter(None, (with_whom, *met)))


def other_words(other: family.Other) -> str:
    """The other person by the relation alone."""
    relation = load_list("relationships").label(other.relationship).lower()
    lives = {"yes": ", lives with them", "no": ", lives elsewhere"}.get(other.lives_with_them, "")
    return f"Alleged harm by: {relation}{lives}."


def _mark_of(reading: VaultReading, person: Record) -> FileMark | None:
    """The mark of a file as the page shows it, None for one that is not sensitive.

    Of one that a file it is joined with closes, that one's: there it is opened too.
    """
    closing = veiling.closing(reading, person.subject)
    guard = closing[0] if closing else reading.guards().get(person.subject)
    if guard is None:
        return None
    leads = reading.standing(person.space).other_leads
    may_unmark = marking.may_unmark(reading, person.subject)
    return FileMark(guard.open_until_ms, leads, may_unmark, guard.is_kept_out)
