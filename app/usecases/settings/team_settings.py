"""A team's own places, areas, choices, numbers, steps, codes and form packs: read by all, changed
by leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.areas import Area, RepeatClock
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.records import Record
from app.domain.team_settings import (
    AREA,
    CLOCK,
    CODE,
    NUMBER,
    PACK,
    PLACE,
    RECORD_CODE,
    SETTINGS,
    STEP,
    TEAM,
    WORDING,
    is_setting,
    key_of,
    setting_id,
)
from app.errors import FormRefused, NotFound, Refused
from app.forms import library
from app.forms.directory import Place
from app.forms.lists import Code, is_code
from app.forms.local import Local
from app.forms.packs import Pack, read_pack, wording_of
from app.ports import Reading, Session
from app.usecases.recording import FORM, accept
from app.usecases.settings import own_rules

ENTERED = (PLACE, AREA, CODE, NUMBER, CLOCK, STEP, RECORD_CODE, TEAM)
"""Kinds that are entered field by field; a form pack comes whole, from a file."""


def settings(reading: Reading) -> list[Record]:
    """The settings of the vault's home space that are in force, those of each kind in order."""
    found = [each for each in reading.records_of(SETTINGS) if is_setting(each.kind)]
    home = reading.home_space()
    mine = [each for each in found if each.space == home]
    return sorted(mine, key=lambda each: (each.kind, _title(each), each.id))


def local(reading: Reading) -> Local:
    """What they come to. One that this version cannot read is left out, and stays as it is."""
    found = settings(reading)
    made = local_of([(each.kind, each.fields) for each in found])
    return replace(made, packs=tuple(pack for _, pack in packs(found)))


def local_of(found: Sequence[tuple[str, Mapping[str, Value]]]) -> Local:
    """What settings come to by their kinds and fields, without form packs; of these a ward PC is
    told the authorised words.
    """
    codes: dict[str, tuple[Code, ...]] = {}
    for each in _of(found, CODE):
        named, code = str(each.get("list")), _code(each)
        if code is not None:
            codes[named] = (*codes.get(named, ()), code)
    return Local(
        places=tuple(filter(None, map(_place, _of(found, PLACE)))),
        codes=codes,
        numbers={str(e.get("key")): str(e["number"]) for e in _of(found, NUMBER) if "number" in e},
        clocks={str(each.get("key")): str(each.get("counting")) for each in _of(found, CLOCK)},
        areas=tuple(filter(None, map(_area, _of(found, AREA)))),
        steps=tuple(own_rules.steps_of(_of(found, STEP))),
        record_codes=tuple(own_rules.codes_of(_of(found, RECORD_CODE))),
        wordings=tuple(filter(None, map(wording_of, _of(found, WORDING)))),
    )


def packs(found: Sequence[Record]) -> list[tuple[Record, Pack]]:
    """The form packs among settings that can be read, the first that was loaded first."""
    loaded = sorted(
        (each for each in found if each.kind == PACK), key=lambda each: (each.created_ms, each.id)
    )
    read = []
    for each in loaded:
        try:
            read.append((each, read_pack(str(each.fields.get("content")))))
        except (Refused, NotFound):
            continue  # by a newer program, which reads it
    return read


def require_kind(kind: str) -> None:
    """Raise Refused `settings.unknown_kind` for what cannot be set."""
    if kind not in ENTERED:
        raise Refused("settings.unknown_kind", kinds=", ".join(ENTERED))


def put(
    session: Session, kind: str, answers: Mapping[str, Value], *, space: bytes | None = None
) -> bytes:
    """Set one thing, new or instead of what stood; gives its record's id.

    What is set is known by its code, its area and risk tool, its list and short name, or what the
    number is for. What another team is stands in the space that was introduced to it (`space`, if
    several are), all else in the home space. Raises Refused `settings.lead_sets` or
    `settings.unknown_kind`, NotFound `parcels.no_such_team`, and FormRefused.
    """
    require_kind(kind)
    if kind != TEAM:
        require_lead(session)
    form = library.latest(kind)
    taken = accept(session, form, answers)
    _check(kind, taken)
    where = _introduced_to(session, taken, space) if kind == TEAM else session.home_space()
    require_lead(session, where)
    id = setting_id(kind, key_of(kind, taken))
    stored: dict[str, Value] = {
        **{field.name: taken.get(field.name) for field in form.fields},
        FORM: form.reference,
        AWAY: None,
    }
    keep(session, kind, id, stored, space=where)
    return id


def withdraw(session: Session, id: bytes, reason: str) -> None:
    """Take a setting back: what is shipped holds again. It stays in the history.

    A form pack stays once it was loaded: records may name its forms. Raises Refused
    `settings.lead_sets`, `settings.pack_stays`, NotFound `settings.no_such_setting`, FormRefused.
    """
    require_lead(session)
    found = next((each for each in settings(session) if each.id == id), None)
    if found is None:
        raise NotFound("settings.no_such_setting")
    if found.kind == PACK:
        raise Refused("settings.pack_stays")
    put_away(session, found.kind, id, reason, space=found.space)


