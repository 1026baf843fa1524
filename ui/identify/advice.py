"""What the answers of an identification mean now, and what to do next, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.forms.definition import Answers, Form, is_given
from app.forms.outcome import Outcome, is_abuse_identified, may_ask, outcome
from app.forms.scoring import Score, score

ResultKind = Literal["plain", "info", "warn", "ok", "danger"]
PERSON = "person"
SAFEGUARDING, RECALL = "safeguarding_action", "ask_again_on"
CHECKLIST = (
    "hidden_from_online",
    "not_in_perpetrator_record",
    "linked_children_records",
    "coded_in_gp_record",
)
IDEAS = (
    "weigh or measure them in another room",
    "ask for a urine sample",
    "send them for an X-ray or a swab",
    "have a colleague take the other person to the desk for a form",
)


@dataclass(frozen=True, slots=True)
class LocalNumbers:
    """Whom to ring here, each as words such as "ext. 2222"; an empty text is left out."""

    idva_team: str = ""
    security: str = ""
    safeguarding: str = ""
    out_of_hours: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A strong sentence of fact and what it does not say."""

    kind: ResultKind
    strong: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: strong words, then plain ones.

    `field` is the input that pressing the step leads to, `asks` one that is answered at the step
    itself. `is_urgent` steps come before the person leaves.
    """

    strong: str
    text: str = ""
    field: str = ""
    asks: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """All that the panel says: its heading, the result, and the steps in their order."""

    heading: str
    result: Result
    steps: tuple[Step, ...]
    is_emergency: bool = False


def advice(form: Form, answers: Answers, numbers: LocalNumbers, *, has_person: bool) -> Advice:
    """What the panel says to these answers."""
    found = result(form, answers)
    if answers.get("immediate_danger") == "yes":
        return Advice("Do this now, in this order", found, emergency(numbers), is_emergency=True)
    steps = [*_first_steps(form, answers, has_person=has_person)]
    if outcome(form, answers) is Outcome.NOT_SAFE_TO_ASK:
        steps += _not_safe_steps()
    if is_abuse_identified(form, answers):
        steps += _identified_steps(form, answers, numbers)
    elif outcome(form, answers) in (Outcome.DECLINED, Outcome.NOTHING_DISCLOSED):
        steps += _open_door_steps(answers)
    return Advice("Next, in this order", found, tuple(steps))


def result(form: Form, answers: Answers) -> Result:
    """How the enquiry stands."""
    ended = outcome(form, answers)
    rule = form.outcome
    counts = None if rule is None else score(rule.instrument, answers)
    if ended is Outcome.IDENTIFIED:
        text = "HARKS spots abuse. It does not measure risk."
        return Result("info", "Abuse identified.", f"{_counted(counts)}{text}")
    if ended is Outcome.NOT_SAFE_TO_ASK:
        also = "Abuse came to light another way." if is_abuse_identified(form, answers) else ""
        text = f"HARKS is held back. It saves as not safe to ask. {also}".strip()
        return Result("warn", "Not safe to ask today.", text)
    if ended is Outcome.DECLINED:
        return Result("plain", "They said no today.", "They can come back to this any time.")
    if ended is Outcome.NOTHING_DISCLOSED:
        text = "HARKS misses about 1 in 5. It does not mean that there is none."
        return Result("plain", "Nothing disclosed.", text)
    if why_held(form, answers):
        is_alone = answers.get("seen_alone") == "yes"
        until = "who interprets" if is_alone else "that they are alone"
        return Result("plain", "HARKS is held back", f"until it is known {until}.")
    return Result("plain", "Not all asked yet.", _counted(counts).strip())


def why_held(form: Form, answers: Answers) -> str:
    """Why the questions are held back, or an empty text while they may be asked."""
    if may_ask(form, answers):
        return ""
    alone, interpreter = answers.get("seen_alone"), answers.get("interpreter")
    if alone is None:
        return "Say first if they are alone"
    if alone != "yes":
        return "Ask only when seen alone"
    if interpreter is None:
        return "Say first who interprets"
    if interpreter == "family_used_in_error":
        return "Never ask through family"
    return "Ask through a professional"


def held_answers(form: Form, answers: Answers) -> tuple[str, ...]:
    """Fields that hold an answer although the circumstances now forbid it, in the form's order."""
    return tuple(
        field.name
        for field in form.fields
        if is_given(answers.get(field.name)) and not field.is_allowed(answers)
    )


def emergency(numbers: LocalNumbers) -> tuple[Step, ...]:
    """What to do in immediate danger, in order."""
    return (
        Step("Ring 999.", "If they cannot speak on a mobile: press 55 when asked.", is_urgent=True),
        Step("Keep them in a safe room", "with someone beside them.", is_urgent=True),
        Step("Tell security.", _ring(numbers.security)),
        Step("Treat what hurts.", "Hands round the neck, faint, hoarse: emergency department now."),
        Step("Do not discharge", "until there is a safe place to go."),
        Step("Children: who has them now?", _ring(numbers.safeguarding, "safeguarding on ")),
        Step("Out of hours:", _ring(numbers.out_of_hours) or "duty safeguarding."),
        Step("Ask the IDVA team", f"for an urgent MARAC. {_ring(numbers.idva_team)}".strip()),
        Step("Write down", "what was done and when, then save.", asks=SAFEGUARDING),
    )


