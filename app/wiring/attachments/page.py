"""Joins attachments to the page of a person: taken in, looked at, let out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.attachment import clean_name
from app.domain.timeline import Item
from app.errors import YarrowError
from app.usecases import attachments
from app.usecases.leaving.gate import Grounds, require
from app.wiring.attachments.attaching import Attaching, Checked
from app.wiring.attachments.looking_through import LookingThrough
from app.wiring.attachments.viewing import Viewing
from app.wiring.desk import Desk
from ui.attachments.asking import AttachBox, CopyBox, Leaving
from ui.attachments.drop_place import DropPlace
from ui.attachments.view_model import ViewCalls, ViewerViewModel
from ui.attachments.viewer import Viewer
from ui.person.page import PersonPage
from ui.person.view_model import PersonViewModel
from ui.person.wording import TimelineWording
from ui.safety.file_choice import choose_files

_FETCHED = "It is being fetched. Open it again once its item says Received."
ATTACH, COPY = "attach", "copy_out"
_NOT_FILES = "What was dropped is not a file on this PC. Save it as a file first, then attach that."


class AttachmentsWiring(QObject):
    """What the page's buttons, its list and files dropped on it do."""

    def __init__(self, desk: Desk, person: PersonViewModel) -> None:
        super().__init__(desk)
        self._desk, self._person = desk, person
        self._attaching = Attaching(desk.vault)
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-attach")
        self._viewing = Viewing(self._attaching)
        self._looking = LookingThrough(desk, self._attaching.stop_looking)
        calls = ViewCalls(self._viewing.open, self._viewing.draw, self._viewing.stop)
        self.model = ViewerViewModel(calls, desk.jobs, parent=self)
        self.viewer: Viewer | None = None

    def serve(self, page: PersonPage) -> None:
        """Take what the page's button and files dropped on it ask for."""
        drop_place = DropPlace(page)
        drop_place.dropped.connect(self.attach)
        drop_place.not_files.connect(self._on_not_files)
        page.attach_wanted.connect(self.choose)

    def choose(self) -> None:
        """Let the person pick files to attach to the file open now."""
        host = self._host
        if host is not None and self._person.subject is not None:
            choose_files(
                host, self._desk.theme, title="Attach to this file", done=self.attach, many=True
            )

    def attach(self, files: Sequence[Path]) -> None:
        """Ask what each file shows, one after the other, and keep it."""
        host, subject = self._host, self._person.subject
        if host is None or subject is None or not files:
            return
        first, others = files[0], files[1:]
        name = clean_name(first.name)
        box = AttachBox(host, self._desk.theme, name=name, waiting=len(others))

        def on_wanted() -> None:
            about = box.about
            future = self._lane.submit(self._attaching.take_in, subject, first, about)
            box.begin(future)
            self._desk.jobs.when_done(future, self, done=on_done, failed=on_failed)

        def on_failed(error: YarrowError) -> None:
            # The box may have been closed, or its vault have begun to lock, meanwhile.
            (box.refuse if box is self._box else self._desk.refused.emit)(error)

        def on_done(_id: bytes) -> None:
            self._desk.saved.emit(subject)
            self._desk.told.emit("Attached, on this PC.")
            if box is self._box:
                box.finish()
                if self._person.subject == subject:
                    self.attach(others)

        self._hold(box)
        # Names of files can be bytes that are no text: as JSON they are kept all the same.
        kept = json.dumps([os.fspath(each) for each in files])
        about = json.dumps(os.fspath(first))
        self._desk.hold_box(box, ATTACH, subject=subject, about=about, again=kept)
        box.wanted.connect(on_wanted)

    def attach_again(self, kept: str) -> None:
        """Ask about files whose box was left or locked; one that has gone is told of at the end."""
        files = json.loads(kept)
        self.attach([Path(each) for each in (files if isinstance(files, list) else [files])])

    def view(self, key: str) -> None:
        """Look at an attachment, and note in the access log that somebody did."""
        host, item = self._host, self._person.item(key)
        if host is None or item is None:
            return
        if item.travel is not None and not item.travel.is_here:
            self._fetch(item)
            return
        self.put_away()
        title, aside = self._words(item)
        self.viewer = Viewer(host, self._desk.theme, self.model, title=title, aside=aside)
        self.viewer.closed.connect(self._on_viewer_closed)
        self.viewer.copy_wanted.connect(lambda: self.save_copy(key))
        self.model.open(item.id)
        self._desk.note(
            lambda session: attachments.note_view(session, attachments.find(session, item.id))
        )

    def save_copy(self, key: str) -> None:
        """Look into it for what must not leave, then ask to whom the copy goes and why."""
        item = self._person.item(key)
        if item is None or self._looking.is_running:
            return
        title, _ = self._words(item)

        def done(checked: Checked) -> None:
            self._ask_about_copy(title, checked)

        self._looking.follow(self._lane.submit(self._attaching.check, item.id), done)

    def put_away(self) -> None:
        """Close what is looked at and end the process that draws it; as the screen is covered."""
        self._looking.cancel()
        if self.viewer is not None:
            self.viewer.close_overlay()
        self._viewing.stop()

    def close(self) -> None:
        """Take nothing more in or out; what is half done leaves nothing."""
        self.put_away()
        self._viewing.close()
        self._attaching.stop()
        self._lane.shutdown(wait=False, cancel_futures=True)

    def _fetch(self, item: Item) -> None:
        """Have a content come that is not here; its item says how far it has got."""

        def done(_: object) -> None:
            self._desk.saved.emit(self._person.subject)  # which begins an exchange
            self._desk.told.emit(_FETCHED)

        future = self._lane.submit(self._attaching.want, item.id)
        self._desk.jobs.when_done(future, self, done=done, failed=self._desk.refused.emit)

    @property
    def _host(self) -> QWidget | None:
        return self._desk.host

    def _ask_about_copy(self, title: str, checked: Checked) -> None:
        host = self._host
        if host is None:
            return
        leaving = Leaving(checked.findings, checked.looked, checked.agreed)
        box = CopyBox(host, self._desk.theme, title=title, leaving=leaving)

        def on_wanted() -> None:
            grounds = Grounds(*box.grounds)
            try:
                require(grounds)
            except YarrowError as error:
                box.refuse(error)
                return
            choose_files(
                host,
                self._desk.theme,
                title="Where the copy goes",
                done=lambda chosen: write(grounds, chosen[0]),
                kind="folder",
            )

        def write(grounds: Grounds, folder: Path) -> None:
            day = self._desk.now().date()
            future = self._lane.submit(self._attaching.copy_out, checked, grounds, folder, day=day)
            box.begin(future)
            self._desk.jobs.when_done(future, box, done=on_done, failed=box.refuse)

        def on_done(copy: Path) -> None:
            box.finish()
            self._desk.told.emit(f"Saved as {copy.name}. Whoever can open that place can read it.")

        box.wanted.connect(on_wanted)
        record = checked.record
        self._desk.hold_box(box, COPY, subject=record.subject, about=record.id.hex())

    def _words(self, item: Item) -> tuple[str, str]:
        shown = TimelineWording(self._desk.now(), str).item(item)
        caption = item.answers.get("caption")
        if not isinstance(caption, str):
            return shown.title, shown.body.partition("\n")[0]
        rest = shown.body.partition("\n")[0].removeprefix(caption).removeprefix(" · ")
        return caption, f"{shown.title} · {rest}" if rest else shown.title

    def _hold(self, box: AttachBox) -> None:
        self._box: AttachBox | None = box

        def forget() -> None:
            if self._box is box:
                self._box = None

        box.closed.connect(forget)

    def _on_viewer_closed(self) -> None:
        self.viewer = None

    def _on_not_files(self) -> None:
        self._desk.told.emit(_NOT_FILES)
