"""The service's TLS key and the certificate that it shows; clients pin the key, not the name."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

# Neutral, because the name travels in clear; the date is RFC 5280's "no end" (4.1.2.5), because
# a pinned key does not become another by waiting.
_NAME = "service.invalid"
_NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_NO_START = datetime(2020, 1, 1, tzinfo=UTC)


def make_key() -> ec.EllipticCurvePrivateKey:
    """A TLS key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def self_signed(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate in PEM that says nothing but the key."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NO_START)
        .not_valid_after(_NO_END)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)
