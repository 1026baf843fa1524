"""The items of a file in the words of its timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from app.domain.attachment import length_words, media_in, size_words
from app.domain.encoding import Value
from app.domain.moments import moment_of
from app.domain.records import SyncState
from app.domain.timeline import Item
from app.forms import library
from app.forms.agreed import PAGE
from app.forms.lists import load_list
from app.forms.scoring import score
from ui.formats import clock_time, moment, moment_within, short_date, short_day
from ui.person import form_words
from ui.person.facts import is_dangerous
from ui.person.travel_words import travel_state
from ui.reached import reached
from ui.referrals.wording import news_lines, news_title, referral_body, referral_title
from ui.widgets.chip import ChipKind
from ui.widgets.said_tag import LineKind
from ui.widgets.timeline_items import ItemState, NoteLine, TimelineItem

_LOOKS: dict[SyncState, tuple[ChipKind, str]] = {
    SyncState.ONLY_HERE: ("plain", "pc"),
    SyncState.RECEIVED: ("ok", "serverok"),
    SyncState.REFUSED: ("danger", "tri"),
}
_ICONS = {
    **{"identification": "shield", "note": "note", "contact": "phone"},
    **{"referral": "send", "referral_news": "bubble", PAGE: "doc"},
}


@dataclass(frozen=True, slots=True)
class TimelineWording:
    """What items are worded with: this moment and the names of places."""

    now: datetime
    place_name: Callable[[str], str]

    def item(self, item: Item) -> TimelineItem:
        """One item of the timeline."""
        at = self.local(item.at_ms)
        is_note = item.kind == "note"
        return TimelineItem(
            key=item.id.hex(),
            day=short_day(at.date(), today=self.now.date()),
            time=clock_time(at),
            icon=_icon(item),
            title=title_of(item),
            aside=" · ".join(filter(None, (_whose(item), self._place(item)))),
            body=_with_error(item, "" if is_note else self._body(item)),
            lines=_lines(item),
            state=_state(item, self.now),
            tone="danger" if _is_danger(item) and not item.error else "plain",
            struck=item.error is not None,
        )

    def local(self, ms: int) -> datetime:
        """A moment in this PC's own time."""
        return moment_of(ms).astimezone(self.now.tzinfo)

    def _place(self, item: Item) -> str:
        place, site = item.answers.get("place"), item.answers.get("site_ods")
        if isinstance(place, str):
            return place
        return self.place_name(site) if isinstance(site, str) else ""

    def _body(self, item: Item) -> str:
        if item.kind == "referral":
            return referral_body(
                item.answers, item.state, carrier=item.carrier, is_untold=item.is_untold
            )
        if item.kind == "referral_news":
            return "\n".join(news_lines("", item.answers))
        if item.kind == "attachment":
            return self._attachment(item)
        if item.kind == "contact":
            return self._contact(item)
        if item.kind == PAGE:
            return _typed(item.answers.get("content"))
        if form_words.is_of_own_form(item):
            return form_words.body(item, self.now)
        said = (_harks(item), _danger(item), _referral(item), _typed(item.answers.get("free_text")))
        return ". ".join(filter(None, said))

    def _contact(self, item: Item) -> str:
        rules = load_list("contact_rules").label(_typed(item.answers.get("rules")))
        later = moment_at(item.answers.get("next_try_at"))
        again = "" if later is None else f"next try {moment(self.local_at(later), now=self.now)}"
        said = _typed(item.answers.get("said"))
        return "\n".join(filter(None, (" · ".join(filter(None, (rules, again))), said)))

    def local_at(self, at: datetime) -> datetime:
        """A moment in this PC's own time."""
        return at.astimezone(self.now.tzinfo)

    def _attachment(self, item: Item) -> str:
        answers, size, seconds = item.answers, item.answers.get("size"), item.answers.get("seconds")
        taken = [
            f"taken {short_date(day)}" if (day := _day(answers.get("taken_on"))) else "",
            f"by {by}" if (by := _typed(answers.get("taken_by"))) else "",
        ]
        said = (
            _typed(answers.get("caption")),
            " ".join(filter(None, taken)),
            length_words(seconds) if isinstance(seconds, int) else "",
            size_words(size) if isinstance(size, int) else "",
        )
        return " · ".join(filter(None, said))


