"""The session of a Linux PC, against a logind on a bus of our own."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from jeepney import DBusAddress
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from app.wiring.system.linux import LinuxSession
from app.wiring.system.telling import IDLE, REMOTE, SCREEN, SHUTDOWN, SLEEP, SWITCH
from tests.app.wiring.system.stand_in import LOGIN, MANAGER, MINE, OTHER, StandIn

OF_LOGIND = {SCREEN, SWITCH, SLEEP, SHUTDOWN, REMOTE}
Begin = Callable[[], LinuxSession]


@pytest.fixture
def begin(bus_address: str, qtbot: QtBot) -> Iterator[Begin]:
    """Listen, and be sure that what is here is known."""
    begun: list[LinuxSession] = []

    def begin() -> LinuxSession:
        session = LinuxSession()
        begun.append(session)
        with qtbot.waitSignal(session.offers_known, timeout=5_000):
            session.begin()
        return session

    yield begin
    for session in begun:
        session.stop()
        session.deleteLater()


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        (lambda it: it.say_of_session("Lock"), SCREEN),
        (lambda it: it.change("LockedHint", value=True), SCREEN),
        (lambda it: it.change("Active", value=False), SWITCH),
        (lambda it: it.say(MANAGER, "PrepareForSleep", "b", True), SLEEP),
        (lambda it: it.say(MANAGER, "PrepareForShutdown", "b", True), SHUTDOWN),
        (lambda it: it.say(MANAGER, "SessionNew", "so", "39", OTHER), REMOTE),
    ],
)
def test_each_word_of_logind_is_a_reason_to_lock(
    say: Callable[[StandIn], None], reason: str, logind: StandIn, begin: Begin, qtbot: QtBot
) -> None:
    session = begin()
    assert session.offers >= OF_LOGIND

    with qtbot.waitSignal(session.told, timeout=5_000) as heard:
        say(logind)

    assert heard.args == [reason]


def test_what_is_no_reason_is_passed_over(logind: StandIn, begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    told: list[str] = []
    session.told.connect(told.append)

    logind.say_of_session("Unlock")
    logind.change("LockedHint", value=False)
    logind.change("Active", value=True)
    logind.say(MANAGER, "PrepareForSleep", "b", False)
    logind.say(MANAGER, "SessionNew", "so", "2", MINE)
    logind.say(DBusAddress(OTHER, LOGIN, f"{LOGIN}.Session"), "Lock")
    with qtbot.waitSignal(session.told, timeout=5_000):
        logind.say_of_session("Lock")

    assert told == [SCREEN]


@pytest.mark.parametrize("way", ["GetSession", "GetSessionByPID", "GetUser"])
def test_the_session_is_found_in_each_way_there_is(
    way: str, logind: StandIn, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    logind.ways = {way}

    assert begin().offers >= OF_LOGIND


def test_another_user_s_session_is_not_taken_for_ours(
    logind: StandIn, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    logind.properties[MINE, "User"] = ("(uo)", (os.getuid() + 1, "/user"))

    assert not begin().offers & OF_LOGIND


def test_sleep_waits_until_the_lock_is_done(logind: StandIn, begin: Begin) -> None:
    session = begin()
    assert logind.inhibited == [
        ("sleep:shutdown", "Yarrow", "Closes its window first", "delay"),
    ]
    assert logind.holds_back()

    session.stop()

    assert not logind.holds_back()


def test_the_process_that_takes_our_place_holds_nothing_back(bus_address: str) -> None:
    script = (
        "import os, sys\n"
        "from app.wiring.system.bus import Bus\n"
        "from app.wiring.system.logind import Logind\n"
        "kept = Logind(Bus('SYSTEM'))\n"
        "sys.stdout.write('held'); sys.stdout.flush(); sys.stdin.readline()\n"
        "os.execv(sys.executable, [sys.executable, '-c', 'input()'])\n"
    )
    logind = StandIn(bus_address)
    command = [sys.executable, "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.read(4) == "held"
        assert logind.holds_back()

        process.stdin.write("\n")
        process.stdin.flush()

        # The old program is gone once the new one has read nothing and waits.
        while logind.holds_back() and process.poll() is None:
            pass
        assert process.poll() is None
        process.communicate("\n")
    logind.close()


def test_a_logind_that_lets_nobody_wait_still_tells_of_sleep(
    logind: StandIn, begin: Begin, qtbot: QtBot
) -> None:
    logind.allows_inhibit = False
    session = begin()

    with qtbot.waitSignal(session.told, timeout=5_000) as heard:
        logind.say(MANAGER, "PrepareForSleep", "b", True)

    assert heard.args == [SLEEP]


def test_without_any_bus_it_works_on_and_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for which in ("SYSTEM", "SESSION"):
        monkeypatch.setenv(f"DBUS_{which}_BUS_ADDRESS", "unix:path=/nowhere/bus")
    session = LinuxSession()

    with qtbot.waitSignal(session.offers_known, timeout=5_000):
        session.begin()

    assert session.offers == frozenset()
    assert session.idle_s() is None
    session.stop()
    session.deleteLater()


def test_a_bus_that_goes_away_is_told_and_nothing_ends(
    logind: StandIn, begin: Begin, bus_address: str, qtbot: QtBot
) -> None:
    session = begin()
    assert session.offers >= OF_LOGIND

    with qtbot.waitSignal(session.offers_known, timeout=5_000):
        end_bus(bus_address)

    assert not session.offers & OF_LOGIND


def test_use_in_another_program_counts(logind: StandIn, begin: Begin, qtbot: QtBot) -> None:
    logind.idle_ms = 4_500
    session = begin()

    assert IDLE in session.offers
    qtbot.waitUntil(lambda: session.idle_s() == 4.5)
    logind.idle_ms = 200
    qtbot.waitUntil(lambda: session.idle_s() == 0.2, timeout=5_000)


def end_bus(address: str) -> None:
    """End the bus that listens at this address."""
    kind, size = socket.SO_PEERCRED, struct.calcsize("3i")
    with open_dbus_connection(address) as connection:
        credentials = connection.sock.getsockopt(socket.SOL_SOCKET, kind, size)
    os.kill(struct.unpack("3i", credentials)[0], signal.SIGTERM)
