"""A referral and what is told of it, in the words of boxes and of the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.domain.encoding import Value
from app.domain.leaving import Finding
from app.domain.parcels import Carrier
from app.domain.referral import KIND, State, Way, is_cut_off, road_of, way_of, works_on
from app.domain.timeline import Item
from app.errors import Refused
from app.forms.lists import load_list
from resources.words import sentence
from ui.formats import clock_time, short_date

STATES: dict[str, str] = {each.code: each.label for each in load_list("referral_states").entries}
TAKE_BACK = (
    "If it has not left this PC, it never will. If it has, {name} is told to stop, and what they "
    "have stays with them by their own rules. The identification says no to them from now on."
)
STOPPED: dict[str, str] = {
    "never_left": "Taken back. It never left this PC.",
    "told": "Taken back. The team is told with the next exchange.",
    "to_be_rung": "Taken back here. Your link with that team was ended: ring them yourself.",
}
_UNTOLD = "Who referred is not told: the link between the teams was ended. Ring them."
STILL_NEEDS = "If they still want help, refer them elsewhere from their file before you press Seen."
_ENDED_BY: dict[State, str] = {State.WITHDRAWN: "declined_after_contact"}
_TITLES: dict[Way, str] = {
    Way.OWN_TEAM: "Referred to our own team",
    Way.BY_PHONE: "Referral handed over",
    Way.TEAM: "Referred to {name}",
    Way.OUTSIDE: "Referred to {name}",
    Way.ARRIVED: "Referral from {name}",
}


def on_pc(carrier: Carrier | None) -> str:
    """On which PC a referral waits, for the middle of a sentence."""
    if carrier is None or carrier.is_here:
        return "this PC"
    named = carrier.pc or "a PC without a name"
    return f"{named} ({carrier.author})" if carrier.author else named


def waits_elsewhere(carrier: Carrier, since: str) -> str:
    """Where a referral waits that a colleague wrote, and what to do about it."""
    goes = "That PC was removed from the team" if carrier.is_gone else "It goes once that PC syncs"
    send = "Send" if carrier.is_gone else "If that PC is gone, send"
    return (
        f"Waits on {on_pc(carrier)} since {since}. {goes}. "
        f"{send} it from this one: open the file, and the menu of the referral."
    )


def send_again(name: str, carrier: Carrier, since: str, *, findings: Sequence[Finding] = ()) -> str:
    """What the box says that sends a colleague's referral from here, with what was found in it."""
    labels = load_list("leaving_findings")
    found = ", ".join(dict.fromkeys(labels.label(each.what).lower() for each in findings))
    waits = f"It waits on {on_pc(carrier)} since {since}"
    if carrier.is_here:
        why = (
            "It was refused, because the link between the two teams was ended. Once a lead of each "
            "has introduced them again, send it again."
        )
    elif carrier.is_gone:
        why = f"{waits}. That PC was removed from the team and sends nothing more."
    else:
        why = (
            f"{waits}, and goes once that PC syncs. If that PC will not come back, send it from "
            "here."
        )
    said = (
        f"{why} The parts that were ticked go as the file stands now. "
        f"{name} takes it in once, whichever PC it comes from.",
        f"In what goes there is: {found}." if found else "",
    )
    return "\n\n".join(filter(None, said))


def referral_title(answers: Mapping[str, Value]) -> str:
    """What a referral is called."""
    way = way_of(answers)
    name = answers.get("from_name" if way is Way.ARRIVED else "to_name")
    return _TITLES[way].format(name=name if isinstance(name, str) and name else "another team")


def referral_body(
    answers: Mapping[str, Value],
    state: str = "",
    *,
    carrier: Carrier | None = None,
    is_untold: bool = False,
) -> str:
    """Where it is and why it was made, a line each; `carrier` is the PC that it waits on."""
    if way_of(answers) is Way.BY_PHONE:
        return "\n".join(filter(None, _by_phone(answers)))
    waits = state == State.RECEIVED and way_of(answers) is not Way.TEAM
    lines = [
        "Waits for an answer" if waits else _where(state, carrier),
        _rang(answers),
        _labelled(_UNTOLD, is_untold),
        _text(answers.get("reason")),
        _labelled("Urgent: needs someone today", answers.get("urgency") == "today"),
        _labelled("Sent without their agreement", answers.get("agreement") == "without"),
        _conditions(answers),
        _why(answers, state),
        _not_understood(answers),
    ]
    return "\n".join(filter(None, lines))


