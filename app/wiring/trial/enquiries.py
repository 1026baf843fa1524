"""Made-up identifications: one person in eight is not seen alone, and half of the rest disclose.

The shares are rough: HARK is positive in about a quarter of those asked in a waiting room (Sohal
2007), and in more of those asked because of a sign.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from app.domain.encoding import Value

Answers = dict[str, Value]

_PLACES = (
    ("Z9902", "ed_adult", ("nurse", "doctor_hospital", "idva")),
    ("Z9903", "maternity_antenatal", ("midwife",)),
    ("Z9901", "medical_ward", ("idva", "nurse", "safeguarding")),
    ("Z9905", "ed_adult", ("nurse", "psych_liaison")),
    ("Z99901", "gp_practice", ("gp", "nurse", "social_prescriber")),
    ("Z99902", "gp_practice", ("gp", "receptionist")),
)
_SIGNS = [
    "injury_face_head_neck",
    "partner_always_present",
    "anxiety",
    "depression",
    "antenatal_routine",
    "frequent_attender",
    "strangulation_signs",
    "delayed_presentation",
    "chronic_pain",
    "fearful",
    "self_harm",
    "pelvic_pain",
    "injury_inconsistent_history",
    "sleep_problem",
    "missed_antenatal",
]
_RELATIONS = [
    "spouse",
    "spouse",
    "ex_partner_intimate",
    "partner_intimate",
    "partner_intimate",
    "ex_spouse",
    "parent",
    "child_adult",
    "in_law",
    "co_parent",
    "sibling_half_full",
]
_TYPES = [
    "physical",
    "coercive_control",
    "psychological",
    "economic",
    "sexual",
    "strangulation",
    "digital_tech",
]
_WORDS = (
    "He reads every message, so please don\u2019t text me.",
    "I sleep with the keys under my pillow.",
    "She counts the minutes when I go to the shop.",
    "They say nobody would believe me.",
    "It was only the once, he says.",
)


def an_enquiry(random: Random, at: datetime) -> Answers:
    """One identification as its form takes it, at this time; shares are rough and made up."""
    site, setting, roles = random.choice(_PLACES)
    answers: Answers = {
        "identified_at": at.isoformat(timespec="minutes"),
        "setting_type": setting,
        "site_ods": site,
        "identifier_role": random.choice(roles),
        "how_arose": random.choice(
            ["asked_on_trigger"] * 5 + ["routine_enquiry"] * 3 + ["spontaneous"] * 2
        ),
        "seen_alone": random.choice(["yes"] * 7 + ["no"]),
        "interpreter": random.choice(["not_needed"] * 9 + ["professional_phone_video"]),
        "consult_mode": random.choice(["in_person"] * 8 + ["telephone"] * 2),
        "trigger": list(random.sample(_SIGNS, random.randint(0, 2))),
    }
    if answers["seen_alone"] != "yes":
        day = at.date() + timedelta(days=random.randint(3, 21))
        return answers | {"ask_again_on": day.isoformat()}
    return answers | _asked(random)


def _asked(random: Random) -> Answers:
    roll = random.random()
    if roll < 0.06:
        return {f"hark_{letter}": "declined" for letter in "hark"}
    disclosed = roll < 0.55
    likely = ["yes", "yes", "no", "declined"] if disclosed else ["no"]
    harks: Answers = {f"hark_{letter}": random.choice(likely) for letter in "hark"}
    if "yes" not in harks.values():
        return harks
    return harks | _identified(random)


def _identified(random: Random) -> Answers:
    children = random.choice([0, 0, 0, 1, 1, 2, 3])
    accepted = random.random() < 0.5
    answers: Answers = {
        "abuse_time": random.choice(["current"] * 6 + ["past_12m"] * 3 + ["historic"]),
        "abuse_types": list(random.sample(_TYPES, random.randint(1, 3))),
        "hark_safety": random.choice(["no"] * 6 + ["yes", "not_asked"]),
        "perpetrator_relationship": random.choice(_RELATIONS),
        "perpetrator_also_patient_here": random.choice(["yes", "no", "no", "unknown"]),
        "immediate_danger": random.choice(["no"] * 7 + ["yes", "unsure"]),
        "specialist_referral": (
            "accepted" if accepted else random.choice(["declined", "already_supported"])
        ),
        "safeguarding_action": "child_referral" if children else "none_needed",
        "children_in_household": children,
        "consent_scope": _agreement(random, accepted=accepted),
        "info_given": random.choice(["verbal", "verbal", "card_discreet", "none_unsafe"]),
    }
    if random.random() < 0.4:
        answers["their_words"] = random.choice(_WORDS)
    return answers


def _agreement(random: Random, *, accepted: bool) -> dict[str, Value]:
    return {
        "ae_idva_only": "yes" if accepted else "no",
        "gp": random.choice(["yes", "no", "not_asked"]),
    }
