from __future__ import annotations

import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from sync.service.certificate import make_key, self_signed


def test_a_tls_context_takes_the_key_with_its_certificate(tmp_path: Path) -> None:
    key = make_key()
    (tmp_path / "tls.crt").write_bytes(self_signed(key))
    (tmp_path / "tls.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
        tmp_path / "tls.crt", tmp_path / "tls.key"
    )


def test_the_certificate_names_no_host_and_no_owner() -> None:
    certificate = x509.load_pem_x509_certificate(self_signed(make_key()))

    assert certificate.subject.rfc4514_string() == "CN=service.invalid"
    assert certificate.issuer == certificate.subject


def test_the_certificate_does_not_run_out() -> None:
    certificate = x509.load_pem_x509_certificate(self_signed(make_key()))

    assert certificate.not_valid_after_utc.year == 9999
