"""Who saw what: own lines for everyone, colleagues' for a lead, ids alone of what is erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.history import Looked, Written
from app.domain.looks import Seen, SeenPage, Sought
from storage.vault import Vault
from tests.colleagues import Colleague

FILE = b"w" * 16
_ADD = """
    insert into look (space, device, position, ms, what, subject, record, detail)
    values (1, ?, 7, ?, ?, ?, null, ?)
"""


@pytest.fixture
def add(vault: Vault) -> Callable[..., None]:
    """Take in a line that a colleague's PC sealed to the leads."""

    def with_person(session) -> Colleague:
        colleague = Colleague(session, role="member")
        colleague.opens_file(session, FILE, name="Wren")
        return colleague

    colleague = vault.write(with_person).result()

    def take_in(ms: int, what: str = "view", file: bytes = FILE, detail: str = "") -> None:
        row = (colleague.device, ms, what, file, detail)
        vault.write(lambda session: session.connection.execute(_ADD, row)).result()

    return take_in


def seen(vault: Vault, sought: Sought | None = None, most: int = 100, after=None) -> SeenPage:
    asked = sought or Sought()
    return vault.read(lambda reading: reading.seen(asked, after=after, most=most)).result()


def test_a_lead_sees_colleagues_lines_between_her_own_and_page_by_page(
    vault: Vault, add: Callable[..., None]
) -> None:
    vault.write(
        lambda session: session.note_access("history", FILE, record=None, detail="person")
    ).result()
    own = seen(vault).lines[0]
    add(own.ms - 10)
    add(own.ms + 10, "exported", detail="police; why")

    first = seen(vault, most=2)
    rest = seen(vault, most=2, after=first.older)

    lines = [*first.lines, *rest.lines]
    assert [each.what for each in lines] == ["exported", "history", "view"]
    assert [each.pc for each in lines] == ["WGH-2", "", "WGH-2"]
    assert lines[0].author == "Linnet Marrowby"
    assert rest.older is None


def test_who_does_not_lead_sees_her_own_alone(vault: Vault, add: Callable[..., None]) -> None:
    add(1)
    assert len(seen(vault).lines) == 1

    vault.write(
        lambda session: session.connection.execute("update device set role = 'member' where is_own")
    ).result()

    assert seen(vault).lines == ()
    assert not vault.read(lambda reading: reading.seen_choices()).result().is_lead


def test_of_a_file_that_is_gone_the_id_alone_is_told(
    vault: Vault, add: Callable[..., None]
) -> None:
    add(5, "exported", b"g" * 16, "police; she told us where she lives")

    assert seen(vault).lines == (
        Seen(5, "Linnet Marrowby", "WGH-2", "exported", b"g" * 16, None, ""),
    )


def test_lines_are_sought_by_file_worker_time_and_act(
    vault: Vault, add: Callable[..., None]
) -> None:
    add(5)
    add(9, "exported")
    add(20, file=b"o" * 16)

    def found(**asked: object) -> list[int]:
        return [each.ms for each in seen(vault, Sought(**asked)).lines]  # type: ignore[arg-type]

    assert found(subject=FILE) == [9, 5]
    assert found(author="Linnet Marrowby", what="view") == [20, 5]
    assert found(since_ms=9, until_ms=20) == [9]
    assert found(author="Wren") == []


def test_a_leads_history_of_a_file_holds_what_colleagues_looked_at(
    vault: Vault, add: Callable[..., None]
) -> None:
    add(5)

    page = vault.read(lambda reading: reading.history_page(FILE, None)).result()

    kinds = {type(each) for each in page.entries}
    assert kinds == {Looked, Written}
    [look] = [each for each in page.entries if isinstance(each, Looked)]
    assert (look.author, look.pc, look.what) == ("Linnet Marrowby", "WGH-2", "view")
