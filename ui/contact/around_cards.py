"""The cards above the ways to reach somebody: who may know, who must not, what is watched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.around import Around, Somebody
from ui.contact.around_words import named, watch_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label

SOMEBODY, NOT_ANY_MORE, WATCHED = "somebody", "not_any_more", "watched"
Act = Callable[[str, bytes | None], object]


def around_cards(around: Around, theme: Theme, act: Act) -> tuple[QWidget, ...]:
    """Both cards; `act` is called with what to do and the record, None for one more."""
    return _people(around, theme, act), _watch(around, theme, act)


def _people(around: Around, theme: Theme, act: Act) -> QWidget:
    card, column = _card(theme, "Who may know, and who must not")
    for each in around.people:
        column.addWidget(_row(each, theme, act))
    if not around.people:
        words = "Nobody is on file. Tell nobody, and leave no word with anybody."
        column.addWidget(Label(words, "small", wraps=True))
    add = Button("Somebody else" if around.people else "Somebody", theme, icon="plus", small=True)
    add.setAccessibleName("Write down who may know, or must not")
    add.clicked.connect(partial(act, SOMEBODY, None))
    column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _row(somebody: Somebody, theme: Theme, act: Act) -> QWidget:
    row, words = QWidget(), named(somebody)
    line = QHBoxLayout(row)
    Spacing(line, theme, gap=8)
    may, icon, ink = ("May know", "check", "ok")
    if not somebody.may_know:
        may, icon, ink = ("Must not know", "x", "danger")
    line.addWidget(IconMark(icon, theme, size=16, ink=ink))
    label = Label(f"{may}: {words}", "small", wraps=True)
    label.setProperty("ink", ink)
    line.addWidget(label, 1)
    change = Button("", theme, icon="edit", small=True, spoken=f"Change: {may}, {words}")
    change.clicked.connect(partial(act, SOMEBODY, somebody.record))
    away = Button("", theme, icon="x", small=True, spoken=f"Take away: {may}, {words}")
    away.clicked.connect(partial(act, NOT_ANY_MORE, somebody.record))
    line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _watch(around: Around, theme: Theme, act: Act) -> QWidget:
    card, column = _card(theme, "What may be watched")
    label = Label(watch_words(around.watch), "small", wraps=True)
    label.setProperty("ink", "danger" if around.watch.is_seen else "text")
    column.addWidget(label)
    words = "Change" if around.watch.is_asked else "Write down"
    spoken = f"{words}: what may be watched"
    button = Button(words, theme, icon="edit", small=True, spoken=spoken)
    button.clicked.connect(partial(act, WATCHED, None))
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _card(theme: Theme, title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    Spacing(column, theme, margins=(12, 10, 12, 10), gap=6)
    column.addWidget(Label(title, "strong", wraps=True))
    return card, column
