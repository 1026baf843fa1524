"""Tells when the network is back, as far as the system says so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability


class NetworkWatch(QObject):
    """Signals: `returned()` when more of the network can be reached than before.

    A system that does not say is silent here: then an exchange is tried by the clock alone.
    """

    returned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reached = Reachability.Unknown
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            information = QNetworkInformation.instance()
            self._reached = information.reachability()
            information.reachabilityChanged.connect(self.note)

    def note(self, reached: QNetworkInformation.Reachability) -> None:
        """What can be reached now."""
        is_more = reached.value > max(self._reached.value, Reachability.Disconnected.value)
        self._reached = reached
        if is_more:
            self.returned.emit()
