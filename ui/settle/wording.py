"""Clashes in the words of the desk: who, when, on which PC, and what holds until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.careful import Order, agreed, order_of
from app.domain.clashes import Clash, HowSettled, Settled
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.moments import moment_of
from app.domain.nhs_number import spaced
from app.domain.people import PersonRow
from app.domain.records import Version
from app.domain.team_settings import is_setting, key_of
from app.forms.stored_words import field_of, in_words, label_of
from ui.contact import words as contact_words
from ui.formats import moment, short_day

_LABELS = {"contact_point": "Safe contact", "risk": "Risk level"}
_RISKS = {
    "high": "High",
    "medium": "Medium",
    "not_assessed": "Not assessed",
    "standard": "Standard",
}
_HOW = {
    HowSettled.EQUAL: "Kept once. Nothing lost",
    HowSettled.REPLACED: "Replaced by {who}. Old one in history",
    HowSettled.CHOSEN: "Settled by {who}",
}
NOTES = "Notes never clash: both are always kept."
INCOMPLETE = "Not everything has arrived: something of this team cannot be read on this PC yet."
BOLDER = (
    "Choosing a version that allows more contact or sharing, or shows a lower risk, asks you for a "
    "reason first."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: what clashes, what holds meanwhile, whom it is about, whose it is."""

    key: str
    title: str
    aside: str
    name: str
    detail: str
    is_settled: bool = False
    is_by_app: bool = False

    @property
    def sentence(self) -> str:
        """The row as it is read out."""
        return ", ".join(filter(None, (self.title, self.aside, self.name, self.detail)))


@dataclass(frozen=True, slots=True)
class SettleWording:
    """What is worded with this moment; `initials` shows initials in place of names."""

    now: datetime
    initials: bool = False

    def row(self, clash: Clash) -> Row:
        """One clash in the list."""
        latest = max(clash.versions, key=lambda version: version.at_ms)
        who = in_sentence([first_name(self.who(each)) for each in clash.versions])
        detail = f"{who}, {self.day(latest)}"
        return Row(clash.key, title(clash), self.aside(clash), self.whose(clash), detail)

    def settled_row(self, settled: Settled) -> Row:
        """One that has been settled."""
        who = first_name("you" if settled.latest.is_here else self.who(settled.latest))
        detail = f"{_HOW[settled.how].format(who=who)}, {self.day(settled.latest)}"
        words = "Same words, two PCs" if settled.how is HowSettled.EQUAL else ""
        title = words or label(settled.kind, settled.field)
        by_app = settled.how is not HowSettled.CHOSEN
        name = self.whose(settled)
        return Row(settled.key, title, "", name, detail, is_settled=True, is_by_app=by_app)

    def aside(self, clash: Clash) -> str:
        """What holds until it is settled, in two or three words."""
        if clash.holds_contact:
            return "calls held"
        if order_of(clash.field) is Order.RISK:
            return f"shown {_level(clash.shown)}"
        return "careful side" if clash.has_careful_side else ""

    def name(self, person: PersonRow | None) -> str:
        """Whom it is about: a name, initials if those are wished, or that there is none."""
        if person is None:
            return "A file whose person has not arrived"
        return (self.initials and person.initials) or person.title

    def whose(self, thing: Clash | Settled) -> str:
        """Whom or what it is about: of the team's settings, which one where that is known."""
        kind = thing.record.kind if isinstance(thing, Clash) else thing.kind
        if not is_setting(kind):
            return self.name(thing.person)
        about = key_of(kind, thing.record.fields) if isinstance(thing, Clash) else ""
        return f"The team’s settings: {about}" if about else "The team’s settings"

    def about(self, thing: Clash | Settled) -> str:
        """Whom or what it is about, with reference and NHS number."""
        person = thing.person
        number = f"NHS {spaced(person.nhs_number)}" if person and person.nhs_number else ""
        reference = f"Ref {person.reference}" if person else ""
        return " · ".join(filter(None, (self.whose(thing), reference, number)))

    def who(self, version: Version) -> str:
        """Whose version it is."""
        return "You" if version.is_here else version.author or "Somebody"

    def where(self, version: Version) -> str:
        """On which PC it was written."""
        return "This PC" if version.is_here else version.pc or "Another PC"

    def when(self, version: Version) -> str:
        """When it was written, by that PC's clock."""
        return moment(self._local(version), now=self.now)

    def day(self, version: Version) -> str:
        """On which day."""
        day, today = self._local(version).date(), self.now.date()
        return "today" if day == today else short_day(day, today=today)

    def held(self, clash: Clash) -> tuple[str, str]:
        """What holds everywhere until it is settled: a strong sentence and a plain one."""
        if clash.holds_contact:
            return "Calls are held until you settle this.", contact_words.stricter(clash.values)
        shown = value_words(clash, clash.shown).rstrip(".")
        if order_of(clash.field) is Order.PERMISSION and isinstance(clash.shown, dict):
            return "Nothing may be shared on this until you settle it.", _allowed(clash)
        if clash.field == AWAY:
            return "The record stays in sight until you settle this.", ""
        if clash.has_careful_side:
            return (
                f"Shown everywhere until you settle this: {shown}.",
                "It is the more careful one.",
            )
        return "", "Both stand. Until you settle this the later one is shown."

    def _local(self, version: Version) -> datetime:
        return moment_of(version.at_ms).astimezone(self.now.tzinfo)


def title(clash: Clash) -> str:
    """What clashes."""
    return label(clash.record.kind, clash.field)


def label(kind: str, field: str) -> str:
    """A stored field in the words of its form."""
    return _LABELS.get(field.partition("/")[0]) or label_of(field, field_of(kind, field))


def first_name(who: str) -> str:
    """What colleagues call each other."""
    return who.split()[0] if who.split() else who


def value_words(clash: Clash, value: Value) -> str:
    """A version in words; of a contact point no number or address is told."""
    if clash.holds_contact:
        return contact_words.of(value, clash.values)
    return words_of(clash.record.kind, clash.field, value)


def words_of(kind: str, field: str, value: Value) -> str:
    """A field's value as people read it."""
    if order_of(field) is Order.RISK and field_of(kind, field) is None:
        reasons = value.get("reasons") if isinstance(value, dict) else None  # type: ignore
        return ". ".join(filter(None, (_level(value), str(reasons or ""))))
    return in_words(value, field_of(kind, field))


def listed(names: Sequence[str]) -> str:
    """Names in one phrase, each once."""
    each = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(each[:-1]), each[-1]))) if each else ""


def in_sentence(names: Sequence[str]) -> str:
    """Names in one phrase that begins a sentence, each once: "You" has a capital there alone."""
    first, *others = dict.fromkeys(names)
    return listed([first, *("you" if name == "You" else name for name in others)])


def _allowed(clash: Clash) -> str:
    """Whom every version of a consent allows to be told."""
    asked = field_of(clash.record.kind, clash.field)
    codes = asked.codes if asked is not None else None
    told = [name for name, answer in agreed(clash.values).items() if answer == "yes"]
    names = [codes.label(name) if codes is not None else name for name in told]
    return f"All versions allow: {listed(names)}." if names else "There is nobody whom all allow."


def _level(value: Value) -> str:
    level = value.get("level") if isinstance(value, dict) else value  # type: ignore[call-overload]
    return _RISKS.get(str(level or "not_assessed"), str(level))
