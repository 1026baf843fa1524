from __future__ import annotations

import pytest

from sync.protocol.cbor import Untrusted
from sync.protocol.wire import Status
from sync.service.refusals import Refusal, refusing_untrusted


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.BAD_REQUEST, 400),
        (Status.NOT_SIGNED, 401),
        (Status.WRONG_TIME, 401),
        (Status.TOO_LARGE, 413),
        (Status.TOO_MANY, 429),
        (Status.NOT_NEWEST, 200),
        (Status.NO_PACKAGE, 200),
        (Status.DAMAGED, 200),
    ],
)
def test_only_what_http_has_a_number_for_is_not_200(status: Status, expected: int) -> None:
    assert Refusal(status).http_status == expected


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("sync.not_signed", Status.NOT_SIGNED),
        ("sync.wrong_time", Status.WRONG_TIME),
        ("sync.statement_order", Status.NOT_NEWEST),
        ("sync.not_a_lead", Status.NO_STANDING),
        ("sync.invitation_cancelled", Status.INVITE_UNKNOWN),
        ("encoding.not_allowed", Status.BAD_REQUEST),
        ("sync.newer_program", Status.BAD_REQUEST),
    ],
)
def test_what_proves_false_is_answered_by_its_code(code: str, status: Status) -> None:
    with pytest.raises(Refusal) as refused, refusing_untrusted():
        raise Untrusted(code)

    assert refused.value.status == status


def test_a_refusal_within_goes_through_as_it_is() -> None:
    with pytest.raises(Refusal) as refused, refusing_untrusted():
        raise Refusal(Status.TOO_MANY, wait=3)

    assert (refused.value.status, refused.value.wait) == (Status.TOO_MANY, 3)
