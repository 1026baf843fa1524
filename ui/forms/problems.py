"""The short sentence under a field for each problem that the form's check can name."""

from __future__ import annotations

SENTENCES = {
    "after_now": "This lies ahead of now. Enter when it was.",
    "blank_text": "There are no words here. Write some, or leave it out.",
    "words_needed": "Words are needed here. Say it in a few.",
    "code_shape": "Small letters, digits and _ alone, a letter first.",
    "control_character": "A sign here cannot be stored. Type that part again.",
    "file_closed": "The sensitive file is closed. Open it with a reason, or leave this out.",
    "file_differs": "Other than what is known of this person already. Correct one of both.",
    "line_label": "A line has no label. Mark it as fact, said or opinion.",
    "line_shape": "A line is not one label with one text.",
    "needed": "Still needed.",
    "nhs_number": "The digits do not fit together. Check them, or leave it blank.",
    "no_such_file": "No single other file here has it. Give its reference or NHS number.",
    "not_a_date": "Not a date. Write it like 17/11/2026.",
    "not_a_time": "Not a time. Write it like 09:38.",
    "not_allowed_now": "Held back. Take the answer out with Delete, or correct Safe to ask.",
    "not_an_id": "Not a record. Choose it again.",
    "not_in_list": "Not in the list. Choose from the list, or clear it.",
    "ods_code": "Not a code of a place. Choose it again.",
    "on_file": "This only says that something is on file. Type it in full, or leave it out.",
    "one_place": "Give a number or an address, and only one of them.",
    "one_line": "Put this on one line.",
    "out_of_range": "Smaller or larger than it can be. Check it.",
    "real_number": "Training takes only made-up numbers that begin with 999.",
    "repeated": "The same thing stands here twice.",
    "time_shape": "Each line needs a day, a beginning and a later end, as in 10:00 and 11:30.",
    "too_early": "Too far back. Check the year.",
    "too_long": "Too long for one answer. Shorten it.",
    "too_long_together": "All answers together are too long, this most of all.",
    "too_many": "More entries than it can hold. Take some out.",
    "training_number": "Numbers that begin with 999 belong to nobody. Check it.",
    "unknown_field": "This form does not ask for it.",
    "wants_list": "Several answers belong here, each of its own.",
    "wants_mark": "Take it or leave it out: there is nothing else.",
    "wants_number": "Write numbers here, as in 6, 3.",
    "wants_object": "Each question here has an answer of its own.",
    "wants_text": "Write words here.",
}
LOOK_FIRST = "Look first: type three letters."
MAYBE_KNOWN = "Is it one of these? Take them, or say no."


def sentence(problem: str) -> str:
    """What is wrong and what to do, short enough to stand under a field."""
    return SENTENCES[problem]
