"""Attachments in the window: dropped, looked at, let out, covered, locked."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.usecases import recording
from app.wiring.attachments.attaching import Checked
from app.wiring.attachments.page import AttachmentsWiring
from storage.keys import open_slot
from storage.vault import open_vault
from tests.app.wiring.drawing import planted
from tests.app.wiring.driving import PASSPHRASE, Program, make_person
from ui.attachments.asking import AttachBox, CopyBox
from ui.attachments.drop_place import DropPlace
from ui.attachments.viewer import Viewer
from ui.boxes.ask_box import AskBox
from ui.boxes.working_box import WorkingBox
from ui.frame.overlay import Overlay, open_overlays

CTRL = Qt.KeyboardModifier.ControlModifier


once_opened = cache(open_slot)  # Argon2id is most of what an unlock takes; once is enough


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder with Wren's vault and a person in it, to be copied and left as it is."""
    folder = tmp_path_factory.mktemp("prepared")
    make_person(folder, "Wren Pepperday")
    with open_vault(folder / "wren", PASSPHRASE) as vault:
        about = {"name": "Tansy Bramblewick"}
        made = vault.write(lambda session: recording.record(session, "person", about)).result()
    return folder, made.subject


@pytest.fixture
def folder(prepared: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    return Path(shutil.copytree(prepared[0], tmp_path / "vaults"))


@pytest.fixture
def opened(program: Program, prepared: tuple[Path, bytes]) -> Program:
    """The program with one person's file open."""
    open_file(program, prepared[1])
    return program


def open_file(program: Program, subject: bytes) -> None:
    """Unlock, and go to a person's file."""
    program.unlock()
    program.session.desk.file_wanted.emit(subject)
    program.wait(lambda: program.session.joined.person.model.file is not None)


def attaching(program: Program) -> AttachmentsWiring:
    return program.session.joined.person.attachments


def box_of(program: Program, kind: type[AskBox]) -> AskBox:
    found = [each for each in program.window.findChildren(kind) if each.isVisible()]
    return found[-1]


def saved(content: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def drop(program: Program, *files: Path) -> None:
    """Drop files on the page, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    page = program.session.joined.person.page
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(200, 200), copy, data, left, plain)
    QApplication.sendEvent(page, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), copy, data, left, plain))


def keep(program: Program, caption: str = "Left wrist") -> None:
    """Say in the box what it shows, and keep it."""
    person = program.session.joined.person
    before = person.model.counts["attachment"]
    box = box_of(program, AttachBox)
    box.fields["caption"].editor.setText(caption)
    box.ask()
    program.wait(lambda: person.model.counts["attachment"] == before + 1)


def view(program: Program) -> Viewer:
    """Open the newest attachment, and wait until it shows."""
    person = program.session.joined.person
    item = next(each for each in person.model.page.items if each.kind == "attachment")
    person.page.timeline.choose(item.id.hex())
    person.page.act()
    wiring = attaching(program)
    program.wait(lambda: wiring.model.drawn is not None or _is_read(wiring))
    assert wiring.viewer is not None
    return wiring.viewer


def _is_read(wiring: AttachmentsWiring) -> bool:
    opened = wiring.model.opened
    return bool(wiring.model.problem) or (opened is not None and opened.kind != "picture")


def test_a_dropped_picture_is_kept_looked_at_and_gone_behind_the_cover(
    opened: Program, tmp_path: Path
) -> None:
    drop(opened, saved(planted.jpeg(), tmp_path, "IMG 1.jpg"))
    keep(opened)
    person = opened.session.joined.person
    item = person.model.items[0]
    assert item.title == "JPEG picture" and item.body.startswith("Left wrist · ")
    assert item.state is not None and item.state.words.startswith("Only on this PC")

    viewer = view(opened)

    assert attaching(opened).model.drawn.whole == (40, 60)
    assert viewer.picture.isVisible() and opened.window.windowTitle() == "Yarrow"
    shown = viewer.picture.grab().toImage()
    middle = shown.pixelColor(shown.width() // 2, shown.height() // 2)
    assert middle.blue() > 150 > middle.red()

    pid = attaching(opened)._viewing._drawing.pid  # noqa: SLF001
    assert is_running(pid)
    opened.press(Qt.Key.Key_F9)
    assert opened.session.cover.isVisible()
    assert attaching(opened).viewer is None and attaching(opened).model.drawn is None
    assert viewer.picture._points == b""  # noqa: SLF001
    opened.wait(lambda: not is_running(pid))
    vault = opened.session.desk.vault
    log = vault.read(lambda each: each.accesses()).result()
    assert (log[-1].what, log[-1].record) == ("viewed", bytes.fromhex(item.key))


def test_several_files_are_asked_about_one_after_the_other(opened: Program, tmp_path: Path) -> None:
    drop(opened, *(saved(b"words", tmp_path, f"{number}.txt") for number in range(3)))
    for number in range(3):
        assert f"{number}.txt" in box_of(opened, AttachBox).accessibleName()
        keep(opened, f"Text {number}")
        if number < 2:
            opened.wait(lambda: bool(opened.window.findChildren(AttachBox)))

    assert opened.session.joined.person.model.counts["attachment"] == 3


def test_a_refused_file_is_said_in_the_box_and_keeps_what_was_typed(
    opened: Program, tmp_path: Path
) -> None:
    told: list[str] = []
    opened.session.desk.told.connect(told.append)
    opened.session.joined.person.page.findChild(DropPlace).not_files.emit()
    assert "not a file on this PC" in told[0]

    drop(opened, saved(b"MZ\x90\0" + bytes(90), tmp_path, "x.jpg"))
    box = box_of(opened, AttachBox)
    names = [each.accessibleName() for each in box.findChildren(QLineEdit)]
    assert names == ["What it shows", "Taken on", "Taken by"]
    box.fields["caption"].editor.setText("Left wrist")
    box.fields["taken_on"].editor.setText("yesterday")
    box.ask()
    opened.wait(lambda: bool(box.fields["taken_on"].problem))
    box.fields["taken_on"].editor.setText("")
    box.ask()
    opened.wait(lambda: "cannot keep this kind" in box._problem.text())  # noqa: SLF001

    assert box.fields["caption"].editor.text() == "Left wrist"
    assert opened.session.joined.person.model.counts["attachment"] == 0


def test_pages_zoom_and_turn_by_keys(opened: Program, tmp_path: Path) -> None:
    target = io.BytesIO()
    first = Image.new("L", (3_000, 2_000), 40)
    first.save(target, "TIFF", save_all=True, append_images=[Image.new("L", (100, 80), 90)])
    drop(opened, saved(target.getvalue(), tmp_path, "scan.tif"))
    keep(opened)
    viewer, model = view(opened), attaching(opened).model

    assert viewer._place.text() == "Page 1 of 2"  # noqa: SLF001
    assert model.drawn.whole[0] < 1_400
    opened.press(Qt.Key.Key_Plus)
    opened.wait(lambda: model.drawn.whole == (3_000, 2_000))
    opened.press(Qt.Key.Key_Right)
    opened.press(Qt.Key.Key_Down)
    opened.wait(lambda: (model.drawn.left, model.drawn.top) == (60, 60))
    opened.press(Qt.Key.Key_T)
    opened.wait(lambda: model.drawn.whole == (2_000, 3_000))
    opened.press(Qt.Key.Key_PageDown)
    opened.wait(lambda: model.drawn.whole == (80, 100))
    assert viewer._place.text() == "Page 2 of 2"  # noqa: SLF001
    opened.press(Qt.Key.Key_Escape)
    assert attaching(opened).viewer is None


def test_text_can_be_read_and_not_copied_and_sound_is_not_played(
    opened: Program, tmp_path: Path
) -> None:
    words = "She wrote this.\n" * 2_000
    drop(opened, saved(words.encode(), tmp_path, "words.txt"))
    keep(opened)
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    viewer = view(opened)

    assert viewer.text.toPlainText().startswith("She wrote this.")
    assert len(viewer.text.toPlainText()) <= 8_000
    opened.press(Qt.Key.Key_A, CTRL)
    opened.press(Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "before"
    assert "Page 1 of 4" in viewer._place.text()  # noqa: SLF001
    opened.press(Qt.Key.Key_PageDown)
    assert "Page 2 of 4" in viewer._place.text()  # noqa: SLF001
    opened.press(Qt.Key.Key_Escape)

    drop(opened, saved(planted.wav(), tmp_path, "voicemail.wav"))
    keep(opened, "Voicemail of Monday")
    assert "0:02" in opened.session.joined.person.model.items[0].body
    assert "not played" in view(opened).words.text()


def is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


def test_a_copy_leaves_through_the_gate_and_one_in_error_can_still_be_looked_at(
    opened: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(
        "app.wiring.attachments.page.choose_files", lambda *_, done, **__: done([out])
    )
    letter = planted.pdf("Ring 07700 900123")
    drop(opened, saved(letter, tmp_path, "letter.pdf"))
    keep(opened, "Letter")
    person = opened.session.joined.person
    told: list[str] = []
    opened.session.desk.told.connect(told.append)

    person.page.item_wanted.emit("copy", person.model.items[0].key)
    opened.wait(lambda: bool(opened.window.findChildren(CopyBox)))
    box = box_of(opened, CopyBox)
    assert isinstance(box, CopyBox)
    words = " ".join(each.text() for each in box.findChildren(type(box._consent)))  # noqa: SLF001
    assert "Phone number: 07700 900123" in words
    box.ask()
    assert box.fields["recipient"].problem
    combo = box.fields["recipient"].editor
    combo.setCurrentIndex(combo.findData("police"))
    box.ask()
    assert box.fields["reason"].problem and list(out.iterdir()) == []
    box.fields["reason"].editor.setPlainText("Asked for by the officer in the case")
    box.ask()
    opened.wait(lambda: bool(told))

    copy = next(out.iterdir())
    assert copy.name.startswith("export-") and copy.name in told[0]
    assert copy.read_bytes().startswith(b"%PDF")
    log = opened.session.desk.vault.read(lambda each: each.accesses()).result()
    assert log[-1].what == "exported" and log[-1].detail.startswith("police; consent ")

    person.mark_in_error(person.model.items[0].key)
    error = box_of(opened, AskBox)
    error.fields["entered_in_error"].editor.setPlainText("Wrong person")
    error.ask()
    opened.wait(lambda: any(item.struck for item in person.model.items))
    view(opened)


def test_a_lock_ends_the_process_that_draws_and_what_was_attached_is_there_after(
    start_program: Callable[[], Program], tmp_path: Path, prepared: tuple[Path, bytes]
) -> None:
    program = start_program()
    open_file(program, prepared[1])
    drop(program, saved(planted.png(), tmp_path, "x.png"))
    keep(program)
    view(program)
    pid = attaching(program)._viewing._drawing.pid  # noqa: SLF001
    program.press(Qt.Key.Key_L, CTRL)
    assert attaching(program).viewer is None
    program.wait(lambda: not is_running(pid))

    program = start_program()
    program.unlock(PASSPHRASE)
    person = program.session.joined.person
    program.wait(lambda: person.model.file is not None)
    assert person.model.counts["attachment"] == 1
    view(program)
    assert attaching(program).model.drawn.whole == (40, 60)


def test_while_the_gate_looks_it_says_so_and_esc_ends_it(
    opened: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(opened, saved(planted.pdf("Ring 07700 900123"), tmp_path, "letter.pdf"))
    keep(opened, "Letter")
    wiring, person = attaching(opened), opened.session.joined.person
    looking, hold = threading.Event(), threading.Event()
    real = wiring._attaching.check  # noqa: SLF001

    def slow(id: bytes) -> Checked:
        looking.set()
        hold.wait(10)
        return real(id)

    monkeypatch.setattr(wiring._attaching, "check", slow)  # noqa: SLF001
    person.page.item_wanted.emit("copy", person.model.items[0].key)
    opened.wait(lambda: any(isinstance(each, WorkingBox) for each in boxes(opened)))
    person.page.item_wanted.emit("copy", person.model.items[0].key)
    assert looking.is_set() and len(boxes(opened)) == 1

    opened.press(Qt.Key.Key_Escape)
    hold.set()

    assert boxes(opened) == []
    opened.wait(lambda: not wiring._attaching._running)  # noqa: SLF001
    opened.qtbot.wait(300)
    assert boxes(opened) == []
    person.page.item_wanted.emit("copy", person.model.items[0].key)
    opened.wait(lambda: any(isinstance(each, CopyBox) for each in boxes(opened)))
    box_of(opened, CopyBox).close_overlay()


def boxes(program: Program) -> list[Overlay]:
    return open_overlays(program.window)
