"""What a page says so far, as facts that rules can ask about: its answers and what they imply."""

from __future__ import annotations

from app.domain.encoding import Value
from app.forms.definition import Answers, Field, Form, is_given
from app.forms.outcome import is_abuse_identified, may_ask, outcome

DERIVED = (
    "person",
    "nobody_here",
    "age",
    "outcome",
    "abuse",
    "may_ask",
    "children",
    "left_to_ask",
    "next_to_ask",
    "held_answer",
    "needed",
    "first_needed",
)
"""The facts that are worked out, beside the fields of the form."""
_HAVE_STEPS = frozenset({"immediate_danger", "safeguarding_action", "seen_alone", "interpreter"})
_MOST_NAMED = 3


def situation(
    form: Form,
    answers: Answers,
    *,
    has_person: bool,
    age: int | None,
    can_look: bool = True,
) -> Answers:
    """The answers with what follows from them; a fact that is not so is absent.

    `nobody_here` is that nobody can be looked for. `children` is how many are at home,
    `left_to_ask` how many questions are blank and may be asked, `needed` the labels of what the
    form still needs and no step of its own asks for.
    """
    facts: dict[str, Value] = {name: value for name, value in answers.items() if is_given(value)}
    ended, blank = outcome(form, answers), blank_items(form, answers)
    kept_back = held(form, answers)
    missing = [field for field in form.fields if _is_missing(field, answers)]
    derived: dict[str, Value] = {
        "person": "yes" if has_person else None,
        "nobody_here": None if can_look else "yes",
        "age": age,
        "outcome": None if ended is None else ended.value,
        "abuse": "yes" if is_abuse_identified(form, answers) else None,
        "may_ask": "yes" if may_ask(form, answers) else None,
        "children": _children(answers),
        "left_to_ask": len(blank) or None,
        "next_to_ask": blank[0] if blank else None,
        "held_answer": kept_back[0] if kept_back else None,
        "needed": _named(missing),
        "first_needed": missing[0].name if missing else None,
    }
    return facts | {name: value for name, value in derived.items() if value is not None}


def held(form: Form, answers: Answers) -> tuple[str, ...]:
    """Fields that hold an answer although the circumstances now forbid it, in the form's order."""
    return tuple(
        field.name
        for field in form.fields
        if is_given(answers.get(field.name)) and not field.is_allowed(answers)
    )


def blank_items(form: Form, answers: Answers) -> tuple[str, ...]:
    """The scored questions of the form's instrument that have no answer yet."""
    scoring = form.outcome.instrument.scoring if form.outcome else None
    return tuple(name for name in scoring.items if answers.get(name) is None) if scoring else ()


def _is_missing(field: Field, answers: Answers) -> bool:
    is_blank = field.is_needed(answers) and not is_given(answers.get(field.name))
    return is_blank and field.name not in _HAVE_STEPS


def _named(missing: list[Field]) -> str | None:
    if not missing:
        return None
    labels = ", ".join(field.label.rstrip("?") for field in missing[:_MOST_NAMED])
    more = len(missing) - _MOST_NAMED
    return f"{labels} and {more} more" if more > 0 else labels


def _children(answers: Answers) -> int | None:
    count, ages = answers.get("children_in_household"), answers.get("children_ages")
    counted = count if isinstance(count, int) else 0
    return max(counted, len(ages) if isinstance(ages, list) else 0) or None