def _by_phone(answers: Mapping[str, Value]) -> tuple[str, ...]:
    """Who took it; of a past one from a spreadsheet why, and what came of it."""
    taken_by, line = (_text(answers.get(name)) for name in ("handed_over_to", "feedback_line"))
    return (
        f"Taken by {taken_by}" if taken_by else "",
        _text(answers.get("reason")),
        _label("referral_outcomes", answers.get("outcome")),
        f"“{line}”" if line else "",
    )


def news_title(answers: Mapping[str, Value]) -> str:
    """What a piece of news is called: from whom, and where the referral is."""
    state, name = _text(answers.get("state")), _text(answers.get("from_name"))
    return ": ".join(filter(None, (name or "Another team", STATES.get(state, state).lower())))


def asked_of_us(name: str, fields: Mapping[str, Value]) -> str:
    """What the box says that answers a referral."""
    said = [
        f"From {name}." if name else "From your own team.",
        _labelled("They need someone today.", fields.get("urgency") == "today"),
        f"Why: {_text(fields.get('reason'))}" if fields.get("reason") else "",
        _labelled("It was sent without their agreement.", fields.get("agreement") == "without"),
        _conditions(fields),
        f"Answer them: {_text(fields.get('feed_back_by'))}" if fields.get("feed_back_by") else "",
        _not_understood(fields),
    ]
    return "\n".join(filter(None, said))


def news_lines(name: str, answers: Mapping[str, Value]) -> list[str]:
    """What the other side told, a line each."""
    feedback = answers.get("feedback")
    codes = [str(each) for each in feedback] if isinstance(feedback, list) else []
    worker = _text(answers.get("worker"))
    said = [
        f"From {name}." if name else "",
        f"{worker} has it." if worker else "",
        _label("referral_declines", answers.get("declined_because")),
        _label("referral_outcomes", answers.get("outcome")),
        *(load_list("feedback_sentences").label(code) for code in codes),
        f"“{_text(answers.get('feedback_line'))}”" if answers.get("feedback_line") else "",
    ]
    return list(filter(None, said))


def to_ring(name: str, phone: str, else_who: str, else_number: str) -> str:
    """What the box says in which it is noted that somebody rang; the site's number if need be."""
    ring = f"{name or 'the other team'}: {phone}" if phone else f"{else_who}: {else_number}"
    return f"Ring {ring}. Ask who has it. An answer of theirs still shows by itself."


def teams_untold(items: Iterable[Item]) -> tuple[str, ...]:
    """The teams with an open referral among the items of a file: they hear of no erasure."""
    open_ = (each for each in items if each.kind == KIND and each.state in STATES)
    names = (works_on(each.answers, State(each.state)) for each in open_ if each.error is None)
    return tuple(dict.fromkeys(filter(None, names)))


def why_closed(state: State) -> str:
    """The reason that a close box begins with."""
    return _ENDED_BY.get(state, "")


def _where(state: str, carrier: Carrier | None) -> str:
    return STATES.get(state, "") if carrier is None else f"Written, waits on {on_pc(carrier)}"


def _label(name: str, code: Value) -> str:
    return f"{load_list(name).label(code)}." if isinstance(code, str) else ""


def _labelled(words: str, holds: bool) -> str:  # noqa: FBT001 - words and their condition
    return words if holds else ""


def _conditions(answers: Mapping[str, Value]) -> str:
    said = _text(answers.get("conditions"))
    return f"They set a condition: {said}" if said else ""


def _rang(answers: Mapping[str, Value]) -> str:
    """That somebody rang the team that has it: no answer of theirs."""
    to, at = _text(answers.get("handed_over_to")), _text(answers.get("handed_over_at"))
    if way_of(answers) is not Way.TEAM or not to:
        return ""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return f"Rang them: {to}"
    return f"Rang them {short_date(when.date())} {clock_time(when)}: {to}"


def _why(answers: Mapping[str, Value], state: str) -> str:
    code = _text(answers.get("road_why"))
    if is_cut_off(answers) and road_of(answers) is State.RECEIVED:
        code = "parcels.ended_after" if state == State.RECEIVED else ""
    return sentence(Refused(code)) if code else ""


def _not_understood(answers: Mapping[str, Value]) -> str:
    count = answers.get("not_understood")
    if type(count) is not int or not count:
        return ""
    what = "1 answer is" if count == 1 else f"{count} answers are"
    return f"{what} not understood by this Yarrow, of what came with it. Bring it up to date."


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
