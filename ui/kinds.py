"""What a record of each kind is called where records of many kinds stand beside each other."""

from __future__ import annotations

OF_A_FILE = {
    "person": "Person",
    "identification": "Record",
    "note": "Note",
    "referral": "Referral",
    "referral_news": "News of a referral",
    "attachment": "Attachment",
    "contact": "Try to reach them",
    "contact_point": "Safe contact",
    "confidant": "Who may know",
    "duty_report": "Duty to report",
    "injury": "Injury",
    "referral_page": "Page that came with a referral",
    "watched": "What may be watched",
    "child": "Child",
    "other_person": "Other person, kept apart",
    "record_safety": "Keeping the record safe",
}
"""What a person writes into a file."""

OF_ITS_GUARD = {
    "entered_in_error": "Mark of an error",
    "sensitive": "Mark as sensitive",
    "break_glass": "Opened with a reason",
    "break_glass_seen": "Looked at by a lead",
    "kept_from": "Colleague kept out",
    "kept_from_over": "Colleague let in again",
    "kept_from_seen": "Seen by a lead",
    "vault_recovered": "Note of a recovery",
    "shares_way": "Note of how a vault opens",
}
"""What is written about a file or a vault and who may see it."""

OF_NOBODY = {"training": "Training session", "enquiry_count": "Clinic tally"}
"""What belongs to no file."""

WORDS = {**OF_A_FILE, **OF_ITS_GUARD, **OF_NOBODY}
