"""Every field that `yarrow add` takes, with what it takes and what it does not.

Written from the contract and not read from the forms, so that the two can disagree.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

TODAY = datetime.now(UTC).astimezone().date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
TOMORROW = (TODAY + timedelta(days=2)).isoformat()
SOON = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
BEFORE = "2026-11-17T09:38:00+00:00"

ENQUIRY = {
    "identified_at": BEFORE,
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
FOLLOWS = {
    "abuse_time": "current",
    "perpetrator_also_patient_here": "unknown",
    "immediate_danger": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "advice_sought",
    "consent_scope": {"gp": "yes"},
}
IDENTIFIED = ENQUIRY | FOLLOWS | {"hark_h": "yes"}
LINES = [{"label": "said", "text": "“Not at home.”"}]

_AREAS = """
    gp_practice ed_adult ed_paediatric urgent_treatment maternity_antenatal maternity_postnatal
    early_pregnancy gynaecology sexual_health termination_service neonatal paediatric_ward
    medical_ward surgical_ward assessment_unit icu burns_plastics orthopaedics_fracture
    maxfax_ent_eyes liaison_psychiatry alcohol_drug_liaison outpatients oncology
    frailty_older_people discharge_team safeguarding_team chaplaincy security
    staff_occupational_health staff_self other
"""
_ROLES = """
    gp nurse midwife hca pharmacist physio social_prescriber receptionist doctor_hospital
    psych_liaison safeguarding idva other
"""
_RELATIONSHIPS = """
    spouse ex_spouse civil_partner ex_civil_partner engaged_or_was partner_intimate
    ex_partner_intimate co_parent parent step_parent child_adult step_child_adult grandparent
    grandchild sibling_half_full uncle_aunt niece_nephew cousin in_law carer_not_related
    other_household multiple_family unknown
"""
_TYPES = """
    physical strangulation sexual coercive_control economic psychological stalking_harassment
    digital_tech post_separation honour_based forced_marriage fgm spiritual neglect_carer
    immigration_related reproductive_coercion child_to_parent witnessed_by_child
"""
_RECIPIENTS = """
    ae_idva_only service_team gp hospital_safeguarding marac police children_services
    adult_social_care housing anonymised_stats research
