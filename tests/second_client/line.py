"""What the second client asks the service, and whether the answer holds: docs/protocol.md 8."""

from __future__ import annotations

import http.client
import os
import ssl
import time
from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.second_client.formats import encode, verified

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

    def ask(self, path: str, asked: dict[str, Any]) -> Any:
        """The body of the answer to a signed request."""
        body, nonce = encode(asked), os.urandom(16)
        return self.read(*self.send(path, body, nonce, self._signature(path, body, nonce)))

    def send(
        self, path: str, body: bytes, nonce: bytes, signature: dict[str, str]
    ) -> tuple[bytes, bytes]:
        """What comes back, believed by nobody so far, and the hash of what was asked."""
        headers = {"content-type": "application/cbor", "yarrow-nonce": nonce.hex()}
        self._web.request("POST", path, body, headers | signature)
        request = encode([nonce, path, sha256(body).digest()])
        return self._web.getresponse().read(), sha256(request).digest()

    def read(self, answer: bytes, request: bytes) -> Any:
        """The body of a signed answer to this very request."""
        said = verified(answer, "yarrow/answer", self.signing)
        if said["request"] != request:
            raise ValueError("an answer to something else")
        self._ahead = said["time"] - time.time_ns() // 1_000_000
        if said["status"] != "ok":
            raise ValueError(said["status"])
        return said["body"]

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
