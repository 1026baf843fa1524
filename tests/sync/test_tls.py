"""Whoever stands between, or in the service's place, gets nothing: each on a real connection.

The key is pinned, so a certificate's name, dates and authority decide nothing either way.
"""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import YarrowError
from resources.words import sentence
from sync.service.certificate import make_key
from sync.transport import Transport
from tests.sync.listener import ELSEWHERE, OK, PORTAL, Listener, failure

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
# What a certificate may say; the pin alone decides.
PAPERS: dict[str, dict[str, Any]] = {
    "expired": {"start": NOW - 9 * DAY, "end": NOW - DAY},
    "not yet valid": {"start": NOW + DAY, "end": NOW + 9 * DAY},
    "for another host": {"name": "bank.example"},
    "for every host": {"name": "*"},
    "of an authority that the PC trusts": {"authority": True},
    "of an authority that nobody knows": {"authority": True, "trusted": False},
}


def certificate(
    key: ec.EllipticCurvePrivateKey,
    *,
    signer: ec.EllipticCurvePrivateKey | None = None,
    name: str = "127.0.0.1",
    start: datetime.datetime = NOW - DAY,
    end: datetime.datetime = NOW + DAY,
) -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
    built = (
        x509.CertificateBuilder()
        .subject_name(issuer if signer is key else subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=signer is key, path_length=None), critical=True)
    )
    return built.sign(signer or key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Impostor(Listener):
    """A server with papers, versions and demands of its own."""

    def __init__(self, folder: Path, answer: bytes = OK, **papers: Any) -> None:
        self.prepare: Callable[[ssl.SSLContext], None] = papers.pop(
            "prepare", lambda _context: None
        )
        self.authority = make_key() if papers.pop("authority", False) else None
        self.is_trusted = papers.pop("trusted", True)
        self.papers = papers
        super().__init__(folder, answer)

    def _make_context(self, folder: Path, key: Any, version: Any) -> ssl.SSLContext:
        context = super()._make_context(folder, key, version)
        if self.papers or self.authority:
            paper = certificate(key, signer=self.authority, **self.papers)
            (folder / "tls.crt").write_bytes(paper)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
        self.prepare(context)
        return context


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Callable[..., Impostor]]:
    made: list[Impostor] = []

    def start(**papers: Any) -> Impostor:
        made.append(Impostor(tmp_path, **papers))
        return made[-1]

    yield start
    for each in made:
        each.close()


def trust(monkeypatch: pytest.MonkeyPatch, there: Impostor, folder: Path) -> None:
    """Let the PC trust the authority, as its administrator or a bought certificate would."""
    if there.authority is not None and there.is_trusted:
        file = folder / "authority.pem"
        file.write_bytes(certificate(there.authority, signer=there.authority))
        monkeypatch.setenv("SSL_CERT_FILE", str(file))


