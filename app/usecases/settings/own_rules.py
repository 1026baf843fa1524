"""What a team sets of the steps beside New and of the codes to enter elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.encoding import Value
from app.domain.snomed import is_concept
from app.errors import FormRefused
from app.forms import library
from app.forms.lists import is_code
from app.forms.own_rules import OwnCode, OwnStep, codes_in, is_fixed, when_all, when_of
from app.forms.record_codes import never_codes, shipped_codes
from app.forms.rules import When
from app.forms.steps import shipped_steps, unknown_facts

_FORM = "identification"
SHOWN = "step_shown"
_URGENT = "urgent"
_CONDITIONS = ("when", "and", "unless")
"""Of a step's answers: when it is due, and also, and not when; each a fact with short names."""


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
    asked = [name for name in _CONDITIONS if _text(answers, f"{name}_fact")]
    if shipped is not None and asked:
        raise FormRefused({f"{asked[0]}_fact": "step_when"})
    if shipped is not None and _is_no(answers, SHOWN) and is_fixed(shipped):
        raise FormRefused({SHOWN: "step_fixed"})
    if shipped is not None and shipped.is_urgent and is_fixed(shipped) and _is_no(answers, _URGENT):
        raise FormRefused({_URGENT: "step_fixed"})
    if shipped is None:
        _require(answers, "strong", "when_fact")
        for name in _CONDITIONS:
            _check_when(answers, name)


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
                _when_of_step(fields),
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


def _when_of_step(fields: Mapping[str, Value]) -> When | None:
    """When both of two answers are given, if a second is named, and a third is not."""
    when, also, unless = (
        (_text(fields, f"{name}_fact"), _text(fields, f"{name}_codes")) for name in _CONDITIONS
    )
    return when_all(every=(when, also), unless=(unless,)) if when[0] else None


def _check_when(answers: Mapping[str, Value], name: str = "when") -> None:
    """Every short name is one of its list, so that no rule waits for what nobody can answer."""
    fact, named = _text(answers, f"{name}_fact"), f"{name}_codes"
    codes = codes_in(_text(answers, named))
    if codes and not fact:
        raise FormRefused({f"{name}_fact": "needed"})
    when = when_of(fact, _text(answers, named))
    if when is not None and unknown_facts(when, library.latest(_FORM)):
        raise FormRefused({named: "not_in_list"})
    if len(codes) != len(set(codes)):
        raise FormRefused({named: "repeated"})


def _require(answers: Mapping[str, Value], *names: str) -> None:
    missing = {name: "needed" for name in names if not _text(answers, name)}
    if missing:
        raise FormRefused(missing)


def _is_no(fields: Mapping[str, Value], name: str) -> bool:
    return fields.get(name) == "no"


def _text(fields: Mapping[str, Value], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
