"""A line of so many megabits a second each way, with a delay: `python slow_line.py PORT` leads to
that port of this machine and prints its own.
"""

from __future__ import annotations

import queue
import socket
import sys
import threading
import time

MEGABITS = 20
BYTES_A_SECOND = MEGABITS * 1_000_000 / 8
DELAY_SECONDS = 0.015
_PART = 16 * 1024
_PARTS_UNDER_WAY = 64


def carry(source: socket.socket, target: socket.socket) -> None:
    """What is sent at one end comes out at the other, later and no faster than the line."""
    parts: queue.Queue[tuple[float, bytes]] = queue.Queue(_PARTS_UNDER_WAY)

    def take() -> None:
        free, part = time.perf_counter(), b"-"
        while part:
            try:
                part = source.recv(_PART)
            except OSError:
                part = b""
            now = time.perf_counter()
            free = max(free, now) + len(part) / BYTES_A_SECOND
            parts.put((free + DELAY_SECONDS, part))
            time.sleep(max(0.0, free - now))

    def give() -> None:
        part = b"-"
        while part:
            due, part = parts.get()
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                target.sendall(part) if part else target.shutdown(socket.SHUT_WR)
            except OSError:
                return

    for each in (take, give):
        threading.Thread(target=each, daemon=True).start()


def lead_to(port: int) -> None:
    """Carry every connection to a port of this machine, for as long as the process lives."""
    ends = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{ends.getsockname()[1]}\n")
    sys.stdout.flush()
    while True:
        here, _ = ends.accept()
        there = socket.create_connection(("127.0.0.1", port))
        for each in (here, there):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        carry(here, there)
        carry(there, here)


if __name__ == "__main__":
    lead_to(int(sys.argv[1]))
