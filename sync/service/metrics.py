"""How much a worker does, in the text that Prometheus reads: counts, and of nobody in particular.

No space, device, address or path is among them: what an onlooker could learn from those the log
does not say either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

MEDIA_TYPE = "text/plain; version=0.0.4"
_STEPS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0)


class Metrics:
    """Counted since this worker started, on its one thread of the event loop."""

    def __init__(self) -> None:
        self._requests: Counter[int] = Counter()
        self._within = [0] * len(_STEPS)
        self._seconds, self._received, self._sent = 0.0, 0, 0

    def took(self, status: int, *, received: int, sent: int, seconds: float) -> None:
        """One more request was answered."""
        self._requests[status] += 1
        self._received += received
        self._sent += sent
        self._seconds += seconds
        for place, step in enumerate(_STEPS):
            self._within[place] += seconds <= step

    def text(self, *, spaces: int | None, listeners: int) -> str:
        """All of it; `spaces` is None where the database does not answer."""
        lines = [*self._counted(), *self._timed()]
        lines += _one("yarrow_listeners", "gauge", "Connections that wait for news.", listeners)
        lines += _one("yarrow_database_up", "gauge", "Whether it answers.", int(spaces is not None))
        if spaces is not None:
            lines += _one("yarrow_spaces", "gauge", "Spaces that are kept.", spaces)
        return "\n".join(lines) + "\n"

    def _counted(self) -> Iterator[str]:
        yield from _head("yarrow_requests_total", "counter", "Requests answered, by status.")
        for status, count in sorted(self._requests.items()):
            yield f'yarrow_requests_total{{status="{status}"}} {count}'
        yield from _one("yarrow_received_bytes_total", "counter", "Bodies taken.", self._received)
        yield from _one("yarrow_sent_bytes_total", "counter", "Bodies answered.", self._sent)

    def _timed(self) -> Iterator[str]:
        name = "yarrow_request_seconds"
        yield from _head(name, "histogram", "From the whole request to its answer.")
        for step, count in zip(_STEPS, self._within, strict=True):
            yield f'{name}_bucket{{le="{step:g}"}} {count}'
        total = self._requests.total()
        yield f'{name}_bucket{{le="+Inf"}} {total}'
        yield f"{name}_sum {self._seconds:.6f}"
        yield f"{name}_count {total}"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"


def _one(name: str, kind: str, words: str, number: int) -> tuple[str, ...]:
    return (*_head(name, kind, words), f"{name} {number}")
