"""Which of two values is the more careful: code and part of the format, never of a form.

`docs/protocol.md` 2 gives the orders: risk high, medium, not assessed, standard; signs and duties
yes, declined, not asked, no; permissions no, withdrawn, not asked, yes. A value that this version
does not know stands before all.
"""

from __future__ import annotations

from app.domain.encoding import Value

_UNKNOWN = 1_000
_RISK = ("high", "medium", "not_assessed", "standard")
_SIGN = ("yes", "unsure", "unknown", "declined", "not_asked", "no")
_PERMISSION = ("no", "withdrawn", "not_asked", "overridden", "yes")

_RISKS = {"risk"}
_PERMISSIONS = {"consent_scope", "may_share", "consent"}
_SIGNS = {
    "hark_h",
    "hark_a",
    "hark_r",
    "hark_k",
    "hark_safety",
    "immediate_danger",
    "perpetrator_also_patient_here",
    "children_at_risk",
    "legal_hold",
    "red_flags",
    "sensitive",
}


def care(field: str, value: Value) -> int:
    """How careful a value is; among heads in clash the greatest is shown. 0 where no order is.

    A list's element takes the order of its list. A null gives way to any value in an ordered
    field, since blank protects nobody; in a permission it stands with not asked.
    """
    name = field.partition("/")[0]
    if name in _RISKS:
        return _rank(_RISK, value["level"] if _has_level(value) else value)  # type: ignore
    if name in _SIGNS:
        return _rank(_SIGN, value)
    if name in _PERMISSIONS:
        return _permission(value)
    return 0


def allowed_by_all(values: list[Value], recipient: str) -> bool:
    """Whether every one of these consents says yes for a recipient; none says nothing."""
    return bool(values) and all(
        isinstance(value, dict) and value.get(recipient) == "yes"  # type: ignore[call-overload]
        for value in values
    )


def _has_level(value: Value) -> bool:
    return isinstance(value, dict) and "level" in value


def _rank(order: tuple[str, ...], value: Value) -> int:
    if value is None:
        return 0
    return len(order) - order.index(value) if value in order else _UNKNOWN


def _permission(value: Value) -> int:
    """A consent given to several recipients is as careful as its most permissive answer."""
    if isinstance(value, dict):
        ranks = [_permission(item) for item in value.values()]
        return _UNKNOWN if _UNKNOWN in ranks else min(ranks, default=_permission(None))
    return _rank(_PERMISSION, "not_asked" if value is None else value)
