"""A damaged vault says so as it is opened, and names each way of repair that can help."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.changes import Edit
from app.errors import Damaged
from app.wiring.vaults.repair_ways import Diagnosis, ways_of
from storage.backup import taking_place
from storage.backup.making import make_backup
from storage.opening import open_vault
from tests.app.wiring.driving import PASSPHRASE, Program, make_person
from ui.theme.theme import Theme


@pytest.fixture
def folder(tmp_path):
    """Wren's vault with notes, an own backup of it, and a page that cannot be read."""
    vaults = tmp_path / "vaults"
    vaults.mkdir()
    make_person(vaults, "Wren Pepperday")
    with open_vault(vaults / "wren", PASSPHRASE) as vault:

        def work(session):
            lines = [{"label": "fact", "text": "Came to Willowmere " * 60}]
            for _ in range(20):
                session.save([Edit("note", session.new_id(), None, {"lines": lines}, {})])

        vault.write(work).result()
        place = tmp_path / "backups" / vault.id.hex()[:8]
        place.mkdir(parents=True)
        make_backup(vault, place / "yarrow-20261127-080000.backup", made_ms=1)
    file = vaults / "wren" / "records.db"
    content = bytearray(file.read_bytes())
    content[-4096 * 3 + 9] ^= 1
    file.write_bytes(content)
    with open_vault(vaults / "wren", PASSPHRASE) as vault:
        assert vault.verify()
    return vaults


@pytest.fixture
def program(folder, qapp, qtbot):
    theme = Theme("light", parent=qapp)
    program = Program(folder, theme, qapp, qtbot)
    yield program
    program.end()


def test_a_backup_repairs_it_and_the_damaged_folder_is_kept(program, folder):
    program.unlock()
    mending = program.session.joined.mending
    program.wait(lambda: mending.box is not None)
    assert "yarrow-20261127-080000" in mending.box.line.text()
    helps = {key: each.isEnabled() for key, each in mending.box.choices.items()}
    assert helps == {"changes": False, "backup": True, "service": True}
    assert mending.box.choices["service"].text() == "From what can be read"
    assert mending.box.way == "backup"
    chip = program.window.top_bar.sync_chip
    program.wait(lambda: chip.isVisible())
    assert chip.accessibleName() == "Read only, nothing is sent"

    program.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: bool(program.replaced))

    with open_vault(folder / "wren", PASSPHRASE) as vault:
        assert not vault.is_read_only
        assert vault.verify() == []
        assert len(vault.read(lambda reading: reading.list_ids("note")).result()) == 20
    names = [each.name for each in folder.iterdir() if each.is_dir()]
    assert len(names) == 2
    aside = next(each for each in folder.iterdir() if each.name != "wren")
    assert taking_place.is_no_vault_of_its_own(aside)
    assert len(program.desktop.doors.users()) == 1


def test_without_a_backup_what_can_be_read_is_put_together(program, folder):
    program.unlock()
    mending = program.session.joined.mending
    program.wait(lambda: mending.box is not None)
    mending.box.line.clear()
    mending.box.ask()
    assert mending.box is not None

    mending.box.choices["service"].click()
    assert not mending.box.line.isVisible()
    mending.box.ask()
    program.wait(lambda: bool(program.replaced))

    with open_vault(folder / "wren", PASSPHRASE) as vault:
        assert vault.verify() == []
        assert not vault.is_read_only


@pytest.mark.parametrize(
    ("codes", "helps"),
    [
        (["vault.found_records", "vault.found_digests"], "changes"),
        ([], "changes"),
        (["vault.found_changes"], "backup"),
        (["vault.found_pages"], "backup"),
    ],
)
def test_each_way_says_what_it_helps_with(codes, helps):
    found = tuple(Damaged(code, count=1) for code in codes)

    ways = ways_of(Diagnosis(found, None, has_service=True))

    assert next(way.key for way in ways if way.helps) == helps
    assert [way.title for way in ways] == ["From the changes", "From a backup", "From the service"]
    assert len({way.text for way in ways}) == 3
