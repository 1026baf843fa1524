from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.wiring.sync.network import NetworkWatch, Reachability


def test_more_of_the_network_than_before_is_told_and_less_or_the_same_is_not(
    qapp: QApplication,
) -> None:
    watch, told = NetworkWatch(), []
    watch.returned.connect(lambda: told.append(True))
    counts = []
    for reached in (
        Reachability.Disconnected,
        Reachability.Local,
        Reachability.Local,
        Reachability.Online,
        Reachability.Disconnected,
        Reachability.Site,
    ):
        watch.note(reached)
        counts.append(len(told))

    assert counts == [0, 1, 1, 2, 2, 3]
