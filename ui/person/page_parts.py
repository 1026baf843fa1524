"""What the page of one person is put together from."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject

from ui.boxes.growing import Parts
from ui.person.columns import FactsColumn, SummaryColumn
from ui.person.contact_actions import ContactActions
from ui.person.head import PersonHead
from ui.person.view_model import FILTERS, PersonViewModel
from ui.theme.theme import Theme
from ui.widgets.contact_banner import NOT_KNOWN, ContactBanner
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.timeline import Timeline


class PersonParts(Parts):
    """The banner, the head, the columns at both sides, and the list between them."""

    order = ("facts", "summary", "head", "banner", "pills", "timeline")

    def __init__(self, model: PersonViewModel, theme: Theme, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._model, self._theme = model, theme

    @cached_property
    def facts(self) -> FactsColumn:
        """What is known of the person."""
        return FactsColumn(self._model, self._theme)

    @cached_property
    def summary(self) -> SummaryColumn:
        """What is due."""
        return SummaryColumn(self._model, self._theme)

    @cached_property
    def head(self) -> PersonHead:
        """Who it is, and what can be done with the file."""
        return PersonHead(self._model, self._theme)

    @cached_property
    def contact(self) -> ContactActions:
        """What the banner offers."""
        return ContactActions(self._theme)

    @cached_property
    def banner(self) -> ContactBanner:
        """Whether they may be reached."""
        return ContactBanner(NOT_KNOWN, self._theme, action=self.contact)

    @cached_property
    def pills(self) -> FilterPills:
        """What of the list is shown."""
        return FilterPills([Filter(key, words, 0) for key, words in FILTERS.items()], self._theme)

    @cached_property
    def timeline(self) -> Timeline:
        """What was recorded."""
        return Timeline("Timeline, newest first", self._theme)