"""
_FOUR = "yes no declined not_asked"
_CHECKLIST = "yes no na"

CHOICES = {
    name: codes.split()
    for name, codes in {
        "setting_type": _AREAS,
        "identifier_role": _ROLES,
        "identifier_trained": "iris_c1 iris_c1_c2 champion other_da_training none unknown",
        "how_arose": (
            "asked_on_trigger routine_enquiry spontaneous third_party agency_notification"
        ),
        "consult_mode": "in_person telephone video online",
        "seen_alone": "yes no not_possible",
        "interpreter": (
            "not_needed professional_in_person professional_phone_video needed_not_available "
            "family_used_in_error"
        ),
        "hark_h": _FOUR,
        "hark_a": _FOUR,
        "hark_r": _FOUR,
        "hark_k": _FOUR,
        "hark_safety": _FOUR,
        "abuse_time": "current past_12m historic at_risk suspected_only",
        "perpetrator_relationship": _RELATIONSHIPS,
        "perpetrator_also_patient_here": "yes no unknown",
        "immediate_danger": "yes no unsure",
        "safeguarding_action": "none_needed child_referral adult_referral both advice_sought",
        "info_given": "verbal card_discreet none_unsafe",
        "specialist_referral": "accepted declined already_supported not_offered",
        "coded_in_gp_record": _CHECKLIST,
        "hidden_from_online": _CHECKLIST,
        "linked_children_records": _CHECKLIST,
        "not_in_perpetrator_record": _CHECKLIST,
    }.items()
}
_WRONG_CHOICE = ["nonsense", "", " ", 1, 1.5, True, ["yes"], {"yes": True}]
_WRONG_TEXT = ["", "  ", "a\x00b", "a\x1bb", "\ud800", 5, False, ["a"], {"a": "b"}, "a" * 50_001]
_WRONG_DATE = ["", "2001-02-29", "01/02/2027", 20270102, "2027-1-2", "2027-01-02T09:00:00Z", ["x"]]
_WRONG_TIME = [
    SOON,
    "2026-11-17",
    "2026-11-17T09:38:00",
    "2026-11-17 09:38:00+00:00",
    "2026-02-30T09:38:00+00:00",
    "2026-11-17T24:00:00+00:00",
    "1889-12-31T09:38:00+00:00",
    1795000000,
    "",
]
_WRONG_CODES = ["physical", ["nonsense"], [5], [None], {"physical": True}, [["physical"]], ""]

# For each kind of record: what every one of these lines has, then by field what is taken and shown
# back exactly, then what is refused with the field named.
PERSON_TAKES = {
    "name": ["Tansy Bramblewick", "Ægir Ó’Müller", "李雷", "ישראלה", "a" * 1_000, "=cmd()", "{0}"],
    "known_as": [["Tan"], ["b", "a", "b"], ["Ó", "name/1"]],
    "date_of_birth": ["1890-01-01", "2000-02-29", TODAY.isoformat()],
    "nhs_number": ["9990000018", "9999939082"],
    "pronouns": ["she/her", "they"],
}
PERSON_REFUSES = {
    "name": ["", " ", "a\nb", "a\u2028b", "a\x00b", "\ud800", 5, True, 1.5, ["a"], {}, "a" * 1_001],
    "known_as": ["Tan", [""], [5], [None], [["a"]], {"0": "a"}, ["a\nb"], ["a"] * 51],
    "date_of_birth": ["1889-12-31", TOMORROW, "1990-1-1", "2001-02-29", "19900101", 1990, ""],
    "nhs_number": [
        "9434765919",
        "9990000019",
        "999000001",
        9990000018,
        "９９９００００００１８",
        "99900000180",
        "",
        ["9990000018"],
    ],
    "pronouns": ["", 5, ["she"], "a\nb"],
    "subject": ["0" * 32, "0" * 31, "x", 5, {}, []],
    "outcome": ["identified"],
    "id": ["0" * 32],
    "colour": ["blue"],
    "Name": ["Tansy"],
    "known_as/0": ["Tan"],
    "gone": ["away"],
    "form": ["person/1"],
    "lines": [LINES],
}
NOTE_TAKES = {
    "lines": [[{"label": label, "text": "words"}] for label in ("fact", "said", "opinion")]
    + [LINES * 3, [{"label": "fact", "text": "two\nlines\tand a tab, “quoted” 👩‍👧"}]],
    "happened_at": [BEFORE, "2026-11-17T09:38:00.123456+01:00", "2026-11-17T09:38Z"],
    "place": ["Bay 4"],
}
NOTE_REFUSES = {
    "lines": [
        None,
        [],
        {},
        "words",
        LINES[0],
        [{}],
        [{"label": "fact"}],
        [{"text": "words"}],
        [{"label": "rumour", "text": "words"}],
        [{"label": "fact", "text": " "}],
        [{"label": "fact", "text": 5}],
        [{"label": "fact", "text": "words", "by": "Wren"}],
        [["fact", "words"]],
        [*LINES, None],
    ],
    "happened_at": _WRONG_TIME,
    "place": ["", 5, "a\nb"],
    "corrects": ["0" * 64, "0" * 32, "A" * 64, 5, ["0" * 64], ""],
    "subject": ["0" * 32, "0" * 64, "A" * 32, "", 5, ["0" * 32]],
    "label": ["fact"],
}
IDENTIFICATION_TAKES = CHOICES | {
    "identified_at": [BEFORE, "2026-11-17T09:38:00Z", "2026-11-17T09:38:00-05:00"],
    "site_ods": ["RQWG0", "K81003", "K81003001", "RAJ", "9", "ZZZZZ"],
    "trigger": [["burn"], ["strangulation_signs", "burn", "fearful"]],
    "abuse_types": [["physical"], _TYPES.split()],
    "hark_safety_note": ["Not tonight.\nNot tomorrow."],
    "children_in_household": [0, 1, 12],
    "children_ages": [[0], [3, 3, 17], [17, 1]],
    "unborn_edd": [TOMORROW, YESTERDAY, "2027-06-01"],
    "ask_again_on": [TOMORROW, YESTERDAY, "2027-06-01"],
    "specialist_referral_reason": ["Has her own worker."],
    "where_now": ["Ward 3"],
    "free_text": ["What I saw.", "a" * 50_000],
    "their_words": ["“He said …”"],
    "consent_scope": [{name: answer} for name in _RECIPIENTS.split() for answer in ("yes", "no")]
    + [{"gp": "not_asked", "police": "overridden"}, dict.fromkeys(_RECIPIENTS.split(), "no")],
}
IDENTIFICATION_REFUSES = {name: _WRONG_CHOICE for name in CHOICES} | {
    "identified_at": _WRONG_TIME,
    "site_ods": ["", "R-1", "R QW", "RAJ3200001", "Ä1", 5, ["RAJ"]],
    "trigger": [*_WRONG_CODES, ["burn", "burn"]],
    "abuse_types": [*_WRONG_CODES, ["physical", "physical"]],
    "hark_safety_note": _WRONG_TEXT,
    "children_in_household": ["2", 2.0, 1.5, True, -1, 10**30, [2], float("nan")],
    "children_ages": [3, "3", ["3"], [3.5], [True], [-1], [None], {"3": 1}],
    "unborn_edd": _WRONG_DATE,
    "ask_again_on": _WRONG_DATE,
    "specialist_referral_reason": _WRONG_TEXT,
    "where_now": [*_WRONG_TEXT, "a\nb"],
    "free_text": _WRONG_TEXT,
    "their_words": _WRONG_TEXT,
    "consent_scope": [
        "yes",
        ["gp"],
        {"gp": "maybe"},
        {"vet": "yes"},
        {"gp": True},
        {"gp": ["yes"]},
    ],
    "outcome": ["identified", "declined", None],
    "entered_in_error": ["wrong file"],
    "trigger/burn": [True],
    "corrects": ["0" * 64],
    "subject": ["0" * 32, "zz", 7],
}
NEEDED = list(ENQUIRY)
NEEDED_ONCE_IDENTIFIED = list(FOLLOWS)

_HARKS = ("hark_h", "hark_a", "hark_r", "hark_k")
_ASKED = ENQUIRY | dict.fromkeys(_HARKS, "no")
OUTCOMES = [
    (ENQUIRY, "incomplete"),
    (_ASKED, "nothing_disclosed"),
    (_ASKED | {"hark_safety": "no"}, "nothing_disclosed"),
    (_ASKED | {"hark_r": "not_asked"}, "incomplete"),
    (_ASKED | {"hark_r": "declined"}, "declined"),
    (ENQUIRY | dict.fromkeys(_HARKS, "declined"), "declined"),
    (ENQUIRY | dict.fromkeys(_HARKS, "not_asked"), "incomplete"),
    (IDENTIFIED, "identified"),
    (IDENTIFIED | dict.fromkeys(_HARKS, "yes"), "identified"),
    (ENQUIRY | FOLLOWS, "identified"),
    (_ASKED | FOLLOWS, "identified"),
    *((ENQUIRY | {"seen_alone": code}, "not_safe_to_ask") for code in ("no", "not_possible")),
    *(
        (ENQUIRY | {"interpreter": code}, "not_safe_to_ask")
        for code in ("needed_not_available", "family_used_in_error")
    ),
    (ENQUIRY | FOLLOWS | {"seen_alone": "no"}, "not_safe_to_ask"),
]
# Circumstances that forbid asking, and what they then refuse.
UNSAFE = [
    {"seen_alone": "no"},
    {"seen_alone": "not_possible"},
    {"interpreter": "family_used_in_error"},
    {"interpreter": "needed_not_available"},
]
ASKED_IN_PRIVATE = {
    **dict.fromkeys((*_HARKS, "hark_safety"), "no"),
    "hark_safety_note": "Not tonight.",
}


def takes_with(name: str, value: object) -> dict[str, object]:
    """Answers beside which an identification takes this one."""
    if name.startswith("hark_") or name in FOLLOWS:
        return IDENTIFIED | {name: value}
    return ENQUIRY | {name: value}
