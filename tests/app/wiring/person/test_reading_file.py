"""What the page of a file is told of it."""

from __future__ import annotations

from app.usecases import settling
from app.usecases.recording import record
from app.wiring.person.reading_file import whole_file
from storage.session import VaultSession
from tests.app.wiring.driving import Program
from tests.colleagues import Colleague


def test_of_two_versions_that_were_put_back_each_is_by_whoever_wrote_it(program: Program) -> None:
    program.unlock()
    desk = program.session.desk

    def work(session: VaultSession) -> bytes:
        person = record(session, "person", {"name": "Sorrel Thimblewood"}).id
        linnet = Colleague(session, role="member")
        linnet.writes(session, "person", {"name": "Sorrel T."}, subject=person, record=person)
        settling.write(session, person, "name", value="Sorrel Thimble")
        (settled,) = session.record(person).heads["name"]
        settling.reopen(session, person, "name", settled=settled)
        return person

    person = desk.vault.write(work).result()
    (in_clash,) = whole_file(desk, person).result().in_clash

    by = {each.value: each.author for each in in_clash.clashes["name"]}
    assert by["Sorrel T."] == "Linnet Marrowby"
    assert by["Sorrel Thimblewood"] == by["Sorrel Thimble"] != "Linnet Marrowby"
