"""`yarrow log` and `yarrow history`: who did what, when, and what a change replaced."""

from __future__ import annotations

import json
from datetime import datetime

from tests.app.cli.contract import LINES


def test_the_log_names_file_record_and_act(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    note = yarrow("add", vault, "note", stdin=json.dumps({"lines": LINES, "subject": person})).ids[
        0
    ]
    yarrow("show", vault, note)

    (entry,) = yarrow("log", vault, "--json").json

    assert (entry["what"], entry["subject"], entry["record"]) == ("view", person, note)
    assert entry["reference"].startswith("Y-")
    assert entry["reference"] in yarrow("log", vault).out


def test_a_history_tells_field_by_field_from_what_to_what_and_why(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    told = {"name": "Clover Mossop", "reason": "She married"}
    assert yarrow("edit", vault, person, stdin=json.dumps(told)).code == 0
    yarrow("show", vault, person)

    look, change, first = yarrow("history", vault, person, "--json").json

    assert look["what"] == "view"
    assert (change["what"], change["reason"]) == ("change", "She married")
    assert change["fields"] == {"name": {"before": ["Clover Fennimore"], "after": "Clover Mossop"}}
    assert (first["what"], first["reason"]) == ("write", None)
    assert datetime.fromisoformat(first["at"]).tzinfo
    said = yarrow("history", vault, person).out
    assert "name: Clover Fennimore -> Clover Mossop" in said
    assert "why: She married" in said


def test_the_reason_of_a_correction_is_no_field_of_the_record(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    for reason in ("She married", "Back again"):
        told = {"name": f"Clover {reason}", "reason": reason}
        assert yarrow("edit", vault, person, stdin=json.dumps(told)).code == 0

    row = yarrow("show", vault, person, "--json").json

    assert row["fields"] == {"name": "Clover Back again"}
    assert row["clashes"] == {}


def test_a_reason_of_blanks_or_of_another_type_is_refused(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    for reason in (" ", 7, ["x"]):
        told = json.dumps({"name": "Clover Mossop", "reason": reason})
        ended = yarrow("edit", vault, person, stdin=told)
        assert (ended.code, ended.err.count("\n")) == (1, 1)

    assert yarrow("show", vault, person, "--json").json["fields"]["name"] == "Clover Fennimore"


def test_to_look_at_a_history_is_a_look_like_any_other(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    yarrow("history", vault, person)

    (entry,) = yarrow("log", vault, "--json").json

    assert (entry["what"], entry["subject"]) == ("history", person)
    assert yarrow("history", vault, "0" * 32).code == 1
