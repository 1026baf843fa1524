"""Whole files that leave: what goes, what stays behind, and each shape read by another reader."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace

import pytest
from fhir.resources.R4B.bundle import Bundle

from app.domain.changes import Edit
from app.domain.sensitive import Standing
from app.errors import FormRefused, NotFound, Refused
from app.forms.local import Local, put_in_force
from app.forms.packs import read_pack
from app.usecases import editing
from app.usecases.access import veiling
from app.usecases.leaving import exporting, gate
from app.usecases.leaving.exporting import Terms
from app.usecases.leaving.fhir import as_bundle
from app.usecases.leaving.gate import Grounds
from app.usecases.leaving.shapes import as_json, as_table
from app.usecases.recording import record
from storage.reading import VaultReading
from tests.app.forms.pack import PACK_TEXT

PERSON = {
    "name": "Tansy Bramblewick",
    "known_as": ["Tan"],
    "nhs_number": "9990000018",
    "date_of_birth": "1990-02-03",
}
ENQUIRY = {
    "identified_at": "2026-10-05T10:00:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "trigger": ["burn", "depression"],
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_h": "yes",
    "hark_a": "no",
    "hark_r": "declined",
    "hark_k": "no",
    "abuse_time": "current",
    "perpetrator_relationship": "ex_spouse",
    "perpetrator_also_patient_here": "yes",
    "immediate_danger": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "none_needed",
    "consent_scope": {"service_team": "yes", "police": "no"},
    "where_now": "with her sister in the annexe",
    "their_words": "=He shut the door",
    "children_ages": [3, 7],
}
NOTE = {
    "lines": [
        {"label": "fact", "text": "Bruise on the arm."},
        {"label": "said", "text": "“Enough.”"},
    ]
}


@pytest.fixture
def add(save):
    def work(kind, /, _file=None, **answers):
        return save(lambda session: record(session, kind, answers, subject=_file))

    return work


@pytest.fixture
def hers(add):
    """A file with a record of most kinds that it can hold."""
    file = add("person", **PERSON).subject
    add("identification", file, **ENQUIRY)
    add("note", file, **NOTE)
    add(
        "child",
        file,
        name="Pip Bramblewick",
        date_of_birth="2020-03-01",
        school="Teasel Lane School",
    )
    add(
        "other_person", file, relationship="ex_spouse", name="Rowan Ashdown", address="4 Teasel Row"
    )
    point = {"number": "07700900018", "contact_allowed": "yes", "code_word_ok": "marmalade"}
    add("contact_point", file, contact_point=point)
    tried = {"happened_at": "2026-11-01T10:00:00+00:00", "way": "call", "outcome": "reached"}
    add("contact", file, **tried)
    return file


def one(read, file, recipient="police"):
    return read(lambda reading: exporting.one_file(reading, file, recipient))


def written(make, going):
    return make(going.files, is_made_up=going.is_made_up)


def every(read, recipient="police"):
    return read(lambda reading: exporting.all_files(reading, Terms(recipient, takes_unasked=True)))


OF_THE_OTHER = ("also_patient_here", "lives_with_them", "not_in_perpetrator_record")
SECRETS = (*("07700900018", "marmalade", "Rowan", "Ashdown", "Teasel", "annexe"),)


@pytest.mark.parametrize("make", [as_json, as_table, as_bundle])
def test_no_way_to_reach_them_and_nothing_of_the_other_person_goes_along(read, hers, make):
    text = written(make, one(read, hers)).decode()

    assert [word for word in SECRETS if word in text] == []
    assert "Tansy Bramblewick" in text
    assert written(make, one(read, hers)) == written(make, one(read, hers))


def test_of_the_other_person_the_relation_alone_goes_and_nothing_says_that_more_is_known(
    add, save, read
):
    file = add("person", **PERSON).subject
    add("identification", file, **ENQUIRY, not_in_perpetrator_record="yes")
    other = add(
        "other_person",
        file,
        relationship="ex_spouse",
        lives_with_them="yes",
        also_patient_here="yes",
    )
    for answer in ("no", "unknown"):  # two who had not seen each other's
        edit = Edit("other_person", file, other.id, {"also_patient_here": answer}, {})
        save(lambda session, edit=edit: session.save([edit]))
    going = one(read, file)

    told = {
        each["kind"]: each for each in json.loads(written(as_json, going))["files"][0]["records"]
    }
    assert told["other_person"]["fields"] == {"relationship": "ex_spouse"}
    assert told["other_person"]["in_clash"] == []
    assert told["identification"]["fields"]["perpetrator_relationship"] == "ex_spouse"
    for make in (as_json, as_table, as_bundle):
        text = written(make, going).decode()
        assert [name for name in OF_THE_OTHER if name in text] == []


@pytest.mark.parametrize("named", [["no id"], {"a": 1}, 7])
def test_a_file_goes_though_something_in_it_corrects_what_is_no_record(add, save, read, named):
    file = add("identification", **ENQUIRY).subject
    odd = Edit("entered_in_error", file, None, {"corrects": named, "reason": "odd"}, {})
    save(lambda session: session.save([odd]))

    (going,) = read(lambda reading: exporting.one_file(reading, file, "gp")).files

    assert "identification" in [each.kind for each in going.records]


def test_json_has_every_record_with_who_wrote_it_when(read, hers):
    told = json.loads(written(as_json, one(read, hers)))

    (file,) = told["files"]
    assert (told["format"], file["subject"], file["left_out"]) == ("yarrow/files/1", hers.hex(), 0)
    assert told["training"] is True
    kinds = [each["kind"] for each in file["records"]]
    assert sorted(kinds) == sorted(
        ["person", "identification", "note", "child", "other_person", "contact_point", "contact"]
    )
    asked = next(each for each in file["records"] if each["kind"] == "identification")
    assert (asked["author"], asked["form"]) == ("Wren Pepperday", "identification/1")
    assert asked["written_at"] == "2026-11-17T09:42:00.000+00:00"
    assert asked["fields"]["trigger"] == ["depression", "burn"]
    assert asked["fields"]["outcome"] == "identified"
    assert asked["fields"]["where_now"] == "(on file)"


def test_the_table_has_a_row_for_each_answer_and_runs_no_formula(read, hers):
    rows = list(
        csv.DictReader(io.StringIO(written(as_table, one(read, hers)).decode(), newline=""))
    )

    found = {(row["kind"], row["field"]): row["value"] for row in rows}
    assert found["identification", "their_words"] == "'=He shut the door"
    assert found["identification", "trigger"] == "depression; burn"
    assert found["identification", "consent_scope/police"] == "no"
    assert found["note", "lines/2/text"] == "“Enough.”"
    assert {row["author"] for row in rows} == {"Wren Pepperday"}


def resources(content):
    bundle = json.loads(content)
    Bundle.model_validate(bundle)
    found = {}
    for entry in bundle["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return bundle, found


def test_another_reader_of_fhir_takes_the_bundle_and_every_reference_leads_somewhere(read, hers):
    bundle, found = resources(written(as_bundle, one(read, hers)))

    names = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(names) == len(bundle["entry"])
    told = json.dumps(bundle)
    assert all(each["reference"] in names for each in _references(bundle)), told[:200]
    assert found["Patient"][0]["identifier"][0] == {
        "system": "https://fhir.nhs.uk/Id/nhs-number",
        "value": "9990000018",
    }
    assert all(
        [label["code"] for label in each["meta"]["security"]] == ["V", "HTEST"]
        for group in found.values()
        for each in group
    )
    assert len(found["Provenance"]) == 5


def _references(value):
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def test_the_bundle_tells_the_enquiry_its_score_and_the_agreement(read, hers):
    _, found = resources(written(as_bundle, one(read, hers)))

    assert found["Encounter"][0]["class"]["code"] == "AMB"
    assert found["Observation"][0]["valueInteger"] == 1
    shares = {
        each["actor"][0]["reference"]["display"]: each["type"]
        for each in found["Consent"][0]["provision"]["provision"]
    }
    assert shares == {"IDVA team": "permit", "Police": "deny"}
    text = base64.b64decode(found["DocumentReference"][0]["content"][0]["attachment"]["data"])
    assert text.decode() == "Fact: Bruise on the arm.\nSaid: “Enough.”"
    items = {
        item["linkId"]: item["answer"]
        for each in found["QuestionnaireResponse"]
        for item in each["item"]
    }
    assert items["hark_h"][0]["valueCoding"]["code"] == "LA33-6"
    assert items["hark_r"] == [{"valueString": "Declined"}]
    assert not [name for name in items if name.startswith("perpetrator")]


def test_what_a_newer_program_wrote_stays_behind_and_is_counted(read, save, hers):
    made = save(
        lambda s: s.save(
            [
                Edit("telepathy", hers, s.new_id(), {"thought": "of the annexe"}, {}),
                Edit("person", hers, hers, {"aura": "blue"}, {}),
            ]
        )
    )

    going = one(read, hers)
    assert made and [file.left_out for file in going.files] == [2]
    assert b"blue" not in written(as_json, going) and b"thought" not in written(as_json, going)


@pytest.mark.parametrize("make", [as_json, as_table, as_bundle])
def test_an_injury_and_a_report_that_the_law_asks_for_go(read, add, hers, make):
    known = {"how_known": "told", "known_at": "2026-11-01T10:00:00+00:00"}
    add("duty_report", hers, duty="fgm_under_18", reference="CR/0018", **known)
    add("injury", hers, seen_at=known["known_at"], site="neck", observed="A burn, round")

    text = written(make, one(read, hers)).decode()
    assert "CR/0018" in text and "A burn, round" in text


def test_records_entered_in_error_do_not_go(read, save, add, hers):
    wrong = add("note", hers, lines=[{"label": "fact", "text": "Of somebody else."}])
    save(lambda s: editing.mark_in_error(s, editing.find(s, wrong.id), "wrong file"))

    assert b"Of somebody else" not in written(as_json, one(read, hers))


def test_who_said_no_is_not_among_many_and_goes_alone_only_with_the_reason_kept(
    read, save, add, hers
):
    other = add("person", name="Sorrel Fenwick").subject

    among = every(read)
    assert [each.subject for each in among.files] == [other]
    assert among.kept_back == {"leaving.said_no": 1}
    alone = one(read, hers)
    save(
        lambda s: gate.grant_files(
            s, Grounds("police", "ordered"), alone.found, digest="", is_of_many=False
        )
    )
    line = read(lambda reading: reading.accesses())[-1]
    assert (line.what, line.subject) == ("exported", hers)
    assert "consent no" in line.detail and line.detail.endswith("ordered")


def test_a_file_that_is_closed_or_not_settled_stays_behind(read, save, add, hers, monkeypatch):
    add("person", name="Sorrel Fenwick")
    monkeypatch.setattr(veiling, "closed_files", lambda _reading: frozenset({hers}))
    monkeypatch.setattr(gate, "require_open", _closed_for(hers))

    assert every(read, "gp").kept_back == {"access.glass_needed": 1}


def _closed_for(file):
    def require(_reading, subject):
        if subject == file:
            raise Refused("access.glass_needed", reference="Y-00000")

    return require


def test_a_refuge_in_a_note_never_goes_to_a_gp_or_to_anybody_on_no_list(read, add, hers):
    add("note", hers, lines=[{"label": "fact", "text": "Her code word is marmalade."}])

    for recipient in ("gp", "her solicitor"):
        with pytest.raises(Refused, match=r"leaving\.never_to_them") as refused:
            one(read, hers, recipient)
        assert "solicitor" not in str(refused.value.facts)


def test_no_file_of_a_person_goes_where_nobody_may_be_named(read, hers):
    with pytest.raises(Refused, match=r"leaving\.never_to_them"):
        one(read, hers, "research")


def test_without_words_for_whom_and_why_nothing_goes(save, read, hers):
    found = one(read, hers).found
    with pytest.raises(FormRefused) as refused:
        save(lambda s: gate.grant_files(s, Grounds("", " "), found, digest="", is_of_many=False))

    assert set(refused.value.problems) == {"recipient", "reason"}
    with pytest.raises(NotFound):
        one(read, b"\0" * 16)


def test_a_file_of_a_space_for_named_people_stays_out_of_a_whole_teams_copy(
    read, add, hers, monkeypatch
):
    add("person", name="Sorrel Fenwick")
    rows = VaultReading.rows

    def apart(reading, numbers):
        found = rows(reading, numbers)
        return [replace(each, apart="Three") if each.subject == hers else each for each in found]

    monkeypatch.setattr(VaultReading, "rows", apart)

    assert every(read, "gp").kept_back == {exporting.APART: 1}
    assert len(one(read, hers, "gp").files) == 1


def test_what_is_recorded_with_a_packs_form_goes_and_who_must_not_know_does_not(read, add, hers):
    add(
        "confidant",
        hers,
        confidant={"name": "Dean Hawkridge", "relation": "sibling", "may_know": "no"},
    )
    put_in_force(Local(packs=(read_pack(PACK_TEXT),)))
    try:
        add("worry", hers, worry_now="very")
        going = one(read, hers)
        told = {make: written(make, going) for make in (as_json, as_table, as_bundle)}
    finally:
        put_in_force(Local())

    assert all(b"worry" in each and b"Hawkridge" not in each for each in told.values())
    assert going.files[0].left_out == 0


def test_all_files_at_once_are_for_who_leads_and_one_is_for_anybody(read, add, hers, monkeypatch):
    monkeypatch.setattr(VaultReading, "standing", lambda _reading, _space: Standing(False, 1))

    with pytest.raises(Refused, match=r"leaving\.leads_only"):
        every(read)
    assert len(one(read, hers).files) == 1


def test_a_file_of_a_space_that_somebody_else_leads_stays_behind(read, add, hers, monkeypatch):
    other = add("person", name="Sorrel Fenwick").subject
    rows, led = VaultReading.rows, VaultReading.standing
    monkeypatch.setattr(
        VaultReading,
        "rows",
        lambda r, n: [replace(e, space=b"o" * 16) if e.subject == other else e for e in rows(r, n)],
    )
    monkeypatch.setattr(
        VaultReading,
        "standing",
        lambda r, s: Standing(False, 1) if s == b"o" * 16 else led(r, s),
    )

    going = every(read, "gp")
    assert [each.subject for each in going.files] == [hers]
    assert going.kept_back == {"leaving.leads_only": 1}


def test_who_was_never_asked_goes_along_only_where_that_is_wished(read, hers):
    asked = read(lambda r: exporting.all_files(r, Terms("gp", takes_unasked=False)))
    wished = read(lambda r: exporting.all_files(r, Terms("gp", takes_unasked=True)))

    assert (len(asked.files), asked.kept_back) == (0, {"leaving.not_asked": 1})
    assert (len(wished.files), wished.unasked) == (1, 1)


def test_a_line_of_many_says_of_how_many_and_a_no_that_came_since_holds_all_back(
    read, save, add, hers
):
    other = add("person", name="Sorrel Fenwick").subject
    going, grounds = every(read, "gp"), Grounds("gp", "a new system")

    save(lambda s: gate.grant_files(s, grounds, going.found, digest="", is_of_many=True))
    line = read(lambda reading: reading.accesses())[-1]
    assert line.detail.startswith("gp; consent not_asked; found")
    assert line.detail.endswith("; one of 2 files; a new system")

    add("identification", other, **{**ENQUIRY, "consent_scope": {"gp": "no"}})
    with pytest.raises(Refused, match=r"leaving\.changed"):
        save(lambda s: gate.grant_files(s, grounds, going.found, digest="", is_of_many=True))


def test_of_a_form_no_word_goes_that_is_no_name_of_one(read, save, hers):
    for stored in ("person/1; Rowan Ashdown", "note/1", "person/9"):
        save(lambda s, f=stored: s.save([Edit("person", hers, hers, {"form": f}, {})]))
        told = json.loads(written(as_json, one(read, hers)))
        person = next(e for e in told["files"][0]["records"] if e["kind"] == "person")
        assert (person["form"] or "") == ("person/9" if stored == "person/9" else "")
