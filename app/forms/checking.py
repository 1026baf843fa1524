"""Whether answers may be saved under their form: all of them stored, or each fault named.

Nothing is dropped and nothing corrected in silence. A fault is one code for one field; the
sentence for each code stands in `resources/errors/form.toml`. These checks hold for what a person
or a script enters; what arrives from elsewhere is merged whatever a form says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.errors import FormRefused
from app.forms.conversion import Circumstances, NotTaken, convert
from app.forms.definition import Answers, Form, is_given

MOST_CHARACTERS = 1_000_000

PROBLEMS = frozenset(
    {
        "after_now",
        "blank_text",
        "code_shape",
        "control_character",
        "file_closed",
        "file_differs",
        "line_label",
        "line_shape",
        "needed",
        "nhs_number",
        "no_such_file",
        "not_a_date",
        "not_a_time",
        "not_allowed_now",
        "not_an_id",
        "not_in_list",
        "ods_code",
        "one_line",
        "out_of_range",
        "real_number",
        "on_file",
        "one_place",
        "repeated",
        "time_shape",
        "too_early",
        "too_long",
        "too_long_together",
        "too_many",
        "training_number",
        "unknown_field",
        "wants_list",
        "wants_mark",
        "wants_number",
        "wants_object",
        "wants_text",
        "words_needed",
    }
)


def check(
    form: Form, answers: Mapping[str, object], *, now: datetime, training: bool
) -> dict[str, str]:
    """The problems of these answers by field, in the form's order; none if they may be saved.

    `now` has an offset. `training` tells whether the vault takes NHS numbers of the 999 range
    alone; any other vault refuses that range. A null is a blank.
    """
    return examine(form, answers, Circumstances(now, training))[1]


def accept(
    form: Form, answers: Mapping[str, object], *, now: datetime, training: bool
) -> dict[str, Value]:
    """The answers as they are stored, blanks left out; raises FormRefused with all problems."""
    converted, problems = examine(form, answers, Circumstances(now, training))
    if problems:
        raise FormRefused(problems, choices_of(form, next(iter(problems))))
    return {name: value for name, value in converted.items() if is_given(value)}


def choices_of(form: Form, named: str) -> tuple[str, ...]:
    """The codes that this field, or part of a group (`contact_point.voicemail`), takes."""
    name, _, part = named.partition(".")
    field = form.field(name)
    if field is not None and part:
        field = next((each for each in field.parts if each.name == part), None)
    if field is None or field.codes is None:
        return ()
    return tuple(entry.code for entry in field.codes.offered)


def examine(
    form: Form, answers: Mapping[str, object], at: Circumstances
) -> tuple[dict[str, Value], dict[str, str]]:
    """The answers that could be converted, and the problems of these answers."""
    converted, problems = _convert_all(form, answers, at)
    forbidden = _forbidden(form, converted)
    allowed = {name: value for name, value in converted.items() if name not in forbidden}
    needed = {
        field.name: "needed"
        for field in form.fields
        if not is_given(converted.get(field.name)) and field.is_needed(allowed)
        if not _is_named(field.name, problems)
    }
    blank = {
        field.name: "words_needed"
        for field in form.fields
        if problems.get(field.name) == "blank_text" and isinstance(answers[field.name], str)
        if field.is_needed(allowed)
    }
    problems = _in_order(form, needed | forbidden | problems | blank)
    problems.update((name, "unknown_field") for name in answers if form.field(name) is None)
    if not problems:
        problems = _too_long_together(converted)
    return converted, problems


def _convert_all(
    form: Form, answers: Mapping[str, object], at: Circumstances
) -> tuple[dict[str, Value], dict[str, str]]:
    converted: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for field in form.fields:
        value = answers.get(field.name)
        if value is None:
            continue
        try:
            converted[field.name] = convert(field, value, at)
        except NotTaken as error:
            part = f".{error.part}" if error.part else ""
            problems[f"{field.name}{part}"] = error.problem
    return converted, problems


def _forbidden(form: Form, answers: Answers) -> dict[str, str]:
    return {
        field.name: "not_allowed_now"
        for field in form.fields
        if is_given(answers.get(field.name)) and not field.is_allowed(answers)
    }


def _is_named(name: str, problems: Mapping[str, str]) -> bool:
    return any(each.partition(".")[0] == name for each in problems)


def _in_order(form: Form, problems: dict[str, str]) -> dict[str, str]:
    """A part of a group is named after it: `contact_point.number`."""
    order = {field.name: number for number, field in enumerate(form.fields)}
    return dict(sorted(problems.items(), key=lambda each: order[each[0].partition(".")[0]]))


def _too_long_together(answers: Answers) -> dict[str, str]:
    """Keep a save well below what one sealed group can carry; the longest answer is named."""
    sizes = {name: _characters(value) for name, value in answers.items()}
    if sum(sizes.values()) <= MOST_CHARACTERS:
        return {}
    return {max(sizes, key=lambda name: sizes[name]): "too_long_together"}


def _characters(value: Value) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_characters(item) for item in value.values())
    return sum(_characters(item) for item in value) if isinstance(value, list) else 0
