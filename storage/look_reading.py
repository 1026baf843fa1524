"""The access log of this vault, and for a lead what colleagues' PCs sealed to the leads."""

from __future__ import annotations

from app.domain.history import Mark
from app.domain.looks import PAGE, Choices, Seen, SeenPage, Sought
from storage.connection import Connection
from storage.leases import HIDES_LINE, Gate

# A lead's own other lines can come back after a restore; those that stand here already count once.
_SEEN = """
    with s as (
    select e.ms as ms, 1 as source, e.nr as nr, a.name as author, '' as pc, e.what as what,
        e.subject as subject, e.record as record, e.detail as detail
    from access e join author a on a.nr = e.author
    union all
    select l.ms, 2, l.nr, a.name, d.name, l.what, l.subject, l.record, l.detail
    from look l join device d on d.nr = l.device join author a on a.nr = d.author
    where exists (
        select 1 from device o
        where o.space = l.space and o.is_own and o.role = 'lead' and o.removed_ms is null
    ) and not (d.is_own and exists (
        select 1 from access e where e.subject = l.subject and e.ms = l.ms and e.what = l.what
    )))
"""
_PAGE = """
    select ms, source, nr, author, pc, what, subject, record,
        case when length(subject) = 0 or exists (
            select 1 from record r where r.subject = s.subject
        ) then detail else '' end
    from s
    where not exists ({hidden})
        and (?1 is null or subject = ?1) and (?2 = '' or author = ?2) and (?3 = '' or what = ?3)
        and (?4 is null or ms >= ?4) and (?5 is null or ms < ?5)
        and (?6 is null or (ms, source, nr) < (?6, ?7, ?8))
    order by ms desc, source desc, nr desc limit ?9
""".format(hidden=HIDES_LINE.format(line="s", closed="?10"))  # noqa: S608 - no value of a person's
_HIDDEN = HIDES_LINE.format(line="s", closed="?")
_AUTHORS = f"""
    select distinct author from s where not exists ({_HIDDEN}) order by author
"""  # noqa: S608 - no value of a person's
_ACTS = f"""
    select distinct what from s where not exists ({_HIDDEN}) order by what
"""  # noqa: S608
_LEADS = """
    select exists (
        select 1 from device d join membership m on m.space = d.space
        where d.is_own and d.role = 'lead' and d.removed_ms is null
    )
"""


def page(
    connection: Connection,
    gate: Gate,
    sought: Sought,
    *,
    after: Mark | None,
    most: int = PAGE,
) -> SeenPage:
    """The newest lines that were asked for, older than a mark."""
    start = (None, None, None) if after is None else (after.ms, after.source, after.nr)
    asked = (sought.subject, sought.author, sought.what, sought.since_ms, sought.until_ms)
    rows = connection.execute(_of_seen(_PAGE), (*asked, *start, most + 1, gate.listed)).fetchall()
    lines = tuple(Seen(ms, *row) for ms, _, _, *row in rows[:most])
    return SeenPage(lines, Mark(*rows[most - 1][:3]) if len(rows) > most else None)


def choices(connection: Connection, gate: Gate) -> Choices:
    """Whose lines and which acts there are to choose from."""
    return Choices(
        authors=_each(connection, _AUTHORS, gate),
        acts=_each(connection, _ACTS, gate),
        is_lead=bool(connection.execute(_LEADS).fetchone()[0]),
    )


def _each(connection: Connection, question: str, gate: Gate) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(_of_seen(question), (gate.listed,)))


def _of_seen(question: str) -> str:
    """The lines that may be seen here, and what is asked of them."""
    return "\n".join((_SEEN, question))
