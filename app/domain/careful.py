"""Which of two values is the more careful: code and part of the format, never of a form.

`docs/protocol.md` 2 gives the orders: risk high, medium, not assessed, standard; signs and duties
yes, declined, not asked, no; permissions no, withdrawn, not asked, yes; who reads a record online
coerced, proxy, unknown, own, none. A value that this version does not know stands before all.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from app.domain.contact import is_contact, is_within
from app.domain.encoding import Value

AWAY = "gone"
"""The field that puts a record away."""
_UNKNOWN = 1_000


class Order(Enum):
    """The orders there are, each the most careful first."""

    RISK = ("high", "medium", "not_assessed", "standard")
    SIGN = ("yes", "unsure", "unknown", "declined", "not_asked", "no")
    PERMISSION = ("no", "withdrawn", "not_asked", "overridden", "yes")
    ONLINE = ("coerced", "proxy", "unknown", "own", "none")

    @property
    def known(self) -> tuple[str, ...]:
        """The values that this version knows, the most careful first."""
        known: tuple[str, ...] = self.value
        return known

    @property
    def blank(self) -> str:
        """What null counts as: nobody is protected by a blank, and nothing is allowed by one."""
        return {Order.RISK: "not_assessed", Order.ONLINE: "unknown"}.get(self, "not_asked")


_ORDERS = {
    **dict.fromkeys(("risk",), Order.RISK),
    **dict.fromkeys(("consent_scope", "may_share", "consent", "confidant"), Order.PERMISSION),
    "online_record_access": Order.ONLINE,
    **dict.fromkeys(
        (
            *("hark_h", "hark_a", "hark_r", "hark_k", "hark_safety", "immediate_danger"),
            *("perpetrator_also_patient_here", "children_at_risk", "legal_hold", "red_flags"),
            *("sensitive", "same_person"),
            *("device_monitored", "shared_cloud", "tracker_suspected", "step_shown"),
        ),
        Order.SIGN,
    ),
}
_WITHIN = {"risk": "level", "confidant": "may_know"}
"""Where in a map the value stands that has the order; the rest of the map goes along with it."""


def order_of(field: str) -> Order | None:
    """The order that a field's values have, if any; a list's element takes that of its list."""
    return _ORDERS.get(field.partition("/")[0])


def care(field: str, value: Value) -> tuple[int, int]:
    """How careful a value is; among heads in clash the greatest is shown. (0, 0) without an order.

    An element that one removed and another changed stays: there null gives way to any value. A
    record that one put away and another brought back stays in sight. Elsewhere null counts as not
    assessed or not asked, behind whoever said so in words. Of consents as bold as each other the
    one with fewer such answers stands first.
    """
    if field == AWAY:
        return int(value is None), 0
    order, is_element = order_of(field), "/" in field
    if is_element and value is None and order is not Order.PERMISSION:
        return -1, 0
    if order is None:
        return 0, 0
    said = _within(field, value)
    if order is Order.PERMISSION and isinstance(said, dict):
        rank = _rank(order, said)
        return rank, -sum(_rank(order, item) == rank for item in said.values())
    return _rank(order, said), int(value is not None)


def agreed(values: Sequence[Value]) -> dict[str, Value]:
    """The careful side of some consents, recipient by recipient: what every one of them allows.

    It is no value that anybody wrote: help while they clash, and where one version may begin.
    """
    maps = [value if isinstance(value, dict) else {} for value in values]
    names = sorted({str(name) for each in maps for name in each})
    found: dict[str, Value] = {}
    for name in names:
        said = [{str(key): item for key, item in each.items()}.get(name) for each in maps]
        careful = max(said, key=lambda value: care("consent", value))
        found[name] = Order.PERMISSION.blank if careful is None else careful
    return found


def is_bolder(field: str, chosen: Value, others: Sequence[Value]) -> bool:
    """Whether choosing a value gives up care that another version has: a lower risk, a sign taken
    back, more sharing, or a way or time of contact that not all of them allow.
    """
    order = order_of(field)
    if order is Order.PERMISSION and isinstance(chosen, dict) and chosen is _within(field, chosen):
        careful = agreed([chosen, *others])
        return any(
            care("consent", item)[0] < care("consent", careful[str(name)])[0]
            for name, item in chosen.items()
        )
    if is_contact(field):
        return any(not is_within(chosen, other) for other in others)
    if order is None:
        return False
    return any(care(field, other)[0] > care(field, chosen)[0] for other in others)


def _within(field: str, value: Value) -> Value:
    """What of a map has the order, for a field that keeps more beside it; else the value."""
    name = _WITHIN.get(field.partition("/")[0])
    if name is None or not isinstance(value, dict):
        return value
    return value.get(name, value)  # type: ignore[call-overload]


def _rank(order: Order, value: Value) -> int:
    """A map is as careful as its boldest entry: one consent covers several recipients."""
    if isinstance(value, dict) and order is Order.PERMISSION:
        ranks = [_rank(order, item) for item in value.values()]
        return _UNKNOWN if _UNKNOWN in ranks else min(ranks, default=_rank(order, None))
    said = order.blank if value is None else value
    known = order.known
    return len(known) - known.index(said) if isinstance(said, str) and said in known else _UNKNOWN
