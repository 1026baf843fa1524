"""An identification in which abuse is identified, complete, in a training vault."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture
def enquiry() -> dict[str, object]:
    """What every identification needs, and no more."""
    return {
        "identified_at": "2026-11-17T09:38:00+00:00",
        "setting_type": "ed_adult",
        "site_ods": "Z9902",
        "identifier_role": "nurse",
        "how_arose": "asked_on_trigger",
        "seen_alone": "yes",
        "interpreter": "not_needed",
        "consult_mode": "in_person",
    }


@pytest.fixture
def identified(enquiry: dict[str, object]) -> dict[str, object]:
    """The same once abuse is identified."""
    return enquiry | {
        "hark_h": "yes",
        "hark_a": "yes",
        "hark_r": "declined",
        "hark_k": "no",
        "abuse_time": "current",
        "perpetrator_also_patient_here": "unknown",
        "immediate_danger": "no",
        "specialist_referral": "accepted",
        "safeguarding_action": "advice_sought",
        "consent_scope": {"service_team": "yes", "gp": "yes", "police": "not_asked"},
    }