@pytest.mark.parametrize("papers", PAPERS.values(), ids=PAPERS.keys())
def test_no_certificate_stands_for_the_pinned_key(
    stand: Callable[..., Impostor],
    papers: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = stand(**papers)
    trust(monkeypatch, there, tmp_path)

    assert failure(there.url, (b"x" * 32, b"y" * 32)) == "exchange.other_key"

    there.close()
    assert there.heard == b""


@pytest.mark.parametrize("papers", PAPERS.values(), ids=PAPERS.keys())
def test_whatever_its_certificate_says_the_pinned_key_is_the_service(
    stand: Callable[..., Impostor], papers: dict[str, Any]
) -> None:
    there = stand(**papers)

    with Transport() as transport:
        transport.connect(there.url, (there.pin, b"y" * 32))
        assert transport.ask("/v1/time", b"", {}).body == b"ok"


def old(version: ssl.TLSVersion) -> Callable[[ssl.SSLContext], None]:
    def prepare(context: ssl.SSLContext) -> None:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore"):
            context.minimum_version = context.maximum_version = version

    return prepare


@pytest.mark.parametrize(
    "version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2]
)
def test_an_older_tls_is_refused_even_with_the_pinned_key(
    stand: Callable[..., Impostor], version: ssl.TLSVersion
) -> None:
    there = stand(prepare=old(version))

    assert failure(there.url, (there.pin,)) == "exchange.old_tls"

    there.close()
    assert there.heard == b""


def test_a_key_put_in_the_place_of_the_pinned_one_without_its_spare_is_refused(
    stand: Callable[..., Impostor],
) -> None:
    before, after = stand(), stand()
    pins = (before.pin, b"s" * 32)

    assert failure(after.url, pins) == "exchange.other_key"


def test_the_spare_key_takes_the_place_of_the_first(stand: Callable[..., Impostor]) -> None:
    before, spare = stand(), stand()

    with Transport() as transport:
        transport.connect(spare.url, (before.pin, spare.pin))
        assert transport.ask("/v1/time", b"", {}).pin == spare.pin


def test_another_key_on_the_next_connection_of_one_exchange_is_refused(
    stand: Callable[..., Impostor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever steps in between two requests gets none of the second."""
    first, second = stand(), stand()

    with Transport() as transport, pytest.raises(YarrowError) as failed:
        transport.connect(first.url, (first.pin,))
        transport.ask("/v1/time", b"", {})
        transport.connect(second.url, (first.pin,))
        transport.ask("/v1/append", b"secret", {})

    assert failed.value.code == "exchange.other_key"
    second.close()
    assert second.heard == b""


def test_a_redirect_to_plain_http_or_to_anybody_is_not_followed(
    stand: Callable[..., Impostor],
) -> None:
    elsewhere = stand(answer=PORTAL)
    for to in (elsewhere.url, elsewhere.url.replace("https", "http")):
        there = stand(answer=ELSEWHERE.replace(b"https://127.0.0.1:1/", to.encode()))

        assert failure(there.url, (there.pin,)) == "exchange.other_site"

    elsewhere.close()
    assert elsewhere.heard == b""


def test_who_asks_for_a_certificate_of_ours_is_given_none(stand: Callable[..., Impostor]) -> None:
    def demand(context: ssl.SSLContext) -> None:
        context.load_verify_locations(cadata=certificate(make_key()).decode())
        context.verify_mode = ssl.CERT_REQUIRED

    there = stand(prepare=demand)

    assert failure(there.url, (there.pin,)) in ("exchange.cut_off", "exchange.unreachable")

    there.close()
    assert there.heard == b""


def test_who_does_not_know_the_name_asked_for_is_told_nothing(
    stand: Callable[..., Impostor],
) -> None:
    """The address names a host that the server will not stand for (SNI)."""

    def pick(context: ssl.SSLContext) -> None:
        context.sni_callback = lambda *_given: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME

    there = stand(prepare=pick)
    url = there.url.replace("127.0.0.1", "localhost")

    assert failure(url, (there.pin,)) == "exchange.unreachable"

    there.close()
    assert there.heard == b""


def test_without_a_pin_who_is_met_first_is_told_apart_from_who_answers_next(
    stand: Callable[..., Impostor],
) -> None:
    first, other = stand(), stand()

    with Transport() as transport, pytest.raises(YarrowError) as failed:
        transport.connect(first.url, ())
        transport.ask("/v1/time", b"", {})
        transport.connect(other.url, (first.pin,))
        transport.ask("/v1/spaces", b"secret", {})

    assert failed.value.code == "exchange.other_key"
    other.close()
    assert other.heard == b""


@pytest.mark.parametrize(
    "code", ["other_key", "old_tls", "plain_answer", "other_site", "unreachable", "cut_off"]
)
def test_each_has_a_sentence_that_says_what_is_safe(code: str) -> None:
    said = sentence(YarrowError(f"exchange.{code}"))

    assert any(words in said for words in ("Nothing was sent", "safe", "Nothing of yours", "lost"))


def test_a_handshake_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.transport._TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held: list[socket.socket] = []
        taking = threading.Thread(target=lambda: held.append(silent.accept()[0]))
        taking.start()
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        with (
            Transport() as transport,
            pytest.raises(YarrowError) as failed,
        ):
            transport.connect(url, (b"x" * 32,))
            transport.ask("/v1/time", b"", {})
        taking.join()
        held[0].close()

    assert failed.value.code == "exchange.unreachable"
