"""What a draft is, in words: a page that was begun, a box left with words in it, a setting."""

from __future__ import annotations

from app.domain.drafting import box_of

_PAGES = {"note": "Note, not signed yet", "identification": "Not yet saved"}
BOXES = {
    "reason": "Why answers were corrected",
    "in_error": "Why an item is in error",
    "edit": "Whom a file is about",
    "settle": "One version of two",
    "settle_reason": "Why a bolder version is safe",
    "mark": "Why a file is sensitive",
    "unmark": "Why it is sensitive no longer",
    "open": "Why a file has to be opened",
    "look": "What you make of an opening",
    "hand_over": "Who took the referral",
    "refer": "Referral, not made yet",
    "answer": "Answer to a referral",
    "offer": "Whom a referral is offered to",
    "tell": "Feedback on a referral",
    "close": "Why a referral is closed",
    "log_contact": "Try to reach someone",
    "contact_point": "How to reach someone",
    "contact_away": "Why a way is taken away",
    "confidant": "Who may know, or must not",
    "watched": "What may be watched",
    "duty_report": "Report by law",
    "injury": "Injury, not saved yet",
    "not_any_more": "Why something counts no more",
    "child": "What is known of a child",
    "other_person": "What is kept apart",
    "open_apart": "Why something kept apart is opened",
    "keep_out": "Why a colleague is kept out",
    "let_in": "Why a colleague is let in again",
    "attach": "What a file to attach shows",
    "copy_out": "Why a copy is to leave",
    "report": "For whom figures are",
    "give": "For whom a copy of a file is",
    "give_all": "For whom a copy of files is",
    "found": "A space for your team",
    "join": "Where to join a team",
    "invite_team": "Whom to invite",
    "setting_label": "Label on the lock screen",
    "setting_second": "Second place for backups",
    "setting_file": "File for a backup",
}
_OF_SETTINGS = "setting_"
_OTHER = "Words in a box"


def matter_of(form: str) -> str:
    """What stands in a draft of this form, in a few words."""
    kind = box_of(form)
    if kind is None:
        return _PAGES.get(form.partition("/")[0], "Not yet saved")
    return BOXES.get(kind, _OTHER)


def is_of_settings(form: str) -> bool:
    """Whether it was typed in a field of Settings, and is about nobody."""
    return (box_of(form) or "").startswith(_OF_SETTINGS)
