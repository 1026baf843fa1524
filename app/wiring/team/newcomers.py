"""Where a lead hears that somebody has joined: on the rail until she says that she knows them."""

from __future__ import annotations

from functools import partial

from ui.frame.main_window import MainWindow
from ui.team.view_model import TeamViewModel
from ui.widgets.spoken import announce

_JOINED = "Somebody has joined your team. Sync says who."


def tell_newcomers(model: TeamViewModel, window: MainWindow) -> None:
    """Tell it from now on. A sentence over the page comes for what happens in the meantime alone:
    who has just unlocked needs the rows of Today, and has the count on the rail.
    """
    model.changed.connect(partial(_count, model, window))
    model.joined.connect(partial(_tell, window))


def _count(model: TeamViewModel, window: MainWindow) -> None:
    window.rail.show_count("sync", sum(len(space.joined) for space in model.facts.spaces))


def _tell(window: MainWindow, is_first: bool) -> None:  # noqa: FBT001 - Qt's slot
    if is_first and not window.rail.isHidden():
        announce(window.rail.items["sync"], _JOINED)
    else:
        window.toast.tell(_JOINED)