def _first_steps(form: Form, answers: Answers, *, has_person: bool) -> Iterator[Step]:
    if not has_person:
        yield Step("Look for the person", "on this PC first", field=PERSON)
    if held_answers(form, answers):
        yield Step(
            "HARKS was answered, and is held back now.",
            "Correct Safe to ask, or take the answers out with Delete.",
            field=held_answers(form, answers)[0],
            is_urgent=True,
        )
    if answers.get("seen_alone") is None:
        is_far = answers.get("consult_mode") in ("telephone", "video", "online")
        text = "with nobody in hearing or on the line" if is_far else "before anything is asked"
        yield Step("Say if they are alone", text, field="seen_alone")
    elif answers.get("interpreter") is None:
        yield Step("Say who interprets", "before anything is asked", field="interpreter")
    if answers.get("interpreter") == "family_used_in_error":
        yield Step(
            "Stop asking through family.",
            "A professional can interpret by phone.",
            field="interpreter",
            is_urgent=True,
        )
    blank = _blank_items(form, answers)
    if may_ask(form, answers) and blank and outcome(form, answers) is Outcome.INCOMPLETE:
        left = "one is left" if len(blank) == 1 else f"{len(blank)} are left"
        yield Step("Ask HARKS:", left, field=blank[0])


def _not_safe_steps() -> list[Step]:
    return [
        Step("Make a reason to be alone:", f"{'; '.join(IDEAS)}.", field="seen_alone"),
        Step("Else ask another day.", "The reminder names no reason.", asks=RECALL),
        Step("Save", "as not safe to ask"),
    ]


def _identified_steps(form: Form, answers: Answers, numbers: LocalNumbers) -> list[Step]:
    steps = []
    if may_ask(form, answers) and answers.get("hark_safety") is None:
        steps.append(Step("Answer S", "before they leave", field="hark_safety", is_urgent=True))
    if answers.get("hark_safety") == "yes":
        text = f"Plan tonight with safeguarding. {_ring(numbers.safeguarding)}".strip()
        steps.append(Step("Not safe to go home.", text, is_urgent=True))
    if answers.get("immediate_danger") is None:
        field = "immediate_danger"
        steps.append(Step("Say if there is danger now", field=field, is_urgent=True))
    steps += _missing_step(form, answers)
    if answers.get("specialist_referral") == "accepted":
        ring = numbers.idva_team
        urgent = f". Ring {ring} if it can’t wait" if ring else ""
        text = f"waits on this PC until a link is back{urgent}"
        steps.append(Step("Refer:", text))
    if answers.get("perpetrator_also_patient_here") == "yes":
        steps.append(Step("Write nothing", "in the other person’s record"))
    steps.append(_safeguarding_step(answers, numbers))
    return steps


def _missing_step(form: Form, answers: Answers) -> list[Step]:
    """One step for what is still needed and has no step of its own."""
    missing = [
        field
        for field in form.fields
        if field.is_needed(answers)
        and not is_given(answers.get(field.name))
        and field.name not in ("immediate_danger", SAFEGUARDING, "seen_alone", "interpreter")
    ]
    if not missing:
        return []
    labels = ", ".join(field.label for field in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return [Step("Still needed:", f"{labels}{more}", field=missing[0].name)]


def _safeguarding_step(answers: Answers, numbers: LocalNumbers) -> Step:
    children = answers.get("children_in_household")
    count = children if isinstance(children, int) else 0
    ring = _ring(numbers.safeguarding)
    if count or answers.get("unborn_edd"):
        who = "One child at home:" if count == 1 else f"{count} children at home:"
        who = who if count else "A baby is due:"
        text = f"talk to safeguarding today. {ring}".strip()
        return Step(who, text, asks=SAFEGUARDING)
    return Step("Safeguarding:", "say what was done", asks=SAFEGUARDING)


def _open_door_steps(answers: Answers) -> list[Step]:
    steps = [Step("Leave the door open:", "“You can come back to this any time.”")]
    if answers.get("info_given") is None:
        text = "only if it is safe to have; say under Information given"
        steps.append(Step("Offer a number,", text, field="info_given"))
    return steps


def _blank_items(form: Form, answers: Answers) -> list[str]:
    scoring = form.outcome.instrument.scoring if form.outcome else None
    return [name for name in scoring.items if answers.get(name) is None] if scoring else []


def _counted(counts: Score | None) -> str:
    if counts is None:
        return ""
    parts = [
        f"{number} {word}"
        for number, word in (
            (counts.points, "yes"),
            (counts.declined, "declined"),
            (counts.no, "no"),
            (counts.open, "to ask"),
        )
        if number
    ]
    return f"{', '.join(parts)}. " if parts else ""


def _ring(number: str, whom: str = "") -> str:
    return f"Ring {whom}{number}." if number else ""
