"""Who saw what, in its box: sought by worker, day, act and file, by keys."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.history import Mark
from app.domain.looks import Choices, Seen, SeenPage, Sought
from app.domain.people import reference
from ui.jobs import Jobs
from ui.looks.box import LooksBox
from ui.looks.view_model import LooksCalls, LooksViewModel
from ui.looks.wording import spans
from ui.theme.theme import Theme

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
FILE = b"w" * 16
MS = int(NOW.timestamp() * 1000)
LINES = (
    Seen(MS, "Linnet Marrowby", "WGH-2", "view", FILE, FILE, "person"),
    Seen(MS - 60_000, "Wren Pepperday", "", "exported", FILE, b"r" * 32, "police; agreed"),
    Seen(MS - 120_000, "Wren Pepperday", "", "search", b"", None, "nothing"),
)
OLDER = Mark(1, 1, 1)


@pytest.fixture
def asked() -> list[tuple[Sought, Mark | None]]:
    return []


@pytest.fixture
def box(qtbot: QtBot, theme: Theme, asked: list[tuple[Sought, Mark | None]]) -> LooksBox:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 720)
    host.show()
    host.activateWindow()

    def load(sought: Sought, after: Mark | None) -> Future[SeenPage]:
        asked.append((sought, after))
        answer: Future[SeenPage] = Future()
        is_none = sought.author == "Nobody"
        answer.set_result(SeenPage(() if is_none else LINES, None if after else OLDER))
        return answer

    def choices() -> Future[Choices]:
        answer: Future[Choices] = Future()
        answer.set_result(
            Choices(("Linnet Marrowby", "Nobody", "Wren Pepperday"), ("exported", "view"), True)
        )
        return answer

    model = LooksViewModel(LooksCalls(load, choices, lambda: NOW), Jobs())
    made = LooksBox(host, theme, model)
    made.host_kept = host  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: made.timeline.model().rowCount() == 3 and made.act.count() == 3)
    return made


def titles(box: LooksBox) -> list[str]:
    model = box.timeline.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_lines_name_worker_pc_act_and_reference_and_no_person(box: LooksBox) -> None:
    file = reference(FILE)

    assert titles(box) == [
        f"Looked at: file {file}",
        f"Taken out of the program: file {file}",
        "Came up in a search",
    ]
    said = box.timeline.model().index(0, 0).data(11)
    assert "Linnet Marrowby · WGH-2" in str(said)


def test_worker_day_act_and_file_narrow_what_is_shown(
    box: LooksBox, qtbot: QtBot, asked: list[tuple[Sought, Mark | None]]
) -> None:
    box.worker.setCurrentText("Wren Pepperday")
    box.worker.activated.emit(box.worker.currentIndex())
    box.act.setCurrentText("Taken out of the program")
    box.act.activated.emit(box.act.currentIndex())
    box.day.setCurrentText("Yesterday")
    box.day.activated.emit(box.day.currentIndex())
    qtbot.waitUntil(lambda: len(asked) == 4)
    box.one_file.click()
    qtbot.waitUntil(lambda: len(asked) == 5)

    sought, _ = asked[-1]
    day = datetime(2026, 11, 16, tzinfo=UTC)
    assert (sought.subject, sought.author, sought.what) == (FILE, "Wren Pepperday", "exported")
    assert sought.since_ms == int(day.timestamp() * 1000)
    assert sought.until_ms == int((day + timedelta(days=1)).timestamp() * 1000)
    qtbot.waitUntil(lambda: box.one_file.text() == f"All files, not {reference(FILE)} alone")


def test_a_page_at_a_time_there_and_back(
    box: LooksBox, qtbot: QtBot, asked: list[tuple[Sought, Mark | None]]
) -> None:
    box.older.click()
    qtbot.waitUntil(lambda: not box.older.isEnabled())
    box.newer.click()
    qtbot.waitUntil(lambda: box.older.isEnabled())

    assert [after for _, after in asked] == [None, OLDER, None]


def test_what_was_never_done_is_said_so(box: LooksBox, qtbot: QtBot) -> None:
    box.worker.setCurrentText("Nobody")
    box.worker.activated.emit(box.worker.currentIndex())

    qtbot.waitUntil(lambda: box.timeline.model().rowCount() == 0)
    assert not box.open_file.isEnabled()


def test_a_line_opens_its_file(box: LooksBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.file_wanted) as wanted:
        box.open_file.click()

    assert wanted.args == [FILE]


def test_each_of_four_weeks_days_can_be_chosen_and_has_words_of_its_own() -> None:
    found = spans(NOW.date())

    assert len({each.words for each in found}) == len(found) == 31
    assert found[0].bounds(NOW) == (None, None)
