"""What holds for every test: no screen, one Hypothesis profile, and nothing of Qt left behind."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    from tests.sync.conftest import RunningService

# A fresh checkout spends seconds on Hypothesis' own tables at the first text it makes: neither a
# deadline nor `too_slow` says anything about us.
settings.register_profile(
    "yarrow",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    max_examples=int(os.environ.get("YARROW_EXAMPLES", "100")),
)
settings.load_profile("yarrow")

# Running timers that are known already: looking for them walks through all of Python's objects.
_RUN_ON: list[QTimer] = []

# Tests come more often than people do.
OPEN_TO_MANY = """\
spaces = "open"
[limits]
newcomer_requests = 100000
package_requests = 100000
address_requests = 100000
"""

# Folders whose tests take longest. At the end one processor would work on them alone.
FIRST = (
    "tests/simulation/",
    "tests/hunts/",
    "tests/journeys/",
    "tests/second_client/",
    "tests/test_",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; all else stays in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_collection_finish() -> None:
    """Let no search for what a test left, and no collection, walk through what modules hold."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Once it is told what failed, let go of what the failed test held, as a passed one does."""
    report = yield
    if call.excinfo is not None:
        let_go_of_frames(call.excinfo.value)
    return report


def let_go_of_frames(failure: BaseException | None) -> None:
    """Clear what the functions held that a failure came through.

    Python keeps the last failure. With it windows would outlive the end of their program, to be
    found by some later test, or by a thread of its own that may destroy none of them.
    """
    while failure is not None:
        traceback.clear_frames(failure.__traceback__)
        for frame, _line in traceback.walk_tb(failure.__traceback__):
            _ = frame.f_locals  # what was told of them is a copy, which follows when it is read
        failure = failure.__cause__ or failure.__context__


@pytest.fixture(scope="session")
def lasting_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that runs for all tests whose subject is not the service: each makes its space."""
    from tests.sync.conftest import serving

    with serving(tmp_path_factory.mktemp("lasting"), OPEN_TO_MANY) as service:
        yield service


@pytest.fixture
def service(lasting_service: RunningService) -> Iterator[RunningService]:
    """The lasting service; a test may stop and start it."""
    yield lasting_service
    if not lasting_service.is_running:
        lasting_service.start()


@pytest.fixture(autouse=True)
def nothing_of_qt_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that uses Qt and leaves a window, a running timer or a copied text behind."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    windows = windows_now()
    gc.disable()  # in a thread of the test's it would destroy there what is Qt's
    yield
    gc.collect(1)
    gc.enable()
    delete_what_waits_for_it()
    left = [repr(window) for window in windows_now() if window not in windows]
    timers = timers_now()
    left += [repr(timer) for timer in timers if timer not in _RUN_ON]
    _RUN_ON[:] = timers  # what an earlier test was told of, or a module's fixture goes on with
    left += take_back_what_was_copied()
    assert not left, f"left behind by the test: {left}"


def windows_now() -> list[QWidget]:
    """The top-level widgets that no other widget owns."""
    from PySide6.QtWidgets import QApplication

    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]


def timers_now() -> list[QTimer]:
    """The running timers that Python knows."""
    import shiboken6
    from PySide6.QtCore import QTimer

    kinds = {QTimer, *QTimer.__subclasses__()}
    timers = [each for each in gc.get_objects() if type(each) in kinds]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


def take_back_what_was_copied() -> list[str]:
    """The formats left on the clipboard, which holds them beyond the end of Python.

    Without a screen the clipboard is a static of Qt's: what Python put there and nobody took
    back is deleted after the interpreter is gone, and the process ends in a segmentation fault.
    """
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication

    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()
    formats = list(data.formats()) if data is not None else []
    if formats:
        clipboard.clear()
    return formats


def delete_what_waits_for_it() -> None:
    """Carry out each `deleteLater`, which outside an event loop would wait for ever."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
