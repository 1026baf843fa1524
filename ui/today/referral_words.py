"""Rows about referrals in words: what waits for an answer, a first contact, or to be seen."""

from __future__ import annotations

from datetime import datetime

from app.domain.first_contact import Countdown, Running
from app.domain.moments import moment_of
from app.domain.worklist import Due, Reason, Referred, Waiting
from app.errors import Refused
from app.forms.lists import load_list
from resources.words import sentence
from ui.formats import moment, moment_within, span
from ui.referrals.wording import on_pc, waits_elsewhere
from ui.widgets.clock_ring import Clock, ClockKind

OVERDUE, TODAY, LATER, PAUSED = "Overdue", "Due today", "Next 48 hours", "Paused"

HEADS: dict[Reason, str] = {
    Reason.FIRST_CONTACT: "First contact",
    Reason.ANSWER: "New referral",
    Reason.TAKEN_BACK: "Agreement taken back",
    Reason.NOT_REACHED: "Not reached",
    Reason.OFFERED: "Hand-over",
    Reason.DECLINED: "Referral declined",
    Reason.STUCK: "Referral not gone yet",
    Reason.UNHEARD: "Referral not taken in yet",
    Reason.UNANSWERED: "Referral not answered",
    Reason.NEWS: "What came of a referral",
}
PILLS: dict[Reason, str] = {
    Reason.FIRST_CONTACT: "First contact",
    Reason.ANSWER: "To answer",
    Reason.TAKEN_BACK: "Taken back",
    Reason.NOT_REACHED: "Not reached",
    Reason.OFFERED: "Hand-over",
    Reason.DECLINED: "Declined",
    Reason.STUCK: "Not gone yet",
    Reason.UNHEARD: "Not taken in",
    Reason.UNANSWERED: "Not answered",
    Reason.NEWS: "News",
}
ACTIONS: dict[Reason, str] = {
    Reason.FIRST_CONTACT: "Log contact",
    Reason.ANSWER: "Answer",
    Reason.TAKEN_BACK: "Close",
    Reason.NOT_REACHED: "Close",
    Reason.OFFERED: "Take it on",
    Reason.DECLINED: "Look at it",
    Reason.STUCK: "Open",
    Reason.UNHEARD: "Open",
    Reason.UNANSWERED: "Note a call",
    Reason.NEWS: "Look at it",
}
MATTERS: dict[Reason, str] = {
    Reason.FIRST_CONTACT: "First contact",
    Reason.ANSWER: "New referral to answer",
    Reason.TAKEN_BACK: "Agreement taken back",
    Reason.NOT_REACHED: "Not reached in 3 safe tries",
    Reason.OFFERED: "Hand-over",
    Reason.DECLINED: "Referral declined",
    Reason.STUCK: "Referral not gone yet",
    Reason.UNHEARD: "Referral not taken in yet",
    Reason.UNANSWERED: "Referral not answered",
    Reason.NEWS: "What came of the referral",
}
_CLOCKS: dict[Reason, tuple[str, str, str]] = {
    Reason.TAKEN_BACK: ("Stop", "tri", "danger"),
    Reason.NOT_REACHED: ("Decide", "clash", "decide"),
    Reason.OFFERED: ("Offered", "send", "text"),
    Reason.DECLINED: ("Declined", "tri", "warn"),
    Reason.STUCK: ("Not gone", "pc", "warn"),
    Reason.UNHEARD: ("Not in", "send", "warn"),
    Reason.UNANSWERED: ("No reply", "send", "warn"),
    Reason.NEWS: ("Closed", "check", "text"),
}
_DECISIONS: dict[Reason, str] = {
    Reason.TAKEN_BACK: "Make no contact about it, and close it",
    Reason.NOT_REACHED: "Close it, or try again and log that",
}
_TRIES = ("No try yet", "One try so far", "Two tries so far")
_KINDS: dict[Running, ClockKind] = {
    Running.PLENTY: "plenty",
    Running.SOON: "soon",
    Running.OVER: "over",
    Running.PAUSED: "paused",
}


def head_of(due: Due, now: datetime) -> str:
    """The group that a row with a clock stands in."""
    clock = due.referred.clock if due.referred is not None else None
    if clock is None:
        return HEADS[due.reason]
    if clock.running is Running.OVER:
        return OVERDUE
    if clock.running is Running.PAUSED:
        return PAUSED
    return TODAY if clock.due.astimezone(now.tzinfo).date() <= now.date() else LATER


