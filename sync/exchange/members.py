"""Devices as people know them: names opened with the content key, where it is here."""

from __future__ import annotations

from app.errors import Untrusted
from app.ports.exchange import Member
from sync.exchange.talk import Talk
from sync.protocol.epochs import SealedName
from sync.protocol.statements import Admit, Create, Join, Recover, Remove, SetRole, Statement

_LINE = "\n"


def introduced(pc: str, person: str) -> str:
    """What a newcomer seals as the name of her PC: on a second line her own, if she gives one."""
    return f"{pc}{_LINE}{person}" if person else pc


def members_changed(talk: Talk, said: Statement) -> list[Member]:
    """The devices that a statement just applied adds or changes, as they are now."""
    known = talk.membership
    match said:
        case Create() | Join():
            return [_member(talk, said.device, added_ms=said.time)]
        case Remove():
            return [_member(talk, id, removed_ms=said.time) for id in said.devices]
        case SetRole():
            return [_member(talk, said.device)]
        case Recover():
            return [_member(talk, said.by)]
        case Admit():
            joined = [id for id, each in known.devices.items() if each.joined == said.join]
            # Who is admitted herself can read only now how everyone is called.
            told = known.devices if talk.device in joined else joined
            return [_member(talk, id) for id in told]
        case _:
            return []


def _member(
    talk: Talk, device: bytes, *, added_ms: int | None = None, removed_ms: int | None = None
) -> Member:
    """The device as the membership has it now.

    Who was invited without a name is called what she called herself when she joined.
    """
    known = talk.membership.devices[device]
    author = talk.membership.authors[known.author]
    told, own = _open(talk, author.name), _open(talk, known.pc)
    pc, _, herself = (own or "").partition(_LINE)
    return Member(
        device=device,
        author=author.id,
        role=known.role,
        name=told or herself or None,
        pc=pc or None,
        added_ms=added_ms,
        removed_ms=removed_ms,
        is_admitted=known.is_admitted,
    )


def title_of(talk: Talk) -> str | None:
    """The space's name."""
    title = talk.membership.title
    return None if title is None else _open(talk, title)


def _open(talk: Talk, name: SealedName) -> str | None:
    """The text, None without the key or for what its maker did not seal as she should have."""
    key = talk.key_of(name.place.epoch)
    if key is None:
        return None
    try:
        return name.open(key)
    except Untrusted:
        return None
