"""What the service answers when it does not do what it was asked."""

from __future__ import annotations

BAD_REQUEST = "bad_request"
NOT_SIGNED = "not_signed"
WRONG_TIME = "wrong_time"
UNKNOWN_SPACE = "unknown_space"
NO_STANDING = "no_standing"
TOO_LARGE = "too_large"
TOO_MANY = "too_many"
NUMBER_TAKEN = "number_taken"
OUT_OF_ORDER = "out_of_order"
AFTER_REFUSED = "after_refused"
NOT_NEWEST = "not_newest"
NO_PACKAGE = "no_package"
NO_PERMIT = "no_permit"
INVITE_UNKNOWN = "invite_unknown"
INVITE_USED = "invite_used"
INVITE_EXPIRED = "invite_expired"

# The rest are answers of the conversation and travel under 200, so that no proxy rewrites them.
_HTTP_STATUS = {BAD_REQUEST: 400, NOT_SIGNED: 401, WRONG_TIME: 401, TOO_LARGE: 413, TOO_MANY: 429}


class Refusal(Exception):
    """A request that is not carried out; nothing it asked for was kept.

    `wait` is in seconds: when to ask again, 0 where asking again will not help.
    """

    def __init__(self, code: str, *, wait: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait

    @property
    def http_status(self) -> int:
        """The HTTP status that goes with the code."""
        return _HTTP_STATUS.get(self.code, 200)
