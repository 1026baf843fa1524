"""A quarter as it is told, and what its records begin with."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.periods import Quarter
from app.forms.first_contact import load_rule
from app.usecases.recording import record
from app.usecases.reports import quarters

QUARTER = Quarter(2026, 4)
NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
ENQUIRY = {
    "identified_at": "2026-10-05T10:00:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
ABUSE = {
    **ENQUIRY,
    "hark_h": "yes",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "no",
    "immediate_danger": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "child_referral",
    "consent_scope": {"service_team": "yes"},
    "children_in_household": 2,
}


def told(read, recipient="", now=NOW, quarter=QUARTER):
    return read(
        lambda reading: quarters.quarterly(
            reading, quarter, recipient=recipient, rule=load_rule(), now=now
        )
    )


def try_at(save, clock, referral, at, outcome="reached"):
    clock.now = at
    tried = {
        "happened_at": at.isoformat(),
        "way": "call",
        "outcome": outcome,
        "rules": "inside",
    }
    return save(lambda s: record(s, "contact", tried, subject=referral.subject))
