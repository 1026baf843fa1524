"""The lists that a referral is made with: agreed fields, services outside, clocks, holidays."""

from __future__ import annotations

from datetime import date

from app.domain.first_contact import Counting
from app.forms import library
from app.forms.agreed import agreed
from app.forms.first_contact import load_rule
from app.forms.outside import outside_places


def test_every_agreed_field_is_one_of_its_form():
    of_file = ("contact_point", "confidant", "watched", "child", "other_person", "injury")
    for kind in ("person", "identification", *of_file):
        asked = {field.name for field in library.latest(kind).fields}
        assert agreed().of_kind(kind) <= asked
    referral = {field.name for field in library.latest("referral").fields}
    assert {*agreed().referral, *agreed().basis} <= referral
    assert set(agreed().answer) <= {f.name for f in library.latest("referral_news").fields}


def test_consent_for_others_and_the_writers_own_checks_never_go():
    assert "file" not in agreed().of_kind("child") | agreed().of_kind("other_person")
    unshared = {"consent_scope", "not_in_perpetrator_record", "coded_in_gp_record", "ask_again_on"}

    assert not unshared & agreed().of_kind("identification")


def test_only_the_ticked_parts_are_given():
    assert agreed().of_kind("person", frozenset({"harks"})) == frozenset()
    assert "hark_h" in agreed().of_kind("identification", frozenset({"harks"}))


def test_a_number_without_a_sure_source_says_so():
    places = outside_places()

    assert places["compass"].is_confirmed and places["compass"].phone
    assert not places["children_services"].is_confirmed and places["children_services"].note


def test_the_rule_is_read_as_the_team_counts():
    rule = load_rule(Counting.WORKING_DAYS)

    assert (rule.counting, rule.hours, rule.working_days) == (Counting.WORKING_DAYS, 48, 2)
    assert date(2026, 12, 28) in rule.holidays and date(2026, 12, 26) not in rule.holidays
