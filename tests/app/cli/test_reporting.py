"""`yarrow report`: one shape of JSON, files through the gate, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from pypdf import PdfReader

from tests.app.cli.contract import IDENTIFIED

KEYS = """
    identifications enquiry_rate hark_positive referral_rate_1000 referral_per_identification
    practices_trained staff_trained_pct contact_48h contact_success engaged declined
    unable_to_contact dash_within high_risk_pct marac_referred marac_heard_14d marac_contact_pre
    marac_contact_post repeat_marac rereferral_12m cases_with_children children_n pregnant
    safeguarding_referred safety_plan abuse_ceased risk_reduced feels_safer wellbeing qol
    ed_use_change length_of_support contacts protected_characteristics staff_cases training
    confidence marac_case_rate
"""
QUARTER = ("--period", "2026-Q4")
GROUNDS = ("--recipient", "Steering group", "--reason", "Their quarterly meeting")


@pytest.fixture
def twelve(yarrow, vault):
    lines = "\n".join([json.dumps(IDENTIFIED)] * 12)
    assert yarrow("add", vault, "identification", "--json", "-", stdin=lines).code == 0
    return vault


def test_json_is_one_value_with_every_key_and_its_four_parts(yarrow, twelve):
    ended = yarrow("report", twelve, *QUARTER, "--json")

    assert (ended.code, ended.err) == (0, "")
    assert set(ended.json) == {"period", "measures"}
    assert ended.json["period"] == "2026-Q4"
    assert set(ended.json["measures"]) == set(KEYS.split())
    parts = {"value", "numerator", "denominator", "suppressed"}
    assert all(set(each) == parts for each in ended.json["measures"].values())
    found = ended.json["measures"]["identifications"]
    assert found == {"value": 12, "numerator": 12, "denominator": None, "suppressed": False}
    assert ended.json["measures"]["dash_within"]["value"] is None


def test_files_are_written_where_they_are_wanted_and_noted_in_the_log(yarrow, twelve, tmp_path):
    for shape in ("csv", "xlsx", "pdf"):
        ended = yarrow("report", twelve, *QUARTER, f"--{shape}", tmp_path / f"r.{shape}", *GROUNDS)
        assert (ended.code, ended.out) == (0, "")
        assert ended.err.strip() == str(tmp_path / f"r.{shape}")

    table = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8"))))
    assert next(row for row in table if row["key"] == "identifications")["value"] == "10"
    assert zipfile.ZipFile(tmp_path / "r.xlsx").testzip() is None
    pages = PdfReader(tmp_path / "r.pdf").pages
    assert "Abuse identified: 10" in "".join(each.extract_text() for each in pages)
    lines = yarrow("log", twelve, "--act", "exported", "--json").json
    assert len(lines) == 3
    assert "Steering group" in lines[0]["detail"] and "Their quarterly" in lines[0]["detail"]


def test_for_the_own_team_a_file_needs_no_more_words_and_is_noted_all_the_same(
    yarrow, twelve, tmp_path
):
    assert yarrow("report", twelve, *QUARTER, "--csv", tmp_path / "r.csv").code == 0

    assert "service_team" in yarrow("log", twelve, "--act", "exported", "--json").json[0]["detail"]


def test_nothing_that_is_there_is_written_over(yarrow, vault, tmp_path):
    (tmp_path / "r.csv").write_text("mine", "utf-8")

    ended = yarrow("report", vault, *QUARTER, "--csv", tmp_path / "r.csv")

    assert (ended.code, len(ended.err.splitlines())) == (1, 1)
    assert (tmp_path / "r.csv").read_text("utf-8") == "mine"


def test_another_span_and_a_quarter_to_come_are_refused_by_their_name(yarrow, vault):
    for period in ("2026", "2026-10", "2026-Q5", "2099-Q1"):
        ended = yarrow("report", vault, "--period", period, "--json")
        assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)
        assert "period" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [(), (*QUARTER, "--json", "--csv", "r.csv"), (*QUARTER, "--recipient", "gp")],
)
def test_wrong_usage_is_two(yarrow, vault, arguments):
    assert yarrow("report", vault, *arguments).code == 2


def test_without_any_of_these_it_is_told_in_words(yarrow, twelve):
    ended = yarrow("report", twelve, *QUARTER)

    assert ended.code == 0
    assert "Abuse identified: 12" in ended.out
