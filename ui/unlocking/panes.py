"""What stands beside the people of the lock screen: the passphrase, or another way in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.door.care import CareCalls
from ui.door.care_pane import CarePane
from ui.door.pane import DoorPane
from ui.door.set_up_pane import SetUpPane
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.forgotten_pane import ForgottenPane
from ui.unlocking.newcomer_pane import ElsewherePane, NewVaultPane
from ui.unlocking.passphrase_pane import PassphrasePane
from ui.unlocking.restore_pane import RestorePane
from ui.unlocking.view_model import Doors, UnlockViewModel

_Other = (
    NewVaultPane | ElsewherePane | ForgottenPane | RestorePane | DoorPane | SetUpPane | CarePane
)


class Panes(QWidget):
    """One pane at a time; all but the first are made when they are first wanted.

    `care` sets a ward PC up and looks after it. Signals: `turned()` when another one is shown,
    `ward_changed()` once this PC became a ward PC or is one no more.
    """

    turned = Signal()
    ward_changed = Signal()

    def __init__(
        self,
        first: PassphrasePane,
        model: UnlockViewModel,
        doors: Doors,
        jobs: Jobs,
        theme: Theme,
        *,
        ward: DoorPane | None = None,
        care: CareCalls | None = None,
    ) -> None:
        super().__init__()
        self._first, self._model, self._theme = first, model, theme
        self._doors, self._jobs = doors, jobs
        self._made: list[_Other] = []
        self.shown: QWidget = first
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme)
        self._column.addWidget(first)
        self._ward, self._care = ward, care
        if ward is not None:
            self._hold(ward)
            ward.care_wanted.connect(self.show_care)
            ward.back.setVisible(model.chosen is not None)
        first.forgotten_button.clicked.connect(self.show_forgotten)

    @cached_property
    def newcomer(self) -> NewVaultPane:
        """The way in for somebody new."""
        pane = NewVaultPane(self._model, self._doors, self._jobs, self._theme)
        pane.elsewhere_wanted.connect(self.show_elsewhere)
        pane.restore_button.clicked.connect(self.show_restoring)
        pane.ward_button.clicked.connect(self.show_set_up)
        pane.ward_button.setVisible(self._care is not None and self._ward is None)
        self._hold(pane)
        return pane

    @cached_property
    def elsewhere(self) -> ElsewherePane:
        """The way to a vault in another folder."""
        pane = ElsewherePane(self._model, self._theme)
        pane.found.connect(self.show_first)
        self._hold(pane)
        return pane

    @cached_property
    def forgotten(self) -> ForgottenPane:
        """The ways in without the passphrase."""
        pane = ForgottenPane(self._model, self._doors, self._jobs, self._theme)
        self._hold(pane)
        return pane

    @cached_property
    def restoring(self) -> RestorePane:
        """The way back from a backup."""
        pane = RestorePane(self._model, self._doors, self._jobs, self._theme)
        pane.restored.connect(self._on_restored)
        pane.restored_by.connect(self._show_new_passphrase)
        self._hold(pane)
        return pane

    @cached_property
    def set_up(self) -> SetUpPane | None:
        """The way in which this PC becomes a ward PC."""
        if self._care is None:
            return None
        pane = SetUpPane(self._care, self._jobs, self._theme)
        pane.changed.connect(self.ward_changed)
        self._hold(pane)
        pane.left.connect(self.show_ward if self._ward is not None else self.show_newcomer)
        return pane

    @cached_property
    def care(self) -> CarePane | None:
        """What is done for a ward PC by a code of a lead."""
        if self._care is None:
            return None
        pane = CarePane(self._care, self._jobs, self._theme)
        pane.changed.connect(self.ward_changed)
        pane.anew_wanted.connect(self.show_set_up)
        self._hold(pane)
        pane.left.connect(self.show_ward)
        return pane

    def forget(self) -> None:
        """Keep nothing that was typed on any of them."""
        self._first.forget()
        self.forget_others()

    def forget_others(self) -> None:
        """Keep nothing that was typed for another way in than the passphrase."""
        for pane in self._made:
            pane.forget()

    def turn_to_first(self) -> None:
        """Show the passphrase for another person; focus stays where it is."""
        self.forget_others()
        self._show(self._first)

    def _on_restored(self) -> None:
        self.show_first()
        self._first.say("Restored. Unlock it with its passphrase.")

    def show_first(self) -> None:
        """Lead back to the passphrase; where no vault is, to the ward PC's door."""
        if self._ward is not None and self._model.chosen is None:
            self.forget_others()
            self.show_ward()
            return
        self.turn_to_first()
        self._first.take_focus()

    def show_newcomer(self) -> None:
        """Begin a vault; there is a way back where there is something to go back to."""
        has_other = self._model.chosen is not None or self._ward is not None
        self.newcomer.back_button.setVisible(has_other)
        self._begin(self.newcomer, self.newcomer.name)

    def show_ward(self) -> None:
        """Begin with the short code of a ward PC, where this is one."""
        if self._ward is not None:
            self._show(self._ward)
            self._ward.take_focus()

    def show_set_up(self) -> None:
        """Begin to make this PC a ward PC, or one anew."""
        self._begin_at(self.set_up)

    def show_care(self) -> None:
        """Begin with a lead's code."""
        self._begin_at(self.care)

    def show_forgotten(self) -> None:
        """Begin with what opens the chosen vault without its passphrase."""
        self._model.forget_problem()
        self.forgotten.open()
        self._show(self.forgotten)
        self.forgotten.take_focus()

    def _show_new_passphrase(self, way: str, typed: Sequence[str]) -> None:
        """A vault came back without its passphrase: the same opens it, with a new one."""
        self._model.forget_problem()
        self.forgotten.open()
        self.forgotten.go_on_with(way, typed)
        self._show(self.forgotten)
        self.forgotten.take_focus()

    def show_elsewhere(self) -> None:
        """Ask for the folder of a vault."""
        self._begin(self.elsewhere, self.elsewhere.folder)

    def show_restoring(self) -> None:
        """Ask for a backup of those on this PC, or for its file."""
        self._begin(self.restoring, self.restoring.file)
        self.restoring.begin()

    def _hold(self, pane: _Other) -> None:
        self._made.append(pane)
        pane.hide()
        self._column.addWidget(pane)
        pane.left.connect(self.show_first)

    def _begin_at(self, pane: SetUpPane | CarePane | None) -> None:
        if pane is not None:
            pane.forget()
            self._show(pane)
            pane.take_focus()

    def _begin(self, pane: QWidget, first: QWidget) -> None:
        self._show(pane)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, shown: QWidget) -> None:
        self.shown = shown
        for pane in (self._first, *self._made):
            pane.setVisible(pane is shown)
        self.turned.emit()
