from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from ui.people.list_model import PeopleListModel
from ui.widgets.counted_model import CountedModel
from ui.widgets.timeline_items import TimelineModel
from ui.widgets.worklist_rows import WorkModel


def test_rows_are_counted_anew_and_told_of(qtbot: QtBot) -> None:
    model = CountedModel()

    with qtbot.waitSignal(model.modelReset, timeout=1000):
        model.count_anew(10_000)

    assert model.rowCount() == 10_000
    assert not model.index(10_000, 0).isValid()
    model.count_anew(0)
    assert model.rowCount() == 0


def test_a_row_can_be_chosen_and_not_written_in_or_dragged() -> None:
    model = CountedModel()
    model.count_anew(1)

    chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(0, 0)) == chosen
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


@pytest.mark.parametrize("kind", [PeopleListModel, TimelineModel, WorkModel])
def test_no_long_list_counts_its_rows_in_python(kind: type[CountedModel]) -> None:
    counting = {"rowCount", "index", "columnCount"}
    ours = kind.__mro__[: kind.__mro__.index(CountedModel) + 1]

    assert not any(counting & vars(each).keys() for each in ours)
