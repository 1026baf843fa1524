"""What the answers of an identification mean now, and what to do next, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.forms.definition import Answers, Form
from app.forms.outcome import Outcome, is_abuse_identified, may_ask, outcome
from app.forms.scoring import Score, score
from app.forms.situation import situation
from app.forms.steps import Numbers, Step, load_steps, next_steps

ResultKind = Literal["plain", "info", "warn", "ok", "danger"]
PERSON = "person"
SAFEGUARDING, RECALL = "safeguarding_action", "ask_again_on"


@dataclass(frozen=True, slots=True)
class Result:
    """A strong sentence of fact and what it does not say."""

    kind: ResultKind
    strong: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """All that the panel says: its heading, the result, and the steps in their order."""

    heading: str
    result: Result
    steps: tuple[Step, ...]
    is_emergency: bool = False


def advice(
    form: Form,
    answers: Answers,
    numbers: Numbers,
    *,
    has_person: bool,
    age: int | None = None,
    can_look: bool = True,
) -> Advice:
    """What the panel says to these answers about someone of this age, None if it is not known.

    `can_look` tells whether anybody can be looked for here.
    """
    facts = situation(form, answers, has_person=has_person, age=age, can_look=can_look)
    steps = next_steps(load_steps(form.name), facts, numbers)
    found = result(form, answers)
    if answers.get("immediate_danger") == "yes":
        return Advice("Do this now, in this order", found, steps, is_emergency=True)
    return Advice("Next, in this order", found, steps)


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
