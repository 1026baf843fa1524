"""A second client: joins a space by a code, follows its log, and prints the digest.

Written from docs/protocol.md alone; of the project it imports nothing.

    python -m tests.second_client.reader https://127.0.0.1:PORT CODE
"""

from __future__ import annotations

import http.client
import os
import ssl
import sys
import time
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.second_client.formats import (
    HpkeKey,
    decode,
    encode,
    hkdf,
    open_sealed,
    pad,
    read_code,
    seal,
    signed_by,
    sized,
    unpad,
    verified,
)
from tests.second_client.rules import bound
from tests.second_client.space import Space

COVERED = '("@method" "@path" "@query" "content-digest" "yarrow-to")'


class Line:
    """One TLS connection to the service; once `device` and `key` are set, they sign requests."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the pin is what counts
        self._web = http.client.HTTPSConnection(place.hostname, place.port, context=context)
        self._web.connect()
        certificate = x509.load_der_x509_certificate(self._web.sock.getpeercert(binary_form=True))
        public = certificate.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        self.pin = sha256(public).digest()
        self.signing = b""
        self.device, self.key = b"", Ed25519PrivateKey.generate()
        self._ahead = 0

    def ask(self, path: str, asked: dict, *, anyone: bool = False) -> dict:
        """The body of the answer to a request; `anyone` sends it unsigned."""
        body, nonce = encode(asked), os.urandom(16)
        headers = {"content-type": "application/cbor", "yarrow-nonce": nonce.hex()}
        if not anyone:
            headers |= self._signature(path, body, nonce)
        self._web.request("POST", path, body, headers)
        answer = self._web.getresponse().read()
        if not self.signing:
            return {"answer": answer, "request": [nonce, path, sha256(body).digest()]}
        return self.read(answer, [nonce, path, sha256(body).digest()])

    def read(self, answer: bytes, request: list) -> dict:
        """The body of a signed answer to this very request."""
        said = verified(answer, "yarrow/answer", self.signing)
        if said["request"] != sha256(encode(request)).digest():
            raise ValueError("an answer to something else")
        self._ahead = said["time"] - time.time_ns() // 1_000_000
        if said["status"] != "ok":
            raise ValueError(said["status"])
        return decode(said["body"]) if isinstance(said["body"], bytes) else said["body"]

    def _signature(self, path: str, body: bytes, nonce: bytes) -> dict[str, str]:
        digest = f"sha-256=:{b64encode(sha256(body).digest()).decode()}:"
        to = sha256(self.signing).hexdigest()
        created = (time.time_ns() // 1_000_000 + self._ahead) // 1000
        params = (
            f'{COVERED};created={created};keyid="{self.device.hex()}";alg="ed25519";'
            f'nonce="{nonce.hex()}";tag="yarrow"'
        )
        covered = {
            "@method": "POST",
            "@path": path,
            "@query": "?",
            "content-digest": digest,
            "yarrow-to": to,
            "@signature-params": params,
        }
        base = "\n".join(f'"{name}": {value}' for name, value in covered.items())
        signature = b64encode(self.key.sign(base.encode())).decode()
        return {
            "content-digest": digest,
            "yarrow-to": to,
            "signature-input": f"yarrow={params}",
            "signature": f"yarrow=:{signature}:",
        }


def join(line: Line, code: str) -> Space:
    """Belong to the space whose invitation has this code."""
    secret = read_code(code)
    locator = hkdf(secret, b"yarrow/code/locator/v1", 16)
    key = hkdf(secret, b"yarrow/code/package/v1")
    invitation = Ed25519PrivateKey.from_private_bytes(hkdf(secret, b"yarrow/code/invitation/v1"))
    raw = line.ask("/v1/package", {"locator": locator}, anyone=True)
    sealed = decode(decode(raw["answer"])[2])["body"]["package"]
    info = b"yarrow/package/v1" + locator
    package = decode(unpad(open_sealed(key, sealed, info=info, aad=locator)))
    if line.pin not in package["pins"]:
        raise ValueError("another service")
    line.signing = package["signing"]
    told = line.read(raw["answer"], raw["request"])
    hpke, epoch = HpkeKey(), package["epoch"]
    keys = {package["epoch"]: package["content_key"]}
    line.device = os.urandom(16)
    space = Space(package["space"], line.device, hpke, line.signing, keys)
    sign = line.key.public_key().public_bytes_raw()
    both = sha256(sign + hpke.public).digest()
    aad = bound(space.id, epoch) + sized(b"pc")
    proof = {"space": space.id, "invite": package["invite"], "device": line.device, "keys": both}
    name = pad(encode("Second client"))
    statement = {
        "format": 1,
        "kind": "join",
        "previous": told["newest"],
        "invite": package["invite"],
        "device": line.device,
        "keys": {"sign": sign, "hpke": hpke.public},
        "epoch": epoch,
        "pc": seal(keys[epoch], name, info=b"yarrow/text/v1" + aad, aad=aad, random=os.urandom(32)),
        "proof": signed_by(invitation, "yarrow/join", proof),
        "time": time.time_ns() // 1_000_000,
    }
    signed = signed_by(line.key, "yarrow/statement", statement)
    line.ask(f"/v1/s/{space.id.hex()}/join", {"statement": signed})
    return space


def follow(line: Line, space: Space) -> None:
    """Read the log to its end."""
    more = True
    while more:
        asked = {"after": space.position, "most": 1024 * 1024}
        page = line.ask(f"/v1/s/{space.id.hex()}/log", asked)
        for entry, groups in page["entries"]:
            space.take(entry, groups)
        head = verified(page["at"], "yarrow/head", space.signing)
        told = (head["space"], head["position"], head["running"])
        if told != (space.id, space.position, space.running):
            raise ValueError("another log than the service signed for")
        more = page["more"]
    space.finish()


def whole(space: Space) -> str:
    """One digest over this space and what was never in one, of which there is nothing."""
    have, state = (each.to_bytes(32, "big") for each in space.digest())
    return sha256(encode([[b"", bytes(32), bytes(32)], [space.id, have, state]])).hexdigest()


if __name__ == "__main__":
    _, address, told_code = sys.argv
    connection = Line(address)
    followed = join(connection, told_code)
    follow(connection, followed)
    print(whole(followed))  # noqa: T201
    for place, (reason, *_) in followed.held.items():
        print(place, reason, file=sys.stderr)  # noqa: T201
