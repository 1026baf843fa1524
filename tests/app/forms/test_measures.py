"""What a report counts is complete, and every recipient has a rule."""

from __future__ import annotations

from app.forms.measures import Basis, load_measures


def test_every_measure_says_what_it_counts_or_why_it_cannot() -> None:
    found = load_measures()

    assert all(each.label and each.meaning.endswith(".") for each in found.measures)
    assert len({each.key for each in found.measures}) == len(found.measures)
    assert {each.basis for each in found.measures} == set(Basis)


def test_the_team_has_the_mild_rule_and_whoever_is_on_no_list_the_one_for_outside() -> None:
    found = load_measures()

    assert found.rule_for("").most_hidden == found.rule_for("service_team").most_hidden == 4
    for outside in ("gp", "anonymised_stats", "Steering group"):
        assert (found.rule_for(outside).most_hidden, found.rule_for(outside).to_nearest) == (7, 5)
    assert found.rule_for("research").most_hidden == 9
