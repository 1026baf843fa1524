"""How somebody can be reached, in words: never a number, an address or a code word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.contact import DAYS, Offered, as_point, offered
from app.domain.contact_safety import NOT_KNOWN, Rule, Safety, State
from app.domain.encoding import Value
from app.forms.lists import load_list
from app.forms.stored_words import in_words
from ui.contact.around_words import signs_of
from ui.formats import clock_time, short_day
from ui.widgets.contact_banner import ContactKind, ContactRule, ContactSafety
from ui.widgets.worklist_rows import ContactLine

_DAY_NAMES = dict(
    zip(
        DAYS,
        ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
        strict=True,
    )
)
_WAYS = {"call": "calls", "text": "texts", "voicemail": "voicemail", "post": "letters"}
_MAIL = {"none": "no voicemail", "neutral": "neutral voicemail only", "ok": "voicemail is allowed"}
_TYPED = ("say", "if_other_answers", "not_when")
_KINDS: dict[State, ContactKind] = {
    State.SAFE: "safe",
    State.NOT_NOW: "not_now",
    State.NEVER: "never",
    State.NOT_KNOWN: "unknown",
    State.HELD: "held",
}
_LINES: dict[ContactKind, tuple[str, str]] = {
    "safe": ("phone", "ok"),
    "not_now": ("phoneoff", "text"),
    "never": ("phoneoff", "danger"),
    "unknown": ("phoneoff", "text"),
    "held": ("phoneoff", "danger"),
}
_FULL_WEEK = 7 * 24 * 60


def banner(safety: Safety, *, now: datetime) -> ContactSafety:
    """What the banner says: the state, what it means now, and the rules in a few words each."""
    kind = _KINDS[safety.state]
    if safety.is_stale and safety.state in (State.SAFE, State.NOT_NOW):
        kind = "not_now"
    state, meaning = _state(safety), _meaning(safety, now)
    return ContactSafety(kind, state, meaning, (*signs_of(safety.around), *_rules(safety)))


def contact_line(safety: Safety, *, now: datetime) -> ContactLine:
    """The same in two short lines, for a row of Today."""
    said = banner(safety, now=now)
    icon, ink = _LINES[said.kind]
    if safety.state is State.NOT_KNOWN:
        return ContactLine(icon, said.state, "treat as unsafe", ink)
    return ContactLine(icon, said.state, said.meaning.partition(" · ")[0], ink)


def state_of(rule: Rule, *, now: datetime) -> str:
    """What holds for one contact point now."""
    if rule.state is State.SAFE and rule.until is not None:
        return f"Safe to use now, {_until(rule.until, now)}"
    if rule.state is State.NOT_NOW:
        return f"Not now. Next: {at(rule.next, now)}" if rule.next else "Not now"
    return {
        State.HELD: "Held until it is settled" if rule.versions > 1 else "Held for now",
        State.NEVER: "Do not use",
    }.get(rule.state, "Not known")


def place_of(rule: Rule) -> str:
    """What it is and whose, such as "Number, their own"."""
    what = {"number": "Number", "address": "Address"}.get(rule.place, "They contact us")
    owner = load_list("contact_owners").label(rule.owner).lower() if rule.owner else ""
    return ", ".join(filter(None, (what, owner)))


def rule_words(rule: Rule) -> str:
    """Ways, times and what else to heed, as sentences."""
    offer = rule.offer
    said = [
        f"{ways_of(offer).capitalize() or 'No way'}.",
        f"{times_of(offer) or 'No time'}.",
        f"{_MAIL[offer.voicemail].capitalize()}.",
        "Hide our number." if offer.withholds else "Our number may show.",
        *how_to(rule),
    ]
    return " ".join(said)


def how_to(rule: Rule) -> list[str]:
    """What to say and to whom, and when not."""
    return _typed_words(rule.words)


def _typed_words(words: Mapping[str, str]) -> list[str]:
    return [
        *([f"Say “{words['say']}”."] if "say" in words else ()),
        *(
            [f"If someone else answers: “{words['if_other_answers']}”."]
            if "if_other_answers" in words
            else ()
        ),
        *([f"Not when: {words['not_when']}."] if "not_when" in words else ()),
    ]


def checked(day: date | None, *, is_stale: bool, today: date) -> str:
    """When the rules were last checked with the person."""
    if day is None:
        return "Never checked with them: check the rules"
    when = "today" if day == today else short_day(day, today=today)
    return f"Last checked {when}: check the rules" if is_stale else f"Checked {when}"


def at(moment: datetime, now: datetime) -> str:
    """A coming time, such as "Thu 10:00"."""
    if moment.date() == now.date():
        return f"today {clock_time(moment)}"
    return f"{short_day(moment.date(), today=now.date())} {clock_time(moment)}"


def _until(moment: datetime, now: datetime) -> str:
    return f"until {clock_time(moment) if moment.date() == now.date() else 'midnight'}"


def _state(safety: Safety) -> str:
    if safety.state is State.SAFE:
        rings = any(each.is_usable and "call" in each.offer.ways for each in safety.rules)
        return "Safe to ring now" if rings else "Safe to make contact now"
    return {
        State.NOT_NOW: "Not now",
        State.NEVER: "Do not contact",
        State.HELD: "Contact is held",
    }.get(safety.state, "Not known")


def _meaning(safety: Safety, now: datetime) -> str:
    if safety.state is State.HELD:
        if safety.is_parked:
            return "Not everything of this team can be read on this PC yet"
        if safety.is_parted:
            return "Two files of this person keep other rules: settle which hold"
        return "Two versions of a rule wait to be settled"
    if safety.state is State.NEVER:
        return "They contact us" if safety.is_banned else "No way is safe"
    if safety.state is State.NOT_KNOWN or safety == NOT_KNOWN:
        return "Treat every way as unsafe"
    told = checked(safety.checked, is_stale=safety.is_stale, today=now.date())
    if safety.state is State.SAFE and safety.until is not None:
        return f"{_until(safety.until, now).capitalize()} · {told}"
    return f"Next: {at(safety.next, now)} · {told}" if safety.next else told


def _rules(safety: Safety) -> list[ContactRule]:
    """Of the point that counts now: what may not be done, and what to say."""
    rules = [each for each in safety.rules if each.place and each.versions == 1]
    if safety.state not in (State.SAFE, State.NOT_NOW) or not rules:
        return []
    rule = next((each for each in rules if each.state is safety.state), rules[0])
    is_number = rule.place == "number"
    place = ContactRule("phone" if is_number else "mail", place_of(rule) + ", on file")
    more = len([each for each in safety.rules if each.place]) - 1
    return [
        place,
        *(_forbidden(rule.offer) if is_number else ()),
        *(ContactRule(icon, words) for icon, words in _typed_rules(rule)),
        *([ContactRule("plus", f"{more} more on file")] if more else ()),
    ]


def _forbidden(offer: Offered) -> list[ContactRule]:
    """What may not be done with a number."""
    found = (
        ("call" not in offer.ways, "phoneoff", "No calls"),
        ("text" not in offer.ways, "textoff", "No text"),
        (offer.voicemail != "ok", "vmoff", _MAIL[offer.voicemail].capitalize()),
        (offer.withholds, "eyeoff", "Hide our number"),
    )
    return [ContactRule(icon, words) for holds, icon, words in found if holds]


def _typed_rules(rule: Rule) -> list[tuple[str, str]]:
    words = rule.words
    found = (
        ("say", "bubble", "Say “{}”"),
        ("if_other_answers", "user", "If someone else: “{}”"),
        ("not_when", "clock", "Not when: {}"),
    )
    return [(icon, said.format(words[name])) for name, icon, said in found if name in words]


def of(value: Value, among: Sequence[Value]) -> str:
    """What one version allows. A number stands nowhere on this page: where the versions have
    several, it is told by which of them it is.
    """
    if not isinstance(value, dict):
        return in_words(value, None)
    point = as_point(value)
    numbers = list(dict.fromkeys(_number(each) for each in among))
    place = numbers.index(_number(value)) + 1
    what = "address" if point.get("address") else "number"
    which = f"The {what} on file." if len(numbers) < 2 else f"{what.capitalize()} {place} on file."
    if point.get("contact_allowed", "yes") != "yes":
        return "They contact us."
    offer = offered([value])
    ways = f"{ways_of(offer).capitalize() or 'No way'}."
    mail = f"{_MAIL[offer.voicemail].capitalize()}."
    hides = "Hide our number." if offer.withholds else "Our number may show."
    words = _typed_words({n: str(point[n]) for n in _TYPED if isinstance(point.get(n), str)})
    return " ".join((which, ways, f"{times_of(offer) or 'No time'}.", mail, hides, *words))


def stricter(values: Sequence[Value]) -> str:
    """What all versions allow, as help while contact is held."""
    offer = offered(values)
    if not offer.allows_any:
        return "There is no way and time that all versions allow."
    parts = ", ".join((ways_of(offer), times_of(offer), _MAIL[offer.voicemail]))
    return f"If it cannot wait, follow the stricter parts of all: {parts}."


def ways_of(offer: Offered) -> str:
    """The ways that are allowed."""
    return _and([_WAYS.get(way, way.replace("_", " ")) for way in sorted(offer.ways)])


def times_of(offer: Offered) -> str:
    """Days with the same hours together."""
    if sum(end - start for _, start, end in offer.times) == _FULL_WEEK:
        return "Any time"
    hours: dict[tuple[int, int], list[str]] = {}
    for day, start, end in sorted(offer.times, key=lambda time: (DAYS.index(time[0]), time[1])):
        hours.setdefault((start, end), []).append(_DAY_NAMES[day])
    spans = (f"{_and(days)} {_hm(*span)}" for span, days in hours.items())
    return ", ".join(spans)


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _hm(start: int, end: int) -> str:
    return f"{start // 60:02}:{start % 60:02} to {end // 60:02}:{end % 60:02}"


def _number(value: Value) -> str:
    point = as_point(value)
    return f"{point.get('number')!r}/{point.get('address')!r}"
