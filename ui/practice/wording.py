"""A practice's figures in words: nobody is named, and a few are never counted aloud."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.practice import Month, Point, Practice, Raise, Session, Share, Tally, few
from app.forms import library
from app.forms.lists import load_list
from ui.formats import short_date
from ui.widgets.table_model import Cell, Column, Row

_SESSIONS = "training_sessions"
MONTH_COLUMNS = (
    *(Column("Month", 92), Column("Training"), Column("Counted", 86, numeric=True)),
    *(Column("Not safe", 86, numeric=True), Column("Recorded", 96, numeric=True)),
    *(Column("Abuse found", 108, numeric=True), Column("Said yes", 92, numeric=True)),
)
SESSION_COLUMNS = (
    *(Column("Held on", 112), Column("Session"), Column("Came", 104, numeric=True)),
    Column("Confidence", 120, numeric=True),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_row(month: Month) -> Row:
    """A month in the table; a month in which somebody was trained says so."""
    trained = ", ".join(f"{label(each.session)}: {each.people}" for each in month.sessions)
    name = f"{_MONTHS[month.first.month - 1]} {month.first.year % 100:02d}"
    counts = (month.asked, month.not_safe, month.recorded, month.identified, month.accepted)
    cells = (
        Cell(name, strong=bool(trained)),
        Cell(trained, icon="people" if trained else "", ink="accentText"),
        *(Cell(str(count) if count else "–", ink="text" if count else "text3") for count in counts),
    )
    return Row(month.first.isoformat(), cells)


def session_row(session: Session) -> Row:
    """A session in the table."""
    of_staff = f" of {session.of_staff}" if session.of_staff else ""
    asked = session.before is not None and session.after is not None
    confidence = f"{session.before} → {session.after}" if asked else "–"
    cells = (
        Cell(short_date(session.held_on)),
        Cell(label(session.session)),
        Cell(f"{session.people}{of_staff}"),
        Cell(confidence),
    )
    return Row(session.id.hex(), cells)


def share_words(share: Share) -> str:
    """How far the training has come."""
    came = f"{label(share.session)}: {share.people}"
    if share.percent is None:
        return f"{came} came. Say out of how many, and the share is worked out."
    return f"{came} of {share.of_staff}, {share.percent}%"


def came_of_words(practice: Practice) -> str:
    """What came of it, where abuse was found."""
    total = sum(practice.came_of.values())
    if not total:
        return "No abuse was recorded in these twelve months."
    told = [f"{count} {_came(code)}" for code, count in sorted(practice.came_of.items())]
    taken = f" Of those who said yes, {practice.taken} were handed over." if practice.taken else ""
    return f"Of {total} in whom abuse was found: {', '.join(told)}.{taken}"


def tally_words(tally: Tally) -> str:
    """How the clinic stands, in one line."""
    asked = "1 was asked" if tally.asked == 1 else f"{tally.asked} were asked"
    unsafe = f"{tally.not_safe} could not be asked safely"
    return f"Today: {asked}, {tally.disclosed} disclosed, {unsafe}."


def point_words(point: Point) -> tuple[str, str]:
    """What to raise: the strong sentence, and what to do about it."""
    made = _POINTS[point.what]
    facts: Mapping[str, object] = {
        "few": few(point.count),
        "count": point.count,
        "of": point.of,
        "share": _share_of(point),
        "session": label(point.session) if point.session else "",
    }
    strong, text = made
    return strong.format_map(facts), text.format_map(facts)


def _share_of(point: Point) -> str:
    """How many out of how many; nothing where all of them together are too few to be counted."""
    is_counted = few(point.of) == str(point.of)
    return f": {few(point.count)} of {point.of}" if is_counted else ""


def label(session: str) -> str:
    """The name of a session."""
    return load_list(_SESSIONS).label(session)


def _came(code: str) -> str:
    field = library.latest("identification").field("specialist_referral")
    words = {"accepted": "said yes to a referral", "declined": "said no to it"}
    if code in words:
        return words[code]
    if code == "blank" or field is None or field.codes is None:
        return "not said"
    return field.codes.label(code).lower()


_POINTS: dict[Raise, tuple[str, str]] = {
    Raise.WAITING: (
        "Referrals nobody has taken yet: {few}.",
        "Ring the team today. Today lists them.",
    ),
    Raise.OPEN_ONLINE: (
        "Records of abuse not marked as hidden from online access: {few}.",
        "Open each one’s Keep the record safe. Hide the whole entry, documents too.",
    ),
    Raise.NEVER_TRAINED: (
        "No training is in the log.",
        "Ask the advocate educator for the first clinical session, and write it down here.",
    ),
    Raise.BELOW: (
        "{session}: {of}% have come; 75% is trained.",
        "{count} more would make it. Ask who is on leave, new, or part time.",
    ),
    Raise.LONG_AGO: ("The last session was {count} months ago.", "Ask for a top-up."),
    Raise.TRAINED: ("The practice is trained: 75% or more of each group.", "Say thank you."),
    Raise.CONFIDENCE: (
        "Confidence to ask went from {count} to {of} of 10 after {session}.",
        "Ask what still makes it hard.",
    ),
    Raise.NOT_SAFE: (
        "It was often not safe to ask{share} in three months.",
        "Is there a room? Who can take the other person to the desk for a form?",
    ),
    Raise.NOT_ASKED: (
        "Nobody is known to have been asked in three months.",
        "Count one clinic a week here: one press a patient.",
    ),
    Raise.NONE_FOUND: (
        "Nothing was disclosed in three months, of {count} asked or recorded.",
        "About 1 in 5 is missed even so. Talk about how the question is put.",
    ),
}
