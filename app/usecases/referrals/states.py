"""Where the referrals of a vault are, as both sides' records say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import referral
from app.domain.moving import origin_of
from app.domain.parcels import MOST_OF_A_KIND, derived_id, row_label
from app.domain.records import Record
from app.domain.referral import KIND, NEWS, ROAD_WHY, State, Way
from app.errors import NotFound
from app.forms import fields, library
from app.forms.agreed import PAGE
from app.ports import Reading

OF_THEIRS = ("injury", PAGE)
"""Kinds of which the one who saw or wrote it alone changes what it says."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One referral as it stands: its record, which way it goes, where it is.

    `last` is the newest of what the other side told. `why` is the code of why a parcel does not
    go on, empty if nothing is in its way.
    """

    record: Record
    way: Way
    state: State
    last: referral.News | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """The team or service on the other side, empty for our own team."""
        named = self.record.fields.get("from_name" if self.way is Way.ARRIVED else "to_name")
        return named if isinstance(named, str) else ""


def find(reading: Reading, id: bytes) -> Record:
    """The referral with this id, or that travels in this parcel.

    Raises NotFound `referrals.no_such_referral`.
    """
    record = reading.record(id)
    if record is None or record.kind != KIND:
        record = by_parcel(reading, id)
    if record is None:
        raise NotFound("referrals.no_such_referral")
    return record


def by_parcel(reading: Reading, parcel: bytes) -> Record | None:
    """The referral that travels in a parcel, or None; one that was put away does not count."""
    found = reading.referrals(parcel=parcel)
    return found[0] if found else None


def standing(reading: Reading, record: Record) -> Standing:
    """Where one referral is."""
    return standing_among(record, reading.records_of(record.subject))


def of_file(records: Sequence[Record]) -> list[Standing]:
    """All referrals among the records of one file, in their order."""
    return [standing_among(each, records) for each in records if each.kind == KIND]


def standing_among(record: Record, records: Sequence[Record]) -> Standing:
    """Where one referral is, with the records of its file at hand."""
    form = library.latest(NEWS)
    told = [fields.from_fields(form, each.fields) for each in records if _tells_of(each, record)]
    news = [each for each in map(referral.news_of, told) if each is not None]
    stands, way = record.fields, referral.way_of(record.fields)
    last = referral.newest(news)
    if referral.is_ours(stands):
        return Standing(record, way, referral.state_here(stands, news), last)
    if way is not Way.TEAM:
        return Standing(record, way, State.SENT)
    state = referral.state_there(stands, referral.road_of(stands), news)
    return Standing(record, way, state, last, str(stands.get(ROAD_WHY) or ""))


def phone_of(reading: Reading, standing: Standing) -> str:
    """The number of the other team: where a referral does not get there by itself, and where who
    referred may know a safe time.
    """
    other = standing.record.fields.get("from_team" if standing.way is Way.ARRIVED else "to_team")
    return next((each.phone for each in reading.parcels.teams() if each.id.hex() == other), "")


def came_from(record: Record, among: Sequence[Record]) -> str | None:
    """The team that a record came from with a referral, and saw or wrote what it says; else None.

    `among` are the records of its file, those put away too: it stays theirs after the referral was
    put away, and after the file moved. Such a one is read here, and changed where it was written.
    """
    if record.kind not in OF_THEIRS:
        return None
    origin = origin_of(record.fields)
    id = record.id if origin is None else origin.first
    for each in among:
        is_arrived = each.kind == KIND and referral.way_of(each.fields) is Way.ARRIVED
        if is_arrived and id in _made_of(each, record.kind):
            return str(each.fields.get("from_name") or "another team")
    return None


def _made_of(arrived: Record, kind: str) -> set[bytes]:
    team, parcel = (referral.id_in(arrived.fields, each) for each in ("from_team", "parcel"))
    if team is None or parcel is None:  # by a program that names teams otherwise
        return set()
    return {derived_id(team, parcel, row_label(kind, each)) for each in range(MOST_OF_A_KIND)}


def _tells_of(news: Record, record: Record) -> bool:
    if news.kind != NEWS or news.is_away:
        return False
    return news.fields.get("referral") in (record.id.hex(), record.fields.get("parcel"))
