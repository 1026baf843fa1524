"""Steps and codes that a team sets for itself, laid over those that are shipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.forms.record_codes import RecordCode
from app.forms.rules import Fact, When
from app.forms.steps import StepRule


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A shipped step switched off or in other words, or one of the team's own, which has a `when`.

    A blank word leaves the shipped one; `is_urgent` is None where it is as shipped.
    """

    key: str
    is_shown: bool
    strong: str = ""
    text: str = ""
    is_urgent: bool | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A shipped code no longer offered, confirmed, or replaced; or one of the team's own."""

    code: str
    is_offered: bool
    is_confirmed: bool = False
    instead: str = ""
    term: str = ""
    when: When | None = None


def when_of(fact: str, codes: str) -> When | None:
    """When a fact is among these short names, divided by commas; with none named, when it is so."""
    return when_all(every=((fact, codes),), unless=()) if fact else None


def when_all(*, every: Iterable[tuple[str, str]], unless: Iterable[tuple[str, str]]) -> When | None:
    """The same of several facts, each with its short names; a blank fact asks for nothing."""
    asked, barred = (
        tuple(Fact(fact, among=codes_in(codes)) for fact, codes in each if fact)
        for each in (every, unless)
    )
    return When(every=asked, unless=barred) if asked else None


def codes_in(words: str) -> tuple[str, ...]:
    """The short names in a text."""
    return tuple(filter(None, (each.strip() for each in words.replace(";", ",").split(","))))


def is_fixed(rule: StepRule) -> bool:
    """Whether a step cannot be switched off: an answer is given at it, or it is the ring to 999."""
    return bool(rule.asks) or rule.key == "ring_999"


def with_own_steps(shipped: Sequence[StepRule], own: Iterable[OwnStep]) -> tuple[StepRule, ...]:
    """The steps that hold: the team's own urgent ones behind the last urgent one, others last."""
    by_key = {each.key: each for each in own}
    kept = [
        _in_own_words(rule, by_key[rule.key]) if rule.key in by_key else rule
        for rule in shipped
        if rule.key not in by_key or by_key[rule.key].is_shown or is_fixed(rule)
    ]
    known = {rule.key for rule in shipped}
    added = [_rule(each) for each in by_key.values() if each.key not in known and each.is_shown]
    whole = [each for each in added if each is not None]
    at = next((n for n, rule in reversed([*enumerate(kept, 1)]) if rule.is_urgent), 0)
    urgent = [each for each in whole if each.is_urgent]
    later = [each for each in whole if not each.is_urgent]
    return (*kept[:at], *urgent, *kept[at:], *later)


def with_own_codes(shipped: Sequence[RecordCode], own: Iterable[OwnCode]) -> tuple[RecordCode, ...]:
    """The codes that are offered, the team's own last."""
    by_code = {each.code: each for each in own}
    kept = [
        _changed(code, by_code[code.code]) if code.code in by_code else code
        for code in shipped
        if code.code not in by_code or by_code[code.code].is_offered
    ]
    known = {code.code for code in shipped}
    added = [
        RecordCode(
            system="snomed",
            code=each.code,
            term=each.term,
            use="Own",
            record="own",
            value="",
            note="" if each.is_confirmed else _NOT_SEEN,
            is_confirmed=each.is_confirmed,
            when=each.when,
        )
        for each in by_code.values()
        if each.code not in known and each.is_offered and each.when is not None and each.term
    ]
    return (*kept, *added)


_NOT_SEEN = "Set by your team, and not seen in the present UK edition."


def _in_own_words(rule: StepRule, own: OwnStep) -> StepRule:
    return replace(
        rule,
        strong=own.strong or rule.strong,
        text=own.text or (rule.text if not own.strong else ""),
        is_urgent=_is_urgent(rule, own),
    )


def _is_urgent(rule: StepRule, own: OwnStep) -> bool:
    if own.is_urgent is None or is_fixed(rule):
        return rule.is_urgent or bool(own.is_urgent)
    return own.is_urgent


def _rule(own: OwnStep) -> StepRule | None:
    if own.when is None or not own.strong:
        return None
    return StepRule(
        key=own.key,
        when=own.when,
        strong=own.strong,
        text=own.text,
        leads_to="",
        asks="",
        is_urgent=bool(own.is_urgent),
        ring="",
        ring_words="",
        otherwise="",
        basis="Set by the team",
        is_confirmed=True,
    )


def _changed(code: RecordCode, own: OwnCode) -> RecordCode:
    is_known = own.is_confirmed
    return replace(
        code,
        code=own.instead or code.code,
        term=own.term or code.term,
        is_confirmed=is_known,
        note=(code.note if code.has_own_note else "") if is_known else code.note,
    )