def load_pack(session: Session, text: str) -> Pack:
    """Check a form pack whole and keep it for the team.

    Loading the same again changes nothing. Raises Refused as `read_pack` does,
    `settings.pack_known` for another content under the same name and version or for a form or list
    that another pack brought, and `settings.lead_sets`.
    """
    require_lead(session)
    pack = read_pack(text)
    for _, known in packs(settings(session)):
        if known.content == pack.content:
            return known
        brought = {each.reference for each in known.forms} & {f.reference for f in pack.forms}
        listed = {each.name for each in known.lists} & {each.name for each in pack.lists}
        if known.key == pack.key or brought or listed:
            raise Refused("settings.pack_known", name=known.key)
    form = library.latest(PACK)
    answers: dict[str, Value] = {
        "name": pack.name,
        "version": pack.version,
        "content": pack.content,
    }
    stored = {**accept(session, form, answers), FORM: form.reference}
    id = setting_id(PACK, f"{pack.key}/{text}")
    keep(session, PACK, id, stored, space=session.home_space())
    return pack


def require_lead(reading: Reading, space: bytes | None = None) -> None:
    """Raise Refused `settings.lead_sets` unless this person leads a space, the home space if none
    is named.
    """
    if not reading.standing(space or reading.home_space()).is_lead:
        raise Refused("settings.lead_sets")


def _introduced_to(reading: Reading, answers: Mapping[str, Value], wished: bytes | None) -> bytes:
    """The space of ours that was introduced to a team, the home space before others."""
    named, home = str(answers.get("team")), wished or reading.home_space()
    ours = [each.own for each in reading.parcels.teams() if each.id.hex() == named]
    if not ours:
        raise NotFound("parcels.no_such_team")
    return next((each for each in ours if each == home), ours[0])


def _check(kind: str, answers: Mapping[str, Value]) -> None:
    """What no form can say of two fields together."""
    start, end = answers.get("valid_from"), answers.get("valid_to")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        raise FormRefused({"valid_to": "too_early"})
    if kind == PLACE and answers.get("successor") == answers.get("code"):
        raise FormRefused({"successor": "not_in_list"})
    if kind == STEP:
        own_rules.check_step(answers)
    if kind == RECORD_CODE:
        own_rules.check_record_code(answers)
    if kind == CODE and not is_code(str(answers.get("code"))):
        raise FormRefused({"code": "code_shape"})


def put_away(session: Session, kind: str, id: bytes, reason: str, *, space: bytes | None) -> None:
    """Take a setting of a space back; raises FormRefused without a reason."""
    if not reason.strip():
        raise FormRefused({"reason": "needed"})
    keep(session, kind, id, {AWAY: " ".join(reason.split())}, space=space)


def keep(
    session: Session, kind: str, id: bytes, stored: Mapping[str, Value], *, space: bytes | None
) -> None:
    """Write a setting over what stands of it in a space; of fields that never stood none is
    cleared.
    """
    history = session.history_of(SETTINGS)
    stands = next((each for each in history if (each.id, each.space) == (id, space)), None)
    heads = {} if stands is None else stands.heads
    set_ = {name: value for name, value in stored.items() if value is not None or name in heads}
    over = {name: heads[name] for name in set_ if name in heads}
    if stored.get(AWAY) is not None:
        over[AWAY] = tuple(sorted({each for ids in heads.values() for each in ids}))
    session.save([Edit(kind, SETTINGS, id, set_, over)], space=space)


def _of(
    found: Sequence[tuple[str, Mapping[str, Value]]], kind: str
) -> Iterator[Mapping[str, Value]]:
    return (fields for each, fields in found if each == kind)


def _title(record: Record) -> str:
    return key_of(record.kind, record.fields).casefold()


def _place(fields: Mapping[str, Value]) -> Place | None:
    try:
        return Place(
            code=str(fields["code"]),
            name=str(fields["name"]),
            trust=str(fields.get("trust") or ""),
            valid_from=_day(fields.get("valid_from")),
            valid_to=_day(fields.get("valid_to")),
            successor=str(fields.get("successor") or ""),
        )
    except (KeyError, ValueError):
        return None


def _code(fields: Mapping[str, Value]) -> Code | None:
    code, label = fields.get("code"), fields.get("label")
    if not isinstance(code, str) or not isinstance(label, str) or not is_code(code):
        return None
    return Code(
        code, label, str(fields.get("group") or ""), is_offered=fields.get("offered") != "no"
    )


def _area(fields: Mapping[str, Value]) -> Area | None:
    numbers = ("min_yes", "escalation_n", "escalation_months", "sla_days")
    values = [fields.get(name) for name in numbers]
    if not all(isinstance(each, int) and each > 0 for each in values):
        return None
    repeat = fields.get("repeat_months")
    try:
        return Area(
            area=str(fields["area"]),
            instrument=str(fields["instrument"]),
            repeat_clock=RepeatClock(str(fields.get("repeat_clock"))),
            repeat_months=repeat if isinstance(repeat, int) and repeat > 0 else 12,
            mailbox=str(fields.get("mailbox") or ""),
            **dict(zip(numbers, values, strict=True)),  # type: ignore[arg-type]
        )
    except (KeyError, ValueError):
        return None


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
