"""The rows of Today in words: what each is about, since when, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.moments import moment_of
from app.domain.nhs_number import spaced
from app.domain.people import PersonRow, only_for
from app.domain.team_settings import is_setting
from app.domain.worklist import CLOCKED, DANGER_HOURS, Due, Reason
from ui.contact.words import contact_line
from ui.formats import moment, moment_within, short_day
from ui.today import duty_words, lead_words, referral_words
from ui.today.draft_words import is_of_settings, matter_of
from ui.widgets.clock_ring import Clock
from ui.widgets.worklist_rows import ContactLine, WorkRow

HEADS: dict[Reason, str] = {
    Reason.DANGER: "Immediate danger",
    Reason.UNSAFE_HOME: "Unsafe to go home",
    Reason.DUTY: duty_words.HEAD,
    Reason.WARD_DOOR: "Recorded at a ward PC",
    Reason.KEPT_APART: "Kept apart until you decide",
    **referral_words.HEADS,
    Reason.REFERRAL: "To refer",
    Reason.ASK_AGAIN: "Ask again",
    Reason.KEEP_SAFE: "Keep the record safe",
    **lead_words.HEADS,
    Reason.CLASH: "Two versions",
    Reason.DRAFT: "Drafts",
    Reason.ONLY_HERE: "Only on this PC",
}
PILLS: dict[Reason, str] = {
    Reason.DANGER: "Danger",
    Reason.UNSAFE_HOME: "Unsafe home",
    Reason.DUTY: duty_words.PILL,
    Reason.WARD_DOOR: "Ward PC",
    Reason.KEPT_APART: "Kept apart",
    **referral_words.PILLS,
    Reason.REFERRAL: "To refer",
    Reason.ASK_AGAIN: "Ask again",
    Reason.KEEP_SAFE: "Keep safe",
    **lead_words.PILLS,
    Reason.CLASH: "Settle",
    Reason.DRAFT: "Drafts",
    Reason.ONLY_HERE: "Only here",
}
ACTIONS: dict[Reason, str] = {
    Reason.DANGER: "Open",
    Reason.UNSAFE_HOME: "Open",
    Reason.DUTY: duty_words.ACTION,
    Reason.WARD_DOOR: "I have it",
    Reason.KEPT_APART: "See Sync",
    **referral_words.ACTIONS,
    Reason.REFERRAL: "Refer",
    Reason.ASK_AGAIN: "Open",
    Reason.KEEP_SAFE: "Open",
    **lead_words.ACTIONS,
    Reason.CLASH: "Settle",
    Reason.DRAFT: "Go on",
    Reason.ONLY_HERE: "See Sync",
}
_CLOCKS: dict[Reason, tuple[str, str, str]] = {
    Reason.GLASS: ("Opened", "unlock", "text"),
    Reason.KEPT_OUT: ("Since", "lock", "text"),
    Reason.HERE_AGAIN: ("Erased", "tri", "danger"),
    Reason.LEFT_BEHIND: ("Written", "tri", "warn"),
    Reason.DRAFT: ("Draft", "edit", "text"),
    Reason.WARD_DOOR: ("Recorded", "pc", "text"),
    Reason.KEPT_APART: ("Since", "tri", "warn"),
}
"""What happened, with its icon and its ink; when it did stands beside."""
_MATTERS: dict[Reason, str] = {
    Reason.DANGER: HEADS[Reason.DANGER],
    Reason.UNSAFE_HOME: HEADS[Reason.UNSAFE_HOME],
    Reason.WARD_DOOR: HEADS[Reason.WARD_DOOR],
    Reason.KEPT_APART: "Waits for your word",
    Reason.REFERRAL: "Wants the IDVA team",
    Reason.ASK_AGAIN: "Time to ask again",
    Reason.KEEP_SAFE: "Time to look at their record",
    Reason.CLASH: "Two versions to settle",
    **lead_words.MATTERS,
    **referral_words.MATTERS,
}
_DETAILS: dict[Reason, str] = {
    **lead_words.DETAILS,
    Reason.KEEP_SAFE: "Keep the record safe, in the menu of the record",
    Reason.KEPT_APART: "Ring who sent it before you decide",
    Reason.CLASH: "Both stand on the file until someone takes one",
    Reason.ONLY_HERE: "Goes when there is a secure link",
}
_LEFT, _NEW_FILE = "Not finished there", "In a new file"
_SEEN_SOMEWHERE: dict[Reason, str] = {
    Reason.DANGER: "Check the emergency steps",
    Reason.UNSAFE_HOME: "Check the emergency steps",
    Reason.REFERRAL: "Refer, or ring and note who took it",
    Reason.ASK_AGAIN: "Only alone, only if safe",
}
"""What to do, beside where they were seen."""
_NOT_KNOWN = ContactLine("phoneoff", "Not known", "treat as unsafe")
_NEAR = timedelta(days=6)
_LATE = timedelta(days=1)
_TO_RING = (Reason.STUCK, Reason.UNHEARD, Reason.UNANSWERED)
_ABOUT_A_PERSON = (
    *(Reason.DANGER, Reason.UNSAFE_HOME, Reason.WARD_DOOR, Reason.REFERRAL, Reason.ASK_AGAIN),
    *(Reason.FIRST_CONTACT, Reason.ANSWER, Reason.NOT_REACHED, Reason.OFFERED),
)


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring to hand a referral over, and their number."""

    who: str
    number: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What rows are worded with: this moment, the names of places, whom to ring.

    `initials` shows initials in place of names.
    """

    now: datetime
    place_name: Callable[[str], str]
    ring: Ring
    initials: bool = False

    def row(self, due: Due) -> WorkRow:
        """One row of the list."""
        return WorkRow(
            key=key_of(due),
            clock=self.clock(due),
            name=self.title(due),
            matter=self.matter(due),
            detail=self.detail(due),
            contact=self._contact(due),
            risk="not_assessed" if due.reason in _ABOUT_A_PERSON else None,
            action=ACTIONS[due.reason],
        )

    def title(self, due: Due) -> str:
        """Whom or what a row is about."""
        if due.person is None and due.reason is Reason.ONLY_HERE:
            return f"{len(due.fields)} files"
        if due.person is None and due.reason is Reason.KEPT_APART:
            return f"{due.count} kept apart"
        if is_setting(due.form):
            return "The team’s settings"
        if is_of_settings(due.form):
            return "Settings"
        return self.name(due.person)

    def name(self, person: PersonRow | None) -> str:
        """Whom it is about: a name, initials if those are wished, or the file's reference."""
        if person is None:
            return "Nobody yet"
        if person.is_closed:
            return f"{person.title}, {person.reference}"
        if not person.name:
            return f"Unnamed, {person.reference}"
        return person.initials if self.initials else person.name

    def clock(self, due: Due) -> Clock:
        """Why it stands here now, in two short lines."""
        since = self._since(due.since_ms)
        if due.referred is not None:
            return referral_words.clock_of(due, since)
        match due.reason:
            case Reason.DANGER | Reason.UNSAFE_HOME:
                words = "Danger" if due.reason is Reason.DANGER else "Unsafe"
                return Clock("over", words, since)
            case Reason.DUTY:
                return duty_words.clock_of(due, self.now)
            case Reason.REFERRAL:
                return Clock("icon", "Accepted", since, icon="send", ink="warn")
            case Reason.ASK_AGAIN | Reason.KEEP_SAFE:
                word = "Ask again" if due.reason is Reason.ASK_AGAIN else "Look again"
                return Clock("icon", word, self._day(due.day), icon="cal", ink="text")
            case _ if due.reason in _CLOCKS:
                word, icon, ink = _CLOCKS[due.reason]
                return Clock("icon", word, since, icon=icon, ink=ink)
            case Reason.CLASH:
                count = "1 place" if due.count == 1 else f"{due.count} places"
                return Clock("icon", "Decide", count, icon="clash", ink="decide")
            case _:
                ink = "danger" if self.is_late(due.since_ms) else "warn"
                return Clock("icon", "Not sent", since, icon="pc", ink=ink)

    def is_late(self, since_ms: int) -> bool:
        """Whether something waits longer than a day to be sent."""
        return self.now - self.local(since_ms) > _LATE

    def head(self, due: Due) -> str:
        """The group that a row stands in: by its time if it has a clock, else by its reason."""
        if due.referred is not None and due.reason in CLOCKED:
            return referral_words.head_of(due, self.now)
        return HEADS[due.reason]

    def matter(self, due: Due) -> str:
        """What it is about, in a few words."""
        match due.reason:
            case Reason.GLASS | Reason.KEPT_OUT:
                return lead_words.matter_of(due)
            case Reason.DRAFT:
                return matter_of(due.form)
            case Reason.DUTY:
                return duty_words.matter_of(due)
            case Reason.ONLY_HERE:
                return "1 item" if due.count == 1 else f"{due.count} items"
            case _:
                return _MATTERS[due.reason]

    def detail(self, due: Due) -> str:
        """One sentence more."""
        if due.referred is not None:
            return referral_words.detail_of(due, self.now)
        match due.reason:
            case Reason.WARD_DOOR:
                return ". ".join(filter(None, (due.who, _LEFT if due.form else _NEW_FILE)))
            case Reason.GLASS | Reason.KEPT_OUT:
                return lead_words.linked(due) if due.reason is Reason.KEPT_OUT else self.opened(due)
            case Reason.DUTY:
                return duty_words.detail_of(due)
            case Reason.DRAFT:
                return f"Kept {moment_within(self.local(due.since_ms), now=self.now)} on this PC"
            case _ if due.reason in _SEEN_SOMEWHERE:
                return self._place_and(due, _SEEN_SOMEWHERE[due.reason])
            case _:
                return _DETAILS[due.reason]

    def opened(self, due: Due) -> str:
        """Who opened a sensitive file, and until when."""
        if due.opened is None:
            return "By a colleague"
        until = moment_within(self.local(due.opened.until_ms), now=self.now)
        return f"By {due.opened.who}, until {until}"

    def _since(self, ms: int) -> str:
        """The time if it was in these days, else the date alone: there is room for no more."""
        at = self.local(ms)
        is_near = abs(self.now.date() - at.date()) <= _NEAR
        return moment(at, now=self.now) if is_near else short_day(at.date(), today=self.now.date())

    def _place_and(self, due: Due, words: str) -> str:
        return ". ".join(filter(None, (self.place_name(due.site) if due.site else "", words)))

    def seen(self, due: Due) -> str:
        """Where and when the person was seen."""
        at = moment_within(self.local(due.since_ms), now=self.now)
        where = self.place_name(due.site) if due.site else ""
        return f"Seen at {where}, {at}" if where else f"Seen {at}"

    def said(self, due: Due) -> str:
        """When danger was told of, and how long that stands on Today."""
        at = moment_within(self.local(due.since_ms), now=self.now)
        return f"Said {at}. Shown for {DANGER_HOURS} hours."

    def local(self, ms: int) -> datetime:
        """A moment in this PC's own time."""
        return moment_of(ms).astimezone(self.now.tzinfo)

    def _day(self, day: str) -> str:
        try:
            return short_day(date.fromisoformat(day), today=self.now.date())
        except ValueError:
            return ""

    def _contact(self, due: Due) -> ContactLine | None:
        safety = due.referred.safety if due.referred is not None else due.safety
        if safety is not None and due.reason in _ABOUT_A_PERSON:
            return contact_line(safety, now=self.now)
        said = due.referred if due.reason in _TO_RING else None
        if said is not None and said.phone:
            return ContactLine("phone", f"Ring {said.name or 'them'}", said.phone)
        if due.reason in (Reason.REFERRAL, Reason.UNANSWERED):
            return ContactLine("phone", f"Ring {self.ring.who}", self.ring.number)
        return _NOT_KNOWN if due.reason in _ABOUT_A_PERSON else None


def key_of(due: Due) -> str:
    """What tells a row from all others, whatever else changes."""
    return f"{due.reason._value_}:{due.record.hex()}"  # for each of thousands: `value` is slow


def about(person: PersonRow) -> str:
    """Age, NHS number and reference on one line."""
    parts = [
        "" if person.age is None else f"Age {person.age}",
        f"NHS {spaced(person.nhs_number)}" if person.nhs_number else "",
        f"Ref {person.reference}",
        only_for(person),
    ]
    return " · ".join(filter(None, parts))