def clock_of(due: Due, since: str) -> Clock:
    """The clock of a row, or what happened in its place; `since` is when."""
    said = due.referred
    if said is not None and said.clock is not None:
        return _running(said.clock)
    word, icon, ink = _CLOCKS.get(due.reason, ("Due", "cal", "text"))
    return Clock("icon", word, since, icon=icon, ink=ink)


def detail_of(due: Due, now: datetime) -> str:
    """One sentence more about a row."""
    said = due.referred
    if said is None:
        return ""
    match due.reason:
        case Reason.FIRST_CONTACT:
            return ". ".join(filter(None, (_who_has(said), tries(said.tries), _waits(said))))
        case Reason.ANSWER:
            return _asked_by(said)
        case Reason.OFFERED:
            return f"To {said.offered_to}" if said.offered_to else "To a colleague"
        case Reason.DECLINED:
            return _joined(said.name, label("referral_declines", said.because))
        case Reason.NEWS:
            return _joined(said.name, label("referral_outcomes", said.outcome))
        case Reason.STUCK | Reason.UNHEARD | Reason.UNANSWERED:
            return _there(due.reason, said, now)
        case _:
            return _DECISIONS[due.reason]


def lines_of(due: Due, now: datetime) -> tuple[tuple[str, str], ...]:
    """What the panel says about a row, an icon and words each."""
    said = due.referred
    if said is None:
        return ()
    found = [("send", detail_of(due, now))]
    if said.clock is not None:
        found.append(("cal", _due_words(said.clock, now)))
    if said.reason:
        found.append(("bubble", f"Why: {said.reason}"))
    if said.phone:
        found.append(("phone", ring_words(said)))
    if due.reason is Reason.STUCK and said.carrier is not None and not said.carrier.is_here:
        since = moment_of(said.carrier.since_ms).astimezone(now.tzinfo)
        found.append(
            ("pc", waits_elsewhere(said.carrier, moment(since, now=now).replace("Today", "today")))
        )
    if said.why:
        found.append(("tri", sentence(Refused(said.why))))
    found += [("bubble", label("feedback_sentences", each)) for each in said.feedback]
    return tuple(found)


def ring_words(said: Referred) -> str:
    """Whom to ring, and the number."""
    return f"Ring {said.name or 'the other team'}: {said.phone}"


def tries(count: int) -> str:
    """How many tries there were."""
    return _TRIES[count] if count < len(_TRIES) else f"{count} tries so far"


def label(name: str, code: str) -> str:
    """The words for a code, empty for none."""
    return load_list(name).label(code) if code else ""


def _running(clock: Countdown) -> Clock:
    kind = _KINDS[clock.running]
    if clock.running is Running.PAUSED:
        return Clock(kind, "Paused", "no safe time", clock.share)
    words = "over time" if clock.running is Running.OVER else "left"
    return Clock(kind, span(clock.left), words, clock.share)


def _due_words(clock: Countdown, now: datetime) -> str:
    if clock.running is Running.PAUSED:
        return f"The clock stands still with {span(clock.left)} left: no safe time to ring is known"
    return f"Due {moment_within(clock.due.astimezone(now.tzinfo), now=now)}"


def _asked_by(said: Referred) -> str:
    name = f"From {said.name}" if said.name else "From our own team"
    return f"{name}. They need someone today" if said.is_urgent else name


def _there(reason: Reason, said: Referred, now: datetime) -> str:
    """Of one for another team, how far it came."""
    if said.waiting is not None:
        return _unanswered(said.waiting, now)
    if reason is Reason.STUCK:
        return f"To {said.name}. Waits on {on_pc(said.carrier)}. Ring if it cannot wait"
    return f"Sent to {said.name}, and no PC of theirs has taken it in. Ring them"


def _unanswered(waiting: Waiting, now: datetime) -> str:
    parts = [f"Received {moment_within(waiting.received, now=now)}"]
    if waiting.rung is not None:
        to = f" {waiting.spoke_with}" if waiting.spoke_with else ""
        parts.append(f"rang{to} {moment_within(waiting.rung, now=now)}")
    if waiting.is_ended:
        told = ", ".join(parts)
        return f"No answer will come through Yarrow: the link was ended. {told}. Ring them"
    said = ", ".join([*parts, "not answered"])
    return f"{said}. Ring them" if waiting.rung is None else f"{said}. Ring them again"


def _who_has(said: Referred) -> str:
    return f"{said.worker} has it" if said.worker else ""


def _waits(said: Referred) -> str:
    paused = said.clock is not None and said.clock.running is Running.PAUSED
    return "Find out a safe time" if paused else ""


def _joined(*parts: str) -> str:
    return ": ".join(filter(None, parts))
