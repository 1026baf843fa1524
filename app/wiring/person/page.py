"""Joins the page of a person: the file, its boxes, and the composer under its timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject

from app.domain.encoding import Value
from app.domain.masking import CHILD, OTHER_PERSON
from app.domain.people import reference
from app.domain.records import Record
from app.usecases import editing
from app.usecases.access import keeping_out, looking
from app.wiring.attachments.page import AttachmentsWiring
from app.wiring.desk import Desk
from app.wiring.person.composing import ComposerWiring
from app.wiring.person.contacting import ContactWiring
from app.wiring.person.correcting import CorrectingWiring
from app.wiring.person.doubles import DoublesWiring
from app.wiring.person.family import FamilyWiring
from app.wiring.person.guarding import GuardWiring
from app.wiring.person.history import HistoryWiring
from app.wiring.person.keeping_out import KeepingOutWiring
from app.wiring.person.lead_erasing import LeadErasing
from app.wiring.person.looks import LooksWiring
from app.wiring.person.moving import MovingWiring
from app.wiring.person.reading_file import whole_file
from app.wiring.person.record_safety import RecordSafetyWiring
from storage.session import VaultSession
from ui.frame.overlay import open_overlays
from ui.frame.place import Place
from ui.person import menus
from ui.person.asking import PersonAsking
from ui.person.clashes import ClashWords
from ui.person.page import PersonPage
from ui.person.page_parts import PersonParts
from ui.person.view_model import PersonCalls, PersonViewModel
from ui.person.whole_file import WholeFile
from ui.person.wording import title_of, told_apart
from ui.referrals.actions import ACTIONS as REFERRAL_ACTIONS
from ui.referrals.wording import teams_untold


class PersonWiring(QObject):
    """The place of one person's file; it lies under People."""

    def __init__(self, desk: Desk, moving: MovingWiring, erasing: LeadErasing) -> None:
        super().__init__(desk)
        self.desk, self.moving, self.erasing = desk, moving, erasing
        calls = PersonCalls(
            load=self._load,
            mark=self._mark,
            edit=self._edit,
            now=desk.now,
            place_name=desk.directory.name,
        )
        self.model = PersonViewModel(calls, desk.jobs, parent=self, names=desk.names)
        self._parts = PersonParts(self.model, desk.theme, owner=self)
        place, page = ("person", "People", "people", None), lambda: self.page
        self.place = Place(*place, page, under="people", parts=self._parts.grow)
        self.model.closed.connect(self._on_closed)
        erasing.erased.connect(self._on_erased)
        self.history, self.guarding = HistoryWiring(desk), GuardWiring(desk)
        self.correcting, self.looks = CorrectingWiring(desk), LooksWiring(desk)
        self.contact, self.family = ContactWiring(desk), FamilyWiring(desk)
        self.keeping_out, self.safety = KeepingOutWiring(desk), RecordSafetyWiring(desk)
        desk.contact_wanted.connect(self.contact.log)
        desk.duty_wanted.connect(self.contact.around.duty)
        self.composing = ComposerWiring(desk, lambda: self.page, moving)
        self.attachments = AttachmentsWiring(desk, self.model)
        self.doubles = DoublesWiring(desk)
        self.model.opened.connect(self._on_opened)

    @cached_property
    def page(self) -> PersonPage:
        """The file, shown."""
        page = PersonPage(self.model, self.desk.theme, parts=self._parts)
        page.edit_wanted.connect(self.edit)
        page.settle_wanted.connect(self.settle)
        page.item_wanted.connect(self._do_with_item)
        page.file_wanted.connect(self.do_with_file)
        page.contact.code.wanted.connect(self._show_code_words)
        page.facts.child_wanted.connect(self._want_child)
        page.facts.other_wanted.connect(self._want_other)
        self.attachments.serve(page)
        return page

    @property
    def subtitle(self) -> str:
        """The reference of the file open now; never a name."""
        return "" if self.model.subject is None else reference(self.model.subject)

    def open(self, subject: bytes) -> None:
        """Show a file, with a composer of its own under it."""
        self.model.open(subject)
        self.composing.open(subject)

    def correct(self, key: str) -> None:
        """Write a note that corrects a signed one."""
        item = self.model.item(key)
        if item is not None:
            self.composing.correct(item)

    def edit(self) -> None:
        """Ask for name, number and day of birth anew."""
        file, asking = self.model.file, self._asking()
        if file is None or self.model.is_closed:
            return  # what was kept of its box would tell who it is
        if asking is not None:
            box = asking.person(
                file.person, lambda answers, why: self._edit(file.person, answers, why)
            )
            self.desk.hold_box(box, menus.EDIT, subject=self.model.subject)

    def mark_in_error(self, key: str) -> None:
        """Ask why an item was entered in error."""
        item, asking = self.model.item(key), self._asking()
        if item is not None and asking is not None:
            box = asking.in_error(title_of(item), lambda reason: self._mark(item.id, reason))
            self.desk.hold_box(box, menus.IN_ERROR, subject=self.model.subject, about=key)

    def settle(self, clash: ClashWords) -> None:
        """Go to the desk, where its versions stand side by side."""
        self.desk.clash_wanted.emit(clash.record)

    def move(self) -> None:
        """Ask into which space the file is to go."""
        file = self.model.file
        if file is not None and not self.model.is_closed:
            self.moving.ask(file.person)

    def erase(self) -> None:
        """Ask why the whole file is erased."""
        file = self.model.file
        if file is not None and not self.model.is_closed:
            reason = "" if file.due is None else file.due.reason
            parts = tuple(each.reference for each in file.page.parts)
            subject, space = file.person.subject, file.person.space
            untold = teams_untold(each for each in file.page.items if each.file in (b"", subject))
            self.erasing.erase(subject, space, reason=reason, parts=parts, untold=untold)

    def erase_record(self, key: str) -> None:
        """Ask why one record of the file is erased."""
        file, item = self.model.file, self.model.item(key)
        if file is not None and item is not None:
            subject, space = item.file or file.person.subject, file.person.space
            said, untold = told_apart(item, now=self.desk.now()), teams_untold([item])
            self.erasing.erase(subject, space, record=item.id, title=said, untold=untold)

    def _on_erased(self, subject: object, is_here: bool) -> None:  # noqa: FBT001 - Qt's own
        """Nothing stays on the screen of a file that is gone."""
        if subject == self.model.subject:
            if is_here:
                self.composing.keep_now()
            self.composing.close()
            self.model.close()
            self.desk.place_wanted.emit("people")

    def show_history(self, key: str) -> None:
        """Show what happened to an item."""
        item = self.model.item(key)
        if item is not None:
            self.history.open(item.id, f"History: {title_of(item)}")

    @property
    def _other(self) -> bytes | None:
        """The first of those kept apart in the file open now."""
        others = self.model.file.family.others if self.model.file is not None else ()
        return others[0].id if others else None

    def _want_child(self, id: object) -> None:
        if isinstance(id, bytes):
            self.family.change_child(id)
        elif self.model.subject is not None:
            self.family.add(self.model.subject, CHILD)

    def _want_other(self, id: object) -> None:
        subject = self.model.subject
        if subject is not None and isinstance(id, bytes):
            self.family.open_other(subject, id)
        elif subject is not None:
            self.family.add(subject, OTHER_PERSON)

    def _show_code_words(self) -> None:
        if self.model.subject is not None:
            self.contact.code_words(self.model.subject, self.page.contact.code.show_code)

    def copy_reference(self, subject: bytes) -> None:
        """Put the reference, which names nobody, on the clipboard for ten seconds."""
        self.desk.copy(reference(subject))
        self.desk.told.emit(f"{reference(subject)} is copied, for ten seconds.")

    def _do_with_item(self, what: str, key: str) -> None:
        acts: dict[str, Callable[[str], object]] = {
            menus.HISTORY: self.show_history,
            menus.CORRECTION: self.correct,
            menus.ANSWERS: lambda key: self.correcting.open(bytes.fromhex(key)),
            menus.ERROR: self.mark_in_error,
            menus.SAFETY: self.safety.open,
            menus.CHANGE: lambda key: self.contact.around.change(bytes.fromhex(key)),
            menus.VIEW: self.attachments.view,
            menus.COPY: self.attachments.save_copy,
            menus.ERASE_RECORD: self.erase_record,
        }
        if what in REFERRAL_ACTIONS:
            self.desk.referral_wanted.emit(what, bytes.fromhex(key))
        elif what in acts:
            acts[what](key)

    def do_with_file(self, what: str) -> None:
        """Do one of the acts of the file's menu."""
        subject, guarding = self.model.subject, self.guarding
        acts: dict[str, Callable[[bytes], object]] = {
            menus.EDIT: lambda _file: self.edit(),
            menus.REFER: lambda file: self.desk.refer_wanted.emit(file, None),
            menus.COPY: self.copy_reference,
            menus.HISTORY: lambda file: self.history.open(file, ""),
            menus.LOOKS: self.looks.open,
            menus.LOG_CONTACT: self.contact.log,
            menus.RULES: self.contact.rules,
            menus.ADD_CHILD: lambda _file: self._want_child(None),
            menus.OTHER: lambda _file: self._want_other(self._other),
            menus.DUTY: self.contact.around.duty,
            menus.INJURY: self.contact.around.injury,
            menus.KEEP_OUT: self.keeping_out.keep_out,
            menus.LET_IN: self.keeping_out.let_in,
            menus.MARK: guarding.mark,
            menus.UNMARK: guarding.unmark,
            menus.OPEN: guarding.open_file,
            menus.MOVE: lambda _file: self.move(),
            menus.GIVE: self.desk.give_wanted.emit,
            menus.JOIN: lambda _file: self._do_with_double(self.doubles.join),
            menus.PARTS: lambda _file: self._do_with_double(self.doubles.take_out),
            menus.ERASE: lambda _file: self.erase(),
            menus.HOLD: self.erasing.hold,
            menus.LET_GO: self.erasing.let_go,
        }
        if subject is not None and what.startswith(menus.ADD_FORM):
            self.contact.around.add(subject, what.removeprefix(menus.ADD_FORM))
        elif subject is not None:
            acts[what](subject)

    def _do_with_double(self, ask: Callable[[WholeFile], object]) -> None:
        if self.model.file is not None and not self.model.is_closed:
            ask(self.model.file)

    def _on_opened(self, subject: object) -> None:
        """A file that is shown as a part of another leads to the one in front."""
        page = self.model.page
        if page is not None and page.person.subject != subject:
            self.desk.file_wanted.emit(page.person.subject)

    def _on_closed(self) -> None:
        """Nothing of a file that closed by itself stays on the screen."""
        if self.desk.host is not None:
            for box in open_overlays(self.desk.host):
                box.close_overlay()
        if self.correcting.close():
            self.desk.place_wanted.emit("person")
        self.desk.told.emit("Three hours are over: the sensitive file is closed again.")

    def _asking(self) -> PersonAsking | None:
        desk, done = self.desk, self._on_done
        host = desk.host
        return None if host is None else PersonAsking(host, desk.theme, desk.jobs, done=done)

    def _on_done(self, words: str) -> None:
        self.desk.saved.emit(self.model.subject)
        self.desk.told.emit(words)

    def _load(self, subject: bytes) -> Future[WholeFile]:
        return self.desk.noted(whole_file(self.desk, subject), _note_view)

    def _mark(self, id: bytes, reason: str) -> Future[None]:
        def work(session: VaultSession) -> None:
            editing.mark_in_error(session, editing.find(session, id), reason)

        return self.desk.write(work)

    def _edit(self, person: Record, answers: Mapping[str, Value], why: str) -> Future[None]:
        def work(session: VaultSession) -> None:
            editing.edit(session, person.id, answers, seen=person.heads, reason=why)

        return self.desk.write(work)


def _note_view(session: VaultSession, file: WholeFile) -> None:
    if not file.page.person.is_closed:
        looking.note_view(session, file.person)
        looking.note_people(session, "view", file.page.parts)
    elif file.mark is not None and file.mark.is_kept_out:
        keeping_out.note_turned_away(session, file.person.subject)
