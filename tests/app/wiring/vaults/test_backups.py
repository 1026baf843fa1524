"""Backups happen by themselves while a vault is open, and end with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.backup import daily
from tests.app.wiring.driving import Program, make_person
from ui.theme.theme import Theme

DAY_MS = 24 * 3_600_000


@pytest.fixture
def program(tmp_path, qapp, qtbot):
    folder = tmp_path / "vaults"
    folder.mkdir()
    make_person(folder, "Wren Pepperday")
    program = Program(folder, Theme("light", parent=qapp), qapp, qtbot)
    program.unlock()
    yield program
    program.end()


def made(tmp_path):
    return sorted((tmp_path / "backups").rglob("*.backup"))


def test_one_is_made_when_it_is_due_and_not_again_that_day(program, tmp_path):
    lane = program.session.joined.settings.backups
    program.wait(lambda: lane.state is not None)

    lane.look()
    program.wait(lambda: bool(made(tmp_path)) and not lane.is_working)
    lane.look()

    assert not lane.is_working
    assert len(made(tmp_path)) == 1
    vault = program.session.desk.vault
    vault.write(lambda session: session.new_id()).result()  # behind what was noted meanwhile
    kept = vault.read(lambda reading: daily.read(reading.connection)).result()
    assert (kept.made_ms, kept.file) == (lane.state.made_ms, str(made(tmp_path)[0]))
    assert (vault.path / "reserve").exists()


def test_a_week_without_one_is_told_at_unlock(program, qtbot):
    lane, desk = program.session.joined.settings.backups, program.session.desk
    program.wait(lambda: lane.state is not None)
    late = replace(lane.state, since_ms=desk.local_ms() - 8 * DAY_MS)
    desk.vault.write(lambda session: daily.write(session.connection, late)).result()

    with qtbot.waitSignal(desk.told, check_params_cb=lambda words: "No backup" in words):
        lane.start()


def test_what_was_chosen_while_one_was_made_stays(program, tmp_path):
    lane = program.session.joined.settings.backups
    program.wait(lambda: lane.state is not None)

    lane.back_up()
    lane.back_up()
    lane.set_folder(str(tmp_path / "unplugged"))
    program.wait(lambda: not lane.is_working)
    assert len(made(tmp_path)) == 1
    lane.back_up()
    program.wait(lambda: not lane.is_working)

    assert lane.state.folder == str(tmp_path / "unplugged")
    assert lane.state.second_problem == "backup.no_folder"
    assert not (tmp_path / "unplugged").exists()


def test_with_the_vault_it_ends(program, tmp_path):
    lane = program.session.joined.settings.backups
    program.wait(lambda: lane.state is not None)

    lane.back_up()
    program.session.lock()

    assert program.replaced == ["now"]
    left = {each.name for each in (tmp_path / "backups").rglob("*") if each.is_file()}
    assert not {name for name in left if name.endswith(".part")}
