"""Which records need someone today, picked out where they lie rather than read one by one."""

from __future__ import annotations

from collections.abc import Sequence

from storage.connection import Connection

_WANTED = """
    select nr from record where kind = 'identification' and is_away = 0 and (
        state ->> '$.ask_again_on' <= :today
        or (
            state ->> '$.specialist_referral' = 'accepted'
            and lower(hex(id)) not in (
                select state ->> '$.identification' from record
                where kind = 'referral' and is_away = 0
                    and state ->> '$.identification' is not null
                    and (coalesce(state ->> '$.way', '') <> 'outside'
                        or state ->> '$.meets_wish' = 'yes')
            )
        )
        or (
            state ->> '$."abuse_types/fgm"' is not null
            and state ->> '$.imported' is null
            and lower(hex(id)) not in (
                select state ->> '$.identification' from record
                where kind = 'duty_report' and is_away = 0
                    and state ->> '$.identification' is not null
            )
        )
        or (
            (state ->> '$.immediate_danger' = 'yes' or state ->> '$.hark_safety' = 'yes')
            and not coalesce(
                state ->> '$.identified_at' glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'
                and state ->> '$.identified_at' < :since,
                0
            )
        )
    )
    order by changed_ms desc, nr desc
"""
_HANDED_OVER = """
    select state ->> '$.identification' from record
    where kind = 'referral' and is_away = 0 and state ->> '$.identification' is not null
        and (coalesce(state ->> '$.way', '') <> 'outside' or state ->> '$.meets_wish' = 'yes')
"""
_OPEN_REFERRALS = """
    select nr from record where kind = 'referral' and is_away = 0 and (
        (
            state ->> '$.way' in ('own_team', 'arrived')
            and coalesce(state ->> '$.state', '') not in ('declined', 'closed')
        )
        or (state ->> '$.way' = 'team' and coalesce(state ->> '$.done', '') <> 'yes')
    )
    order by created_ms, nr
"""
_OF_PARCEL = """
    select nr from record
    where kind = 'referral' and is_away = 0 and state ->> '$.parcel' = ? order by nr
"""
_FROM_DOORS = """
    select nr from record
    where kind = 'ward_door' and is_away = 0 and coalesce(state ->> '$.seen', '') <> 'yes'
    order by changed_ms, nr
"""
_ENQUIRIES = """
    select nr from record
    where kind = 'identification' and is_away = 0 and state ->> '$.identified_at' >= ?
    order by nr
"""
_TO_KEEP_SAFE = """
    select nr from record
    where kind = 'record_safety' and is_away = 0 and state ->> '$.review_on' <= ?
    order by nr
"""
_BY_IDS = """
    select min(r.nr) from json_each(?) wanted join record r on r.id = unhex(wanted.value)
    group by r.id
"""


def wanted(connection: Connection, *, today: str, since: str) -> list[int]:
    """Row numbers of identifications to ask again by this day, with an accepted referral that
    nobody took yet, with FGM and no report begun, or in danger no longer ago than `since` (both
    YYYY-MM-DD).

    A time that cannot be read counts as now. What is picked here is judged by the use case.
    """
    rows = connection.execute(_WANTED, {"today": today, "since": since})
    return [row[0] for row in rows]


def enquiries(connection: Connection, since: str) -> list[int]:
    """Row numbers of the identifications made on this day or later."""
    return [row[0] for row in connection.execute(_ENQUIRIES, (since,))]


def to_keep_safe(connection: Connection, today: str) -> list[int]:
    """Row numbers of what keeps records safe and is to be looked at again by this day."""
    return [row[0] for row in connection.execute(_TO_KEEP_SAFE, (today,))]


def handed_over(connection: Connection) -> frozenset[str]:
    """The ids, in hex, of the identifications whose referral somebody took."""
    return frozenset(str(row[0]) for row in connection.execute(_HANDED_OVER))


def referrals(connection: Connection, parcel: bytes | None) -> list[int]:
    """Row numbers of referrals that are not done, oldest first; or of the one in a parcel."""
    if parcel is None:
        return [row[0] for row in connection.execute(_OPEN_REFERRALS)]
    return [row[0] for row in connection.execute(_OF_PARCEL, (parcel.hex(),))]


def from_doors(connection: Connection) -> list[int]:
    """Row numbers of what came from a ward PC and nobody has seen, the oldest first."""
    return [row[0] for row in connection.execute(_FROM_DOORS)]


def numbers_of(connection: Connection, ids: Sequence[bytes]) -> list[int]:
    """Row numbers of the records with these ids; of several in other files the first that came."""
    listed = "[" + ",".join(f'"{id.hex()}"' for id in ids) + "]"
    return [row[0] for row in connection.execute(_BY_IDS, (listed,))]
