"""What the service answers when it does not do what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sync.protocol.cbor import Untrusted, Value
from sync.protocol.wire import Status

# The rest are answers of the conversation and travel under 200, so that no proxy rewrites them.
_HTTP_STATUS: Mapping[Status, int] = {
    Status.BAD_REQUEST: 400,
    Status.NOT_SIGNED: 401,
    Status.WRONG_TIME: 401,
    Status.TOO_LARGE: 413,
    Status.TOO_MANY: 429,
}

_OF_UNTRUSTED: Mapping[str, Status] = {
    "sync.not_signed": Status.NOT_SIGNED,
    "sync.wrong_signature": Status.NOT_SIGNED,
    "sync.wrong_time": Status.WRONG_TIME,
    "sync.too_large": Status.TOO_LARGE,
    "sync.statement_order": Status.NOT_NEWEST,
    "sync.no_standing": Status.NO_STANDING,
    "sync.not_a_lead": Status.NO_STANDING,
    "sync.invitation_unknown": Status.INVITE_UNKNOWN,
    "sync.invitation_cancelled": Status.INVITE_UNKNOWN,
    "sync.invitation_used": Status.INVITE_USED,
}


class Refusal(Exception):
    """A request that is not carried out; nothing it asked for was kept.

    `wait` is in seconds: when to ask again, 0 where asking again will not help. `body` is the
    body of its answer.
    """

    def __init__(
        self, status: Status, *, wait: int = 0, body: Mapping[str, Value] | None = None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.wait = wait
        self.body = dict(body or {})

    @property
    def http_status(self) -> int:
        """The HTTP status that goes with it."""
        return _HTTP_STATUS.get(self.status, 200)


@contextmanager
def refusing_untrusted() -> Iterator[None]:
    """Answer what the formats find false in this block as a refusal."""
    try:
        yield
    except Untrusted as error:
        raise Refusal(_OF_UNTRUSTED.get(error.code, Status.BAD_REQUEST)) from error
