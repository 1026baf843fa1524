"""One file at a time, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.errors import NotFound
from tests.ui.person.conftest import NOW, SUBJECT
from ui.jobs import Jobs
from ui.person.view_model import ALL, ERRORS, PersonCalls, PersonViewModel
from ui.person.whole_file import WholeFile


class Files:
    """Files that come when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, Future[WholeFile]]] = []

    def load(self, subject: bytes) -> Future[WholeFile]:
        self.asked.append((subject, Future()))
        return self.asked[-1][1]

    def calls(self) -> PersonCalls:
        return PersonCalls(
            load=self.load,
            mark=lambda _id, _reason: Future(),
            edit=lambda _record, _answers, _why: Future(),
            now=lambda: NOW,
            place_name=str,
        )


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def model(files: Files, qtbot: QtBot) -> Iterator[PersonViewModel]:
    jobs = Jobs()
    model = PersonViewModel(files.calls(), jobs)
    yield model
    model.deleteLater()
    jobs.deleteLater()


def show(model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile) -> None:
    with qtbot.waitSignal(model.opened):
        model.open(SUBJECT)
        files.asked[-1][1].set_result(file)


def test_a_file_shows_its_items_newest_first(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)

    assert [item.title for item in model.items] == [
        "Note",
        "Referral handed over",
        "Abuse identified",
        "Note",
    ]
    assert model.counts[ALL] == 4
    assert model.only_here == 1
    assert model.ask_again == "1 Dec 2026"
    assert [clash.label for clash in model.clashes] == ["Immediate danger"]


def test_filters_show_a_kind_or_what_was_wrong(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)

    model.choose_filter("note")
    assert len(model.items) == 2
    model.choose_filter(ERRORS)
    assert [item.struck for item in model.items] == [True]


def test_nothing_of_one_file_is_shown_while_another_is_on_its_way(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)

    model.open(b"o" * 16)

    assert model.page is None
    assert model.items == ()
    assert model.facts == ()


def test_a_late_answer_about_the_file_before_is_dropped(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    model.open(SUBJECT)
    model.open(b"o" * 16)

    files.asked[0][1].set_result(file)
    with qtbot.waitSignal(model.changed):
        files.asked[1][1].set_exception(NotFound("records.no_such_file"))

    assert model.page is None
    assert "no file" in model.problem


def test_a_refresh_keeps_filter_and_tells_of_no_new_file(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)
    model.choose_filter("note")
    opened: list[object] = []
    model.opened.connect(opened.append)

    model.refresh()
    with qtbot.waitSignal(model.changed):
        files.asked[-1][1].set_result(file)

    assert model.filter == "note"
    assert opened == []


def test_a_closed_file_leaves_nothing(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)

    model.close()

    assert model.subject is None
    assert model.items == ()


def test_items_are_worded_once_for_each_change(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)
    items = model.items

    assert model.items is items
    model.choose_filter("note")
    assert len(model.items) < len(items)
    model.close()
    assert model.items == ()


def test_an_item_keeps_its_words_through_a_refresh_until_it_is_another(
    model: PersonViewModel, files: Files, qtbot: QtBot, file: WholeFile
) -> None:
    show(model, files, qtbot, file)
    first, second = model.items[:2]
    changed = replace(file.page.items[1], error="Wrong person")
    items = (file.page.items[0], changed, *file.page.items[2:])

    model.refresh()
    with qtbot.waitSignal(model.changed):
        files.asked[-1][1].set_result(replace(file, page=replace(file.page, items=items)))

    assert model.items[0] is first
    assert (second.struck, model.items[1].struck) == (False, True)
