"""Known answers: what `vectors/*.json` gives for what it is given, to the last byte.

A second client can be checked against the same files. All bytes are in hex. What has randomness
of its own (HPKE) or a compressor's choices in it (a group) is given, and opened; all else is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.attachment import Sealed
from storage.objects.sealing import check_chunk
from storage.objects.sealing import seal as seal_object
from sync.protocol import cose, sealing
from sync.protocol.answers import Answer, make_answer
from sync.protocol.codes import letters_of, words_of
from sync.protocol.epochs import (
    Place,
    check_of,
    newcomer_key,
    open_back,
    open_text,
    seal_back,
    seal_text,
    unwrap,
)
from sync.protocol.heads import Head, Receipt, running, sign_head, sign_receipt
from sync.protocol.introductions import IntroductionCode, TeamCard, seal_card
from sync.protocol.invitations import Code, DoorPackage, Package, seal_package
from sync.protocol.keys import DeviceKeys, KeyPair, PublicKeys, public_of
from sync.protocol.kinds.erasing import open_thing
from sync.protocol.kinds.introducing import open_team
from sync.protocol.looks import open_looks
from sync.protocol.marks import Mark, sign_mark
from sync.protocol.membership import Membership
from sync.protocol.objects import KeepRequest
from sync.protocol.parcels import Taken, Way, open_parcel, sign_taken
from sync.protocol.recovery import RecoveryKeys, open_slot, recipient_of, set_id
from sync.protocol.requests import Request, hash_of, sign_request
from sync.protocol.rules.applying import apply
from sync.protocol.segments import Header, make_entry, open_group, parse_entry, verify_entry
from sync.protocol.shares import hash_share, join_shares, read_share
from sync.protocol.statements import parse_statement, sign_statement, space_id
from sync.protocol.wire import to_body
from sync.protocol.words import device_words, head_words, service_words, team_words

FOLDER = Path(__file__).parent / "vectors"
NOT_OURS = {"hpke_published"}
b = bytes.fromhex


def key(private: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(b(private))


def codes(given: Any) -> dict[str, Any]:
    code = Code(b(given["secret"]))
    return {
        "letters": letters_of(code.secret),
        "words": words_of(code.secret),
        "locator": code.locator.hex(),
        "package_key": code.package_key.hex(),
        "invitation_public": public_of(code.invitation).hex(),
    }


def cose_messages(given: Any) -> dict[str, Any]:
    signed = cose.sign(key(given["private"]), given["typ"], b(given["payload"]))
    encrypted = cose.encrypt(b(given["key"]), b(given["plaintext"]), b(given["external_aad"]))
    return {"sign1": signed.hex(), "encrypt0": encrypted.hex()}


def sealed(given: Any) -> dict[str, Any]:
    data = sealing.seal(
        b(given["key"]),
        b(given["plaintext"]),
        info=b(given["info"]),
        aad=b(given["aad"]),
        random32=b(given["random32"]),
    )
    return {"sealed": data.hex()}


def epochs(given: Any) -> dict[str, Any]:
    content_key, random32 = b(given["content_key"]), b(given["random32"])
    place = Place(b(given["space"]), given["epoch"])
    back = seal_back(content_key, b(given["older"]), place=place, random32=random32)
    name = seal_text(
        content_key, given["text"], place=place, label=given["label"], random32=random32
    )
    unwrapped = unwrap(
        b(given["wrap"]),
        KeyPair(b(given["hpke_private"])),
        place=place,
        recipient=b(given["device"]),
        before=b(given["before"]),
    )
    assert open_back(content_key, back, place=place) == b(given["older"])
    assert open_text(content_key, name, place=place, label=given["label"]) == given["text"]
    return {
        "check": check_of(content_key).hex(),
        "back": back.hex(),
        "name": name.hex(),
        "unwrapped": unwrapped.hex(),
    }


def heads(given: Any) -> dict[str, Any]:
    reached = running(b(given["space"]), b(given["entry"]))
    head = Head(b(given["space"]), 1, 1, reached, given["time"])
    receipt = Receipt(head, b(given["device"]), bytes(8), 0, b(given["entry"]), 1)
    signing = key(given["service_private"])
    mark = Mark(
        space=head.space,
        device=receipt.device,
        incarnation=b(given["incarnation"]),
        seq=3,
        head=sign_head(signing, head),
        have=b(given["have"]),
        state=b(given["state"]),
        erasures=0,
        time=given["time"],
    )
    return {
        "running": reached.hex(),
        "head": sign_head(signing, head).hex(),
        "receipt": sign_receipt(signing, receipt).hex(),
        "mark": sign_mark(key(given["device_private"]), mark).hex(),
    }


def statements(given: Any) -> dict[str, Any]:
    entries = [b(entry) for entry in given["entries"]]
    signers = [DeviceKeys.from_bytes(b(keys)) for keys in given["signers"]]
    folded = Membership(space_id(entries[0]))
    again = []
    for position, (entry, signer) in enumerate(zip(entries, signers, strict=True), start=1):
        stated = parse_statement(entry)
        folded = apply(folded, stated, position)
        again.append(sign_statement(signer.sign, stated.content).hex())
    content_key = b(given["content_key"])
    people = [(folded.authors[device.author], device) for device in folded.devices.values()]
    return {
        "space": folded.space.hex(),
        "newest": folded.newest.hex(),
        "signed_again": again,
        "devices": [
            [device.id.hex(), device.role, who.name.open(content_key), device.pc.open(content_key)]
            for who, device in people
        ],
    }


def every_kind(given: Any) -> dict[str, Any]:
    entries = [b(entry) for entry in given["entries"]]
    signers = [DeviceKeys.from_bytes(b(keys)) for keys in given["signers"]]
    reader = DeviceKeys.from_bytes(b(given["reader"]))
    folded = Membership(space_id(entries[0]))
    again = []
    for position, (entry, signer) in enumerate(zip(entries, signers, strict=True), start=1):
        stated = parse_statement(entry)
        folded = apply(folded, stated, position)
        again.append(sign_statement(signer.sign, stated.content).hex())
    return {
        "newest": folded.newest.hex(),
        "signed_again": again,
        "devices": [
            [each.id.hex(), each.role, each.added, each.admitted, each.removed]
            for each in folded.devices.values()
        ],
        "content_keys": [
            [wrapped.content_key(reader.hpke).hex() for wrapped in known.wraps_to(b(given["id"]))]
            for known in folded.epochs.values()
        ],
        "decided": [list(each) for each in folded.decided.items()],
        "erasures": [[each.position, each.is_kept] for each in folded.erasures.values()],
        "erased": _erased(given, folded),
        "lease_days": folded.policy.lease_days if folded.policy else None,
        "generation": folded.generation,
    }


def _erased(given: Any, folded: Membership) -> list[str]:
    """Why each erasure was made, by the content key of its epoch."""
    keys = [b(key) for key in given["content_keys"]]
    return [
        open_thing(keys[each.place.epoch - 1], each.what, place=each.place).reason
        for each in folded.erasures.values()
    ]


def segments(given: Any) -> dict[str, Any]:
    base = Header(
        **{name: b(value) for name, value in given["base_bytes"].items()}, **given["base"]
    )
    keys, groups = DeviceKeys.from_bytes(b(given["device"])), [b(each) for each in given["groups"]]
    entry = make_entry(keys.sign, base, groups)
    verify_entry(parse_entry(entry), keys.public.sign)
    opened = [open_group(b(given["content_key"]), base, group) for group in groups]
    return {
        "base": base.encode().hex(),
        "entry": entry.hex(),
        "changes": [[change.encoded.hex() for change in group] for group in opened],
        "ids": [[change.id.hex() for change in group] for group in opened],
    }


def packages(given: Any) -> dict[str, Any]:
    package = Package(
        space=b(given["space"]),
        invite=b(given["invite"]),
        signing=b(given["signing"]),
        pins=(b(given["pin"]), b(given["spare"])),
        content_key=b(given["content_key"]),
        epoch=1,
        expires=given["expires"],
        training=False,
    )
    code, random32 = Code(b(given["secret"])), b(given["random32"])
    refusing = replace(package, no_team_recovery=True)
    return {
        "package": seal_package(code, package, random32=random32).hex(),
        "refusing": seal_package(code, refusing, random32=random32).hex(),
    }


def doors(given: Any) -> dict[str, Any]:
    """The log of a space with a ward PC in it, and what its code opens."""
    entries = [b(entry) for entry in given["entries"]]
    folded = Membership(space_id(entries[0]))
    for position, entry in enumerate(entries, start=1):
        folded = apply(folded, parse_statement(entry), position)
    (door,) = (each for each in folded.devices.values() if each.is_door)
    (invitation,) = folded.invitations.values()
    content_key, place = b(given["content_key"]), Place(folded.space, 1)
    package = DoorPackage(
        space=folded.space,
        invite=invitation.hash,
        signing=b(given["signing"]),
        pins=(b(given["pin"]), b(given["spare"])),
        newcomer_key=newcomer_key(content_key, place=place, invitation=invitation.key),
        epoch=1,
        expires=invitation.expires,
        training=True,
        role="writer",
    )
    code = Code(b(given["secret"]))
    return {
        "newest": folded.newest.hex(),
        "door": [door.id.hex(), door.role, door.pc.open(content_key)],
        "wrapped_to": sorted(each.hex() for each in folded.epoch.content.wraps),
        "package": seal_package(code, package, random32=b(given["random32"])).hex(),
    }


def requests(given: Any) -> dict[str, Any]:
    request = Request(given["path"], b(given["body"]), given["query"])
    nonce, service = b(given["nonce"]), key(given["service_private"])
    headers = sign_request(
        request,
        key=key(given["private"]),
        keyid=given["keyid"],
        service=public_of(service),
        created=given["created"],
        nonce=nonce,
    )
    asked = hash_of(request, nonce)
    answer = make_answer(service, Answer(given["created"], "ok", {"more": False}), request=asked)
    return {"headers": headers, "request_hash": asked.hex(), "answer": answer.hex()}


def words(given: Any) -> dict[str, Any]:
    head = Head(b(given["space"]), 1, 17, b(given["running"]), 0)
    keys = PublicKeys(b(given["signing"]), b(given["hpke"]))
    return {
        "service": list(service_words(b(given["signing"]), b(given["pin"]))),
        "head": list(head_words(head)),
        "device": list(device_words(b(given["space"]), b(given["device"]), keys)),
    }


def recovery(given: Any) -> dict[str, Any]:
    shares = [read_share(share) for share in given["shares"]]
    seed = join_shares(shares[1:])
    keys = RecoveryKeys.from_seed(seed)
    vault, space = b(given["vault"]), b(given["space"])
    return {
        "seed": seed.hex(),
        "share_hashes": [hash_share(share).hex() for share in shares],
        "sign_public": keys.public.sign.hex(),
        "hpke_public": keys.public.hpke.hex(),
        "set": set_id(keys.public).hex(),
        "recipient": recipient_of(keys.public).hex(),
        "vault_key": open_slot(keys, b(given["slot"]), vault=vault, space=space).hex(),
    }


def objects(given: Any) -> dict[str, Any]:
    sealed = Sealed(given["object"], given["object_key"], given["size"], given["content_sha256"])
    content = bytes([7]) * given["size"]
    chunks = list(seal_object([content], key=b(sealed.key), id=b(sealed.object)))
    for index, chunk in enumerate(chunks):
        check_chunk(chunk, sealed, index)
    asked = KeepRequest(b(sealed.object), len(chunks) - 1, True, chunks[-1])
    return {
        "content_sha256": sha256(content).hexdigest(),
        "chunk_sha256": [sha256(chunk).hexdigest() for chunk in chunks],
        "last_chunk_begins": chunks[-1][:64].hex(),
        "sizes": [len(chunk) for chunk in chunks],
        "keep_chunk_sha256": sha256(to_body(asked)).hexdigest(),
    }


def looks(given: Any) -> dict[str, Any]:
    entry = parse_entry(b(given["entry"]))
    verify_entry(entry, b(given["sign_public"]))
    pair = KeyPair(b(given["audit_private"]))
    lines = open_looks(pair, entry.base, b(given["group"]))
    return {
        "is_looks": entry.is_looks,
        "hash": entry.hash.hex(),
        "looks": [
            {
                "ms": look.ms,
                "what": look.what,
                "subject": look.subject.hex(),
                "record": None if look.record is None else look.record.hex(),
                "detail": look.detail,
            }
            for look in lines
        ],
    }


def introductions(given: Any) -> dict[str, Any]:
    entries, signer = (
        [b(each) for each in given["entries"]],
        DeviceKeys.from_bytes(b(given["signer"])),
    )
    folded = Membership(space_id(entries[0]))
    for position, entry in enumerate(entries, start=1):
        stated = parse_statement(entry)
        assert sign_statement(signer.sign, stated.content) == entry
        folded = apply(folded, stated, position)
    made = folded.introduced[b(given["team"])]
    kept = open_team(b(given["content_key"]), made.what, place=made.place)
    code, card = IntroductionCode(b(given["secret"])), dict(given["card"])
    told = TeamCard(b(card.pop("space")), b(card.pop("signing")), **card)
    offer, answer = (
        seal_card(code, told, is_answer=each, random32=b(given["random32"]))
        for each in (False, True)
    )
    service = b(given["service"])
    return {
        "kept": [kept.name, kept.phone],
        "is_closed": made.is_closed,
        "locator": code.locator.hex(),
        "offer": offer.hex(),
        "answer": answer.hex(),
        "words": list(team_words((folded.space, service), (made.team, made.service))),
    }


def parcels(given: Any) -> dict[str, Any]:
    signing = key(given["sign_private"])
    way = Way(b(given["sender"]), b(given["to"]), b(given["parcel"]), given["epoch"])
    content, signed = open_parcel(KeyPair(b(given["inbox_private"])), b(given["sealed"]), way)
    signed.check(public_of(signing))
    taken = Taken(way.sender, way.to, way.parcel, content.device, given["time"])
    return {
        "info": way.info.hex(),
        "signed": signed.payload.hex(),
        "device": content.device.hex(),
        "fields": dict(content.fields),
        "basis": dict(content.basis),
        "taken": sign_taken(signing, taken).hex(),
    }


GIVES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "codes": codes,
    "cose": cose_messages,
    "doors": doors,
    "epochs": epochs,
    "heads": heads,
    "introductions": introductions,
    "looks": looks,
    "objects": objects,
    "packages": packages,
    "parcels": parcels,
    "requests": requests,
    "sealing": sealed,
    "segments": segments,
    "recovery": recovery,
    "statements": statements,
    "statements_of_every_kind": every_kind,
    "words": words,
}


@pytest.mark.parametrize("name", sorted(GIVES))
def test_every_byte_is_as_it_was(name: str) -> None:
    stored = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))

    assert GIVES[name](stored["given"]) == stored["gives"]


def test_no_vector_is_left_unread() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(GIVES) | NOT_OURS
