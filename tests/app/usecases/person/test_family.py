"""Children and the other person: in the survivor's file, and nowhere to be seen from another."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli import showing
from app.domain.changes import Edit
from app.domain.history import Written, field_changes
from app.domain.periods import quarter_of
from app.errors import FormRefused, NotFound, Refused
from app.forms.first_contact import load_rule
from app.forms.schedules import rules_for
from app.usecases import history, today
from app.usecases.access import veiling
from app.usecases.contact import contacting
from app.usecases.editing import edit
from app.usecases.finding import Finder
from app.usecases.leaving import exporting, gate, kept_words
from app.usecases.leaving.exporting import Terms
from app.usecases.leaving.fhir import as_bundle
from app.usecases.leaving.shapes import as_json, as_table
from app.usecases.person import attendances, family, files, joining, people, whole_person
from app.usecases.recording import now, record
from app.usecases.referrals import about, inbox
from app.usecases.referrals.content import content_of
from app.usecases.referrals.due import due_in
from app.usecases.referrals.referring import all_parts
from app.usecases.reports import practice, quarters
from app.usecases.retention import retaining

RULE = load_rule()
WHY = "She asks who is on the bail sheet"
HIS = {"name": "Rowan Ashdown", "known_as": ["Ro"], "nhs_number": "9990000069"}


@pytest.fixture
def open_file(save):
    return lambda about: save(lambda session: record(session, "person", about)).subject


@pytest.fixture
def add(save):
    def work(file, kind, /, **answers):
        return save(lambda session: record(session, kind, answers, subject=file)).id

    return work


def everything_about(reading, file, words):
    """All that pages and commands give about one file, its page, hits, gate and suggestions."""
    at = now(reading)
    closed = veiling.closed_files(reading)
    page = history.of_file(reading, file)
    hits = [hit for each in words for hit in veiling.found(reading, each)]
    about = [hit for hit in hits if hit.record.subject == file]
    return repr(
        (
            files.page(reading, file, today=at.date()),
            [field_changes(each) for each in page.entries if isinstance(each, Written)],
            [each for each in page.entries if not isinstance(each, Written)],
            [(showing.as_row(hit.record, closed), hit.snippet) for hit in about],
            people.among(hits, today=at.date(), closed=closed, most=50)[:1],
            people.file_row(reading, file, today=at.date()),
            [due for due in today.worklist(reading, now=at) if _is_of(due, file)],
            gate.known_of(reading, file),
            gate.consents(reading, file),
            kept_words.kept_words(reading, file),
            contacting.safety(reading, file, now=at),
            family.family_of(reading, file, today=at.date()),
            [each for each in reading.linked() if each.subject == file],
            reading.guards().get(file),
            *exports_of(reading, file),
            quarters.quarterly(reading, quarter_of(at.date()), recipient="", rule=RULE, now=at),
            *found_and_counted(reading, file, at),
        )
    )


def found_and_counted(reading, file, at):
    """Where he is likely found again, what stands beside New, what would be referred, and all that
    is counted of everybody: none of it is his alone, and all of it is before his file.
    """
    today_, finder, rule = at.date(), Finder({}), load_rule()
    person = reading.record(file)
    return [
        whole_person.page(reading, file, today=today_),
        attendances.earlier(reading, file),
        finder.likely(reading, HIS, today=today_),
        finder.matches(reading, "Rowan Ashdown", today=today_, most=9),
        finder.other_files(reading, file, today=today_),
        [pair for pair in finder.doubles(reading, today=today_) if file in pair],
        joining.leads(reading).get(file),
        [each for each in (*inbox.came(reading), *inbox.went(reading)) if _names(each, file)],
        due_in(reading, file, rule, now=at),
        about.about(reading, file),
        content_of(reading, file, None, all_parts()).as_fields(),
        retaining.due(reading, rules_for({}), person, today=today_),
        practice.figures(reading, today=today_),
        quarters.quarterly(reading, quarter_of(today_), recipient="", rule=rule, now=at),
        sorted(reading.imported()),
    ]


def _names(standing, file):
    return standing.record.subject == file


def exports_of(reading, file):
    """His file as it would leave, alone and among all, and what the check finds in it."""
    alone = exporting.one_file(reading, file, "gp")
    among = [
        each
        for each in exporting.all_files(reading, Terms("gp", takes_unasked=True)).files
        if each.subject == file
    ]
    return [
        *(
            make(files, is_made_up=True)
            for make in (as_json, as_table, as_bundle)
            for files in (alone.files, among)
        ),
        alone.found,
    ]


def _is_of(due, file):
    return due.person is not None and due.person.subject == file


disclosures = st.fixed_dictionaries(
    {"relationship": st.sampled_from(["spouse", "sibling_half_full", "unknown"])},
    optional={
        "name": st.sampled_from(["Rowan Ashdown", "Ro", "Rowan"]),
        "known_as": st.just(["Rowan A"]),
        "date_of_birth": st.just("1980-02-03"),
        "address": st.just("4 Teasel Row"),
        "about": st.just("Rowan Ashdown, 999 000 0069, said he would come to the ward"),
    },
)
children = st.fixed_dictionaries(
    {}, optional={"name": st.just("Pip Ashdown"), "age": st.just(6), "lives_with": st.just("both")}
)


@given(disclosures, children, st.booleans())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=max(5, settings().max_examples // 20),
)
def test_nothing_about_his_file_differs_by_a_byte_after_what_is_said_in_hers(
    save, read, disclosure, child, is_linked
):
    his = save(lambda session: record(session, "person", HIS)).subject
    note = {"lines": [{"label": "fact", "text": "Seen for his knee."}]}
    save(lambda session: record(session, "note", note, subject=his))
    hers = save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject
    words = ("Rowan", "Ashdown", "Ro", "9990000069", "knee", "Rowan A", "Teasel")
    before = read(lambda reading: everything_about(reading, his, words))

    link = {"file": his.hex()} if is_linked else {}
    other = save(lambda s: record(s, "other_person", {**disclosure, **link}, subject=hers)).id
    save(lambda s: record(s, "child", {**child, **link}, subject=hers))
    save(lambda s: family.open_apart(s, other, WHY))
    save(lambda s: edit(s, other, {"name": "Rowan"}))
    point = {"contact_point": {"number": "07700900018"}}
    save(lambda s: record(s, "contact_point", point, subject=hers))
    told = {"name": disclosure.get("name", "Rowan Ashdown"), "may_know": "no", "why": "knee"}
    save(lambda s: record(s, "confidant", {"confidant": told}, subject=hers))
    watched = {"device_monitored": "yes", "note": "Rowan Ashdown, 999 000 0069, reads it"}
    save(lambda s: record(s, "watched", watched, subject=hers))

    assert read(lambda reading: everything_about(reading, his, words)) == before
    counts = read(lambda reading: len(reading.list_ids("person")))
    assert counts == len(read(lambda reading: reading.rows(reading.list_ids("person"))))


def test_the_page_tells_the_relation_alone_and_a_reason_opens_the_rest(save, read, open_file, add):
    file, his = open_file({"name": "Tansy Bramblewick"}), open_file(HIS)
    other = add(file, "other_person", relationship="spouse", name="Rowan", file=his.hex())
    today_ = read(lambda reading: now(reading)).date()
    found = read(lambda reading: family.family_of(reading, file, today=today_))

    assert [(each.relationship, each.lives_with_them) for each in found.others] == [("spouse", "")]
    assert "Rowan" not in repr(found)
    for reason, code in (("", "contact.outside"), ("now", "contact.reason_short")):
        with pytest.raises(Refused, match=code):
            save(lambda session, reason=reason: family.open_apart(session, other, reason))
    opened = save(lambda session: family.open_apart(session, other, WHY))
    assert (opened.answers["name"], opened.file) == ("Rowan", his)
    lines = read(lambda reading: reading.accesses())
    assert [(line.subject, line.detail) for line in lines] == [(file, WHY)]


def test_a_child_is_shown_by_what_is_known(read, open_file, add):
    file = open_file({"name": "Tansy Bramblewick"})
    add(file, "child", name="Pip", date_of_birth="2020-03-01", exposure=["saw"])
    add(file, "child", due_on="2027-02-01")
    add(file, "child", age=3, lives_with="survivor")
    today_ = read(lambda reading: now(reading)).date()

    shown = read(lambda reading: family.family_of(reading, file, today=today_)).children
    assert [(each.name, each.age, each.lives_with) for each in shown] == [
        ("Pip", 6, ""),
        ("", None, ""),
        ("", 3, "survivor"),
    ]


def test_a_link_names_one_other_file_by_its_reference_or_number(save, read, open_file, add):
    file, his = open_file({"name": "Tansy Bramblewick"}), open_file(HIS)
    named = read(lambda reading: family.file_named(reading, "999 000 0069"))

    assert named == his
    for words in ("Rowan Ashdown", "Y-00000", ""):
        with pytest.raises(FormRefused, match=r"form\.no_such_file"):
            read(lambda reading, words=words: family.file_named(reading, words))
    with pytest.raises(FormRefused):
        add(file, "other_person", relationship="spouse", file=file.hex())
    with pytest.raises(NotFound):
        add(file, "other_person", relationship="spouse", file="0" * 32)
    part = open_file({"name": "Tansy Bramblewick"})
    save(lambda session: joining.join(session, part, file))
    with pytest.raises(FormRefused):
        add(file, "other_person", relationship="spouse", file=part.hex())


def test_a_link_that_a_merge_left_unreadable_opens_all_the_same(save, open_file, add):
    file = open_file({"name": "Tansy Bramblewick"})
    made = add(file, "other_person", relationship="spouse")
    edit_ = Edit("other_person", file, made, {"file": "not an id"}, {})
    save(lambda session: session.save([edit_]))

    assert save(lambda session: family.open_apart(session, made, WHY)).file is None
