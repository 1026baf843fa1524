"""A vault in a space, and how its changes are numbered."""

from __future__ import annotations


def join_space(vault):
    """As if it had joined a space, and numbered seven segments there."""
    sql = """
        insert into membership (
            space, url, signing, pins, device, keys, author, incarnation, seq, place, generation,
            position, running, head, skew_ms
        ) values (1, '', x'', x'', x'', x'', x'', x'01', 7, x'02', 0, 0, x'', x'', 0)
    """
    vault.write(lambda session: session.connection.execute(sql)).result()
    vault.write(
        lambda session: session.connection.execute("update space set id = x'05' where nr = 1")
    ).result()


def numbering_of(vault):
    sql = "select incarnation, seq, place from membership"
    return vault.read(lambda r: r.connection.execute(sql).fetchone()).result()
