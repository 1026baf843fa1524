"""What a team sets of the steps beside New and of the codes to enter elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.encoding import Value
from app.domain.snomed import is_concept
from app.errors import FormRefused
from app.forms import library
from app.forms.lists import is_code
from app.forms.own_rules import OwnCode, OwnStep, codes_in, is_fixed, when_of
from app.forms.record_codes import never_codes, shipped_codes
from app.forms.steps import shipped_steps, unknown_facts

_FORM = "identification"
SHOWN = "step_shown"
_URGENT = "urgent"


def check_step(answers: Mapping[str, Value]) -> None:
    """Raise FormRefused for what no form can say of a step.

    When a shipped step is shown is not for a team to change, and one at which an answer is given,
    or the ring to 999, is not switched off, nor the ring put later. One of the team's own has words
    and a time.
    """
    key = _text(answers, "key")
    shipped = next((each for each in shipped_steps(_FORM) if each.key == key), None)
    if not is_code(key):
        raise FormRefused({"key": "code_shape"})
    if shipped is not None and _text(answers, "when_fact"):
        raise FormRefused({"when_fact": "step_when"})
    if shipped is not None and _is_no(answers, SHOWN) and is_fixed(shipped):
        raise FormRefused({SHOWN: "step_fixed"})
    if shipped is not None and shipped.is_urgent and is_fixed(shipped) and _is_no(answers, _URGENT):
        raise FormRefused({_URGENT: "step_fixed"})
    if shipped is None:
        _require(answers, "strong", "when_fact")
        _check_when(answers)


def check_record_code(answers: Mapping[str, Value]) -> None:
    """Raise FormRefused for a code that is none by its check digit, or names the other person."""
    shipped = {each.code for each in shipped_codes(_FORM)}
    for name in ("code", "instead"):
        code = _text(answers, name)
        if code in never_codes(_FORM):
            raise FormRefused({name: "code_never"})
        if code and code not in shipped and not is_concept(code):
            raise FormRefused({name: "code_number"})
    is_own = _text(answers, "code") not in shipped
    if is_own:
        _require(answers, "term", "when_fact")
        _check_when(answers)
    elif _text(answers, "when_fact"):
        raise FormRefused({"when_fact": "step_when"})
    elif _text(answers, "instead"):
        _require(answers, "term")


def steps_of(found: Iterable[Mapping[str, Value]]) -> Iterator[OwnStep]:
    """The steps that these settings set; one that cannot be read is left out."""
    for fields in found:
        key, urgent = _text(fields, "key"), _text(fields, _URGENT)
        if is_code(key):
            yield OwnStep(
                key,
                fields.get(SHOWN) != "no",
                _text(fields, "strong"),
                _text(fields, "text"),
                {"yes": True, "no": False}.get(urgent),
                when_of(_text(fields, "when_fact"), _text(fields, "when_codes")),
            )


def codes_of(found: Iterable[Mapping[str, Value]]) -> Iterator[OwnCode]:
    """The codes that these settings set; one that is never offered is left out."""
    for fields in found:
        code, instead = _text(fields, "code"), _text(fields, "instead")
        if code and not {code, instead} & never_codes(_FORM):
            yield OwnCode(
                code,
                fields.get("offered") != "no",
                fields.get("confirmed") == "yes",
                instead,
                _text(fields, "term"),
                when_of(_text(fields, "when_fact"), _text(fields, "when_codes")),
            )


def _check_when(answers: Mapping[str, Value]) -> None:
    """Every short name is one of its list, so that no rule waits for what nobody can answer."""
    when = when_of(_text(answers, "when_fact"), _text(answers, "when_codes"))
    if when is not None and unknown_facts(when, library.latest(_FORM)):
        raise FormRefused({"when_codes": "not_in_list"})
    codes = codes_in(_text(answers, "when_codes"))
    if len(codes) != len(set(codes)):
        raise FormRefused({"when_codes": "repeated"})


def _require(answers: Mapping[str, Value], *names: str) -> None:
    missing = {name: "needed" for name in names if not _text(answers, name)}
    if missing:
        raise FormRefused(missing)


def _is_no(fields: Mapping[str, Value], name: str) -> bool:
    return fields.get(name) == "no"


def _text(fields: Mapping[str, Value], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
