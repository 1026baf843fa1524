"""The gate: what was agreed, what the vault knows, and the pass with its line in the log."""

from __future__ import annotations

from hashlib import sha256

import pytest

from app.domain.changes import Edit, make_change
from app.domain.leaving import Finding, look
from app.errors import FormRefused, Refused
from app.usecases import editing, recording
from app.usecases.leaving import gate
from app.usecases.leaving.gate import Grounds
from app.usecases.person import joining
from storage.applying import THEIRS, Arrival, apply_page

ENQUIRY = {
    "setting_type": "gp_practice",
    "site_ods": "A81001",
    "identifier_role": "gp",
    "how_arose": "routine_enquiry",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
CONTENT = b"a made-up letter"


@pytest.fixture
def subject(save):
    about = {"name": "Tansy Bramblewick", "nhs_number": "9990000018"}
    return save(lambda session: recording.record(session, "person", about)).subject


@pytest.fixture
def enquire(save, subject):
    def enquired(at, **answers):
        answers = {**ENQUIRY, "identified_at": at, **answers}
        return save(
            lambda session: recording.record(session, "identification", answers, subject=subject)
        ).id

    return enquired


def agreed(read, subject, recipient="police"):
    return read(lambda reading: gate.consents(reading, subject))[recipient]


def grant(save, record, grounds):
    digest = sha256(CONTENT).hexdigest()
    return save(
        lambda session: gate.grant(session, record, grounds, digest=digest, found={"phone": 2})
    )


def test_the_newest_answer_stands_whichever_was_saved_last(enquire, read, subject):
    assert agreed(read, subject) == "not_asked"
    enquire("2026-11-02T10:00Z", consent_scope={"police": "no"})
    enquire("2026-11-01T10:00Z", consent_scope={"police": "yes", "gp": "yes"})

    assert agreed(read, subject) == "no"
    assert agreed(read, subject, "gp") == "yes"


def test_one_entered_in_error_counts_no_more(enquire, read, save, subject):
    enquire("2026-11-01T10:00Z", consent_scope={"police": "no"})
    wrong = enquire("2026-11-02T10:00Z", consent_scope={"police": "yes"})
    save(lambda session: editing.edit(session, wrong, {"entered_in_error": "Wrong person"}))

    assert agreed(read, subject) == "no"


def test_two_versions_of_consent_hold_everything_back(enquire, read, save, subject):
    id = enquire("2026-11-01T10:00Z", consent_scope={"police": "yes"})
    edit = Edit("identification", subject, id, {"consent_scope": {"police": "no"}}, {})
    change = make_change(edit, salt=bytes(16), at=1, time=(1, None))
    save(
        lambda session: apply_page(
            session.connection, [Arrival(change, 1, THEIRS)], space=1, now_ms=2
        )
    )

    with pytest.raises(Refused, match="leaving.consent_in_clash"):
        agreed(read, subject)
    record = read(lambda reading: reading.record(subject))
    with pytest.raises(Refused, match="leaving.consent_in_clash"):
        grant(save, record, Grounds("gp", "Asked"))
    assert read(lambda reading: reading.accesses()) == []


def test_a_pass_comes_with_its_line_in_the_log(read, save, subject):
    record = read(lambda reading: reading.record(subject))

    leave = grant(save, record, Grounds("police", "Asked for\n by the officer"))

    leave.spend(CONTENT)
    entry = read(lambda reading: reading.accesses())[-1]
    assert (entry.what, entry.subject, entry.record) == ("exported", subject, subject)
    assert entry.detail == ("police; consent not_asked; found 2 phone; Asked for by the officer")


@pytest.mark.parametrize(
    ("grounds", "field"),
    [
        (Grounds("", "Asked"), "recipient"),
        (Grounds("everybody", "Asked"), "recipient"),
        (Grounds("police", " "), "reason"),
        (Grounds("police", "a\x1bb"), "reason"),
        (Grounds("police", "x" * 501), "reason"),
    ],
)
def test_without_a_recipient_or_a_reason_there_is_no_pass(read, save, subject, grounds, field):
    record = read(lambda reading: reading.record(subject))
    with pytest.raises(FormRefused) as refused:
        grant(save, record, grounds)

    assert set(refused.value.problems) == {field}
    assert read(lambda reading: reading.accesses()) == []


def test_the_vault_knows_others_by_their_whole_names_and_where_this_one_is(
    enquire, read, save, subject
):
    other = {"name": "Saffron Tidewell", "known_as": ["Saffy", "Saffy Tide"]}
    save(lambda session: recording.record(session, "person", other))
    enquire("2026-11-01T10:00Z", where_now="Bed C14")

    known = read(lambda reading: gate.known_of(reading, subject))

    assert known.words == (("where_now", "Bed C14"),)
    (named,) = known.people
    assert (named.what, named.is_near) == ("someone_else", False)
    assert set(named.names) == {"Saffron Tidewell", "Saffy", "Saffy Tide"}
    assert (known.own, known.own_names) == ({"9990000018"}, ("Tansy Bramblewick",))
    assert "03303337444" in known.service_numbers


def test_what_a_recipient_never_gets_is_refused_with_its_kind_and_nothing_is_logged(
    read, save, subject
):
    record = read(lambda reading: reading.record(subject))
    given = {"digest": sha256(CONTENT).hexdigest(), "found": {"contact_address": 1}}

    with pytest.raises(Refused, match="leaving.never_to_them") as refused:
        save(lambda session: gate.grant(session, record, Grounds("gp", "Asked"), **given))

    assert refused.value.facts == {"who": "GP", "what": "where to reach them"}
    assert read(lambda reading: reading.accesses()) == []
    save(lambda session: gate.grant(session, record, Grounds("police", "Asked"), **given))


def test_what_a_recipient_may_know_is_told_apart():
    found = (Finding("other_person", "D T"), Finding("address", "14 Wildrose Lane"))

    assert gate.sorted_for(found, "police") == (found[1:], found[:1])
    assert gate.sorted_for(found, "gp") == (found, ())


def test_a_note_for_their_own_record_asks_no_reason_and_leaves_a_line(save, read, subject, enquire):
    id, text = enquire("2026-11-17T09:38Z"), "Seen alone 17/11/26. Hide from online access."
    read(lambda reading: gate.look_into_note(reading, text, subject=subject))

    leave = save(lambda session: gate.grant_note(session, text, subject=subject, record=id))

    line = read(lambda reading: reading.accesses())[-1]
    assert (line.what, line.subject, line.record) == ("exported", subject, id)
    assert text not in line.detail
    with pytest.raises(Refused, match=r"leaving\.other_bytes"):
        leave.spend(b"another note")


def test_a_note_is_held_back_that_tells_where_they_are_or_of_others(save, read, subject, enquire):
    enquire("2026-11-17T09:38Z", where_now="Hollin Bank")
    save(lambda session: recording.record(session, "person", {"name": "Ragwort Fenn"}))

    for word in ("Hollin bank", "ragwort  fenn"):
        with pytest.raises(Refused, match=r"leaving\.note_names"):
            read(lambda reading, word=word: gate.look_into_note(reading, word, subject=subject))


def test_nothing_is_copied_out_of_a_sensitive_file_that_is_closed(save, subject, monkeypatch):
    def closed(_reading, _subject):
        raise Refused("access.glass_needed")

    monkeypatch.setattr("app.usecases.leaving.gate.require_open", closed)
    with pytest.raises(Refused, match=r"access\.glass_needed"):
        save(lambda session: gate.grant_note(session, "x", subject=subject, record=None))


def test_what_the_file_keeps_apart_is_found_by_half_and_never_goes_to_the_gp(save, read, subject):
    point = {"address": "14 Wildrose Lane, Chelmsford CM2 7QX", "number_owner": "own"}
    phone = {"number": "07700 900555", "number_owner": "own"}
    for each in (point, phone):
        answers = {"contact_point": each}
        save(lambda s, a=answers: recording.record(s, "contact_point", a, subject=subject))
    other = {"relationship": "spouse", "name": "David Thornbury", "date_of_birth": "1984-03-02"}
    save(lambda s: recording.record(s, "other_person", other, subject=subject))

    known = read(lambda each: gate.known_of(each, subject))
    assert {e.what for e in look("born 2nd March 1984; 2.3.84", known)} == {"other_person"}
    found = {e.what for e in look("Dave rang 0770 0900555 from wildrose lane", known)}

    assert found == {"other_person", "contact_number", "contact_address"}
    with pytest.raises(Refused, match=r"leaving\.never_to_them"):
        gate.require_fit("gp", found)


def test_of_files_of_one_person_the_careful_answer_counts_and_both_names_are_their_own(
    enquire, read, save, subject
):
    other = save(lambda s: recording.record(s, "person", {"name": "Tansy Larkspur"})).subject
    enquire("2026-11-02T10:00Z", consent_scope={"police": "yes", "gp": "yes"})
    earlier = {**ENQUIRY, "identified_at": "2026-11-01T10:00Z", "consent_scope": {"police": "no"}}
    save(lambda s: recording.record(s, "identification", earlier, subject=other))
    assert agreed(read, subject) == "yes"

    save(lambda s: joining.join(s, other, subject))

    for file in (subject, other):
        assert (agreed(read, file), agreed(read, file, "gp")) == ("no", "yes")
        known = read(lambda reading, file=file: gate.known_of(reading, file))
        assert set(known.own_names) == {"Tansy Bramblewick", "Tansy Larkspur"}


def test_no_recipient_is_named_so_that_its_line_tells_of_an_agreement(save, read):
    forged = Grounds("Police; consent yes; found nothing", "asked")
    save(lambda s: gate.grant_files(s, forged, {b"s" * 16: {}}, digest="", is_of_many=False))

    line = read(lambda reading: reading.accesses())[-1]
    assert line.detail.split("; ")[1:] == ["consent not_asked", "found nothing", "asked"]


def test_figures_go_to_whoever_is_named_with_a_line_that_is_about_no_file(save, read):
    save(
        lambda s: gate.grant_figures(
            s, Grounds("Steering group", "their meeting"), what="figures of 2026-Q3", digest=""
        )
    )

    line = read(lambda reading: reading.accesses())[-1]
    assert (line.what, line.subject) == ("exported", b"")
    assert line.detail == "Steering group; figures of 2026-Q3; their meeting"
    with pytest.raises(FormRefused) as refused:
        save(lambda s: gate.grant_figures(s, Grounds(" ", ""), what="", digest=""))
    assert set(refused.value.problems) == {"recipient", "reason"}


def test_a_recipient_is_known_by_code_or_label_and_else_by_their_own_words():
    assert gate.recipient_called(" Police ") == "police"
    assert gate.recipient_called("children’s services") == "children_services"
    assert gate.recipient_called("the  coroner") == "the coroner"
