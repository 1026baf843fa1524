"""An identification that is whole."""

from __future__ import annotations

ENQUIRY = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
IDENTIFIED = ENQUIRY | {
    "hark_h": "yes",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "no",
    "immediate_danger": "no",
    "specialist_referral": "declined",
    "safeguarding_action": "none_needed",
    "consent_scope": {"gp": "no"},
}