def told_apart(item: Item, *, now: datetime) -> str:
    """What an item is called, when it was and whose it is: of several notes, which one."""
    at = moment_within(moment_of(item.at_ms).astimezone(now.tzinfo), now=now)
    return ", ".join(filter(None, (title_of(item), at, item.author)))


def title_of(item: Item) -> str:
    """What an item is called."""
    if item.kind == "note":
        return "Correction" if item.corrects else "Note"
    if form_words.is_of_own_form(item):
        return form_words.title(item)
    if item.kind in _TITLES:
        return _TITLES[item.kind](item.answers)
    if item.kind == "attachment":
        return load_list("attachment_media").label(_typed(item.answers.get("media")))
    outcome = item.answers.get("outcome")
    if item.kind == "contact":
        way = load_list("contact_ways").label(_typed(item.answers.get("way")))
        return f"{way}: {load_list('contact_outcomes').label(_typed(outcome)).lower()}"
    if isinstance(outcome, str):
        return load_list("outcomes").label(outcome)
    return "Record"


def _whose(item: Item) -> str:
    """Who wrote it; of what came with a referral which team."""
    return f"Came with the referral from {item.came_from}" if item.came_from else item.author


def _page_title(answers: Mapping[str, Value]) -> str:
    return _typed(answers.get("title")) or "Page"


_TITLES: dict[str, Callable[[Mapping[str, Value]], str]] = {
    "referral": referral_title,
    "referral_news": news_title,
    PAGE: _page_title,
}


def _with_error(item: Item, body: str) -> str:
    error = f"Entered in error: {item.error}" if item.error is not None else ""
    return "\n".join(filter(None, (body, error)))


def _lines(item: Item) -> tuple[NoteLine, ...]:
    known: dict[str, LineKind] = {kind: kind for kind in get_args(LineKind)}
    lines = [NoteLine(known[label], text) for label, text in item.lines if label in known]
    if apart := form_words.lines(item):
        return tuple(NoteLine(kind, words) for kind, words in apart)
    words = item.answers.get("their_words")
    if isinstance(words, str):
        lines.append(NoteLine("said", words))
    return tuple(lines)


def _state(item: Item, now: datetime) -> ItemState:
    if item.has_clash:
        return ItemState("Two versions", "decide", "clash")
    if item.travel is not None and item.sync is SyncState.RECEIVED:
        return travel_state(item.travel)
    return ItemState(reached(item.sync, item.reach, now=now), *_LOOKS[item.sync])


def _is_danger(item: Item) -> bool:
    return is_dangerous(item.answers)


def _harks(item: Item) -> str:
    rule = library.latest("identification").outcome
    found = score(rule.instrument, item.answers) if rule is not None else None
    if found is None or not found.points + found.no + found.declined:
        return ""
    unsafe = ", unsafe at home" if item.answers.get("hark_safety") == "yes" else ""
    asked = found.points + found.no + found.declined + found.open
    return f"HARKS {found.points} of {asked} yes{unsafe}"


def _danger(item: Item) -> str:
    danger = item.answers.get("immediate_danger")
    return {"yes": "In immediate danger", "unsure": "Danger not sure"}.get(str(danger), "")


def _referral(item: Item) -> str:
    field = library.latest("identification").field("specialist_referral")
    code = item.answers.get("specialist_referral")
    if field is None or field.codes is None or not isinstance(code, str):
        return ""
    return f"IDVA referral: {field.codes.label(code).lower()}"


def _icon(item: Item) -> str:
    media = media_in(item.answers) if item.kind == "attachment" else None
    if media is not None and (media.is_picture or media.is_sound):
        return "picture" if media.is_picture else "sound"
    return _ICONS.get(item.kind, "doc")


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment_at(value: Value) -> datetime | None:
    """A stored time, None for what is none."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo is not None else None


def _typed(value: Value) -> str:
    return value if isinstance(value, str) else ""
