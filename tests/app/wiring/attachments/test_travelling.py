"""In the window: a content that is not here says so and is fetched; and who saw a file."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.usecases import recording
from storage.keys import open_slot
from storage.vault import open_vault
from tests.app.wiring.driving import PASSPHRASE, Program, make_person
from tests.colleagues import Colleague
from ui.looks.box import LooksBox
from ui.person import menus

once_opened = cache(open_slot)
CONTENT = {
    "object": "ab" * 16,
    "object_key": "cd" * 32,
    "size": 50 * 1024 * 1024,
    "content_sha256": "ef" * 32,
    "original_sha256": "ef" * 32,
    "media": "pdf",
    "form": "attachment/1",
    "caption": "Letter from the GP",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Wren's vault with a person whose file holds what a colleague attached."""
    folder = tmp_path_factory.mktemp("prepared")
    make_person(folder, "Wren Pepperday")

    def fill(session: Any) -> bytes:
        made = recording.record(session, "person", {"name": "Tansy Bramblewick"})
        linnet = Colleague(session, role="member")
        linnet.writes(session, "attachment", CONTENT, subject=made.subject)
        return made.subject

    with open_vault(folder / "wren", PASSPHRASE) as vault:
        subject = vault.write(fill).result()
    return folder, subject


@pytest.fixture
def folder(prepared: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    return Path(shutil.copytree(prepared[0], tmp_path / "vaults"))


@pytest.fixture
def opened(program: Program, prepared: tuple[Path, bytes]) -> Program:
    """The program with that file open."""
    program.unlock()
    program.session.desk.file_wanted.emit(prepared[1])
    program.wait(lambda: program.session.joined.person.model.file is not None)
    return program


def item_of(program: Program) -> Any:
    items = program.session.joined.person.model.items
    return next(each for each in items if each.body.startswith("Letter from the GP"))


def test_what_is_not_here_is_said_so_and_fetched_when_it_is_opened(opened: Program) -> None:
    person, told = opened.session.joined.person, []
    opened.session.desk.told.connect(told.append)
    item = item_of(opened)
    assert item.state.words == "Not here yet: open it to fetch"

    person.page.timeline.choose(item.key)
    person.page.act()

    opened.wait(lambda: item_of(opened).state.words == "Not here yet: comes with the next sync")
    assert person.attachments.viewer is None
    assert told == ["It is being fetched. Open it again once its item says Received."]


def test_who_saw_a_file_is_shown_from_its_menu(
    opened: Program, prepared: tuple[Path, bytes]
) -> None:
    person = opened.session.joined.person

    person.page.file_wanted.emit(menus.LOOKS)

    box = person.looks.box
    assert isinstance(box, LooksBox)
    opened.wait(lambda: box.timeline.model().rowCount() == 1)
    line = box.timeline.model().index(0, 0).data()
    assert line.startswith("Looked at: file Y-")
