"""A list's model whose rows are counted by Qt, not by Python."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt

_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CountedModel(QStringListModel):
    """The texts of Qt's own model stay empty; `data` of a subclass tells what is in a row.

    A view asks for the number of rows once for each row it lays out: with ten thousand rows and a
    count in Python that takes longer than a frame.
    """

    def count_anew(self, rows: int) -> None:
        """Tell the views that all rows are others, and how many there are."""
        self.setStringList([""] * rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A row can be chosen, and neither written in nor dragged."""
        return _CHOSEN if index.isValid() else Qt.ItemFlag.NoItemFlags
