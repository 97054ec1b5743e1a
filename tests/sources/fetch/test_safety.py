from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError

from pipeline.sources.fetch.guard import is_public
from pipeline.sources.fetch.run import fetch
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.sources.fetch.urls import BadUrlError, canonical, without_credentials
from pipeline.store.errors import StoreError
from pipeline.store.record import FetchRecord, Kind, Outcome
from pipeline.store.store import RawStore
from tests.sources.fetch.site import Reply, Site, html

Make = Callable[..., FetchSettings]
Rows = Callable[[], list[FetchRecord]]


INNER = (
    "127.0.0.1 10.0.0.1 172.16.9.9 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 "
    "::1 fe80::1 fd00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1 ::"
)


@pytest.mark.parametrize("text", INNER.split())
def test_inner_addresses_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_open_addresses_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def self_signed(path: Path) -> Path:
    """A certificate that its own key signed, with that key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
    return path


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "127.1", "[::1]"])
def test_loopback_is_refused_whatever_it_is_called(site: Site, settings: Make, rows: Rows, host: str) -> None:
    port = site.host.split(":")[1]
    fetch(settings(f"http://{host}:{port}/a", allow_networks=(), attempts=1))
    assert {row.outcome for row in rows()} == {Outcome.UNSAFE}
    assert site.log == []


def test_a_redirect_to_an_inner_address_is_refused(site: Site, settings: Make, rows: Rows) -> None:
    site.pages = {"/a": Reply(302, headers={"location": "http://169.254.169.254/latest/meta-data"})}
    fetch(settings(site.url("/a"), attempts=1))
    refused = [(row.kind, row.final_url) for row in rows() if row.outcome == Outcome.UNSAFE]
    assert refused == [
        (Kind.ROBOTS, "http://169.254.169.254/robots.txt"),
        (Kind.PAGE, "http://169.254.169.254/latest/meta-data"),
    ]


def test_a_certificate_nobody_vouches_for_is_an_error(settings: Make, rows: Rows, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "self.pem"))
    with Site({"/a": html("a")}, tls=context) as site:
        fetch(settings(site.url("/a"), attempts=1))
        assert site.log == []
    assert rows()[0].outcome == Outcome.CERTIFICATE


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://user:pw@example.org/",
        "http:///x",
        "example.org",
        "http://[x",
    ],
)
def test_only_plain_web_addresses_are_taken(settings: Make, url: str) -> None:
    with pytest.raises(BadUrlError):
        fetch(settings(url))


def test_an_address_never_becomes_a_path(site: Site, settings: Make, tmp_path: Path) -> None:
    site.pages = {"/..%2f..%2fevil": html("x")}
    fetch(settings(site.url("/..%2f..%2fevil"), site.url("/%00")))
    names = {path.name for path in tmp_path.rglob("*")}
    assert not any("evil" in name for name in names)
    with RawStore(tmp_path / "store") as store, pytest.raises(StoreError):
        store.bodies.get("../../../etc/passwd")


def test_credentials_stay_out_of_logs(site: Site, settings: Make, rows: Rows) -> None:
    assert without_credentials("at http://joe:secret@example.org/x") == "at http://example.org/x"
    site.pages = {"/a": Reply(302, headers={"location": "http://joe:secret@example.org/"})}
    fetch(settings(site.url("/a"), attempts=1))
    assert "secret" not in str(rows())


def test_a_contact_and_something_to_fetch_are_needed(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        FetchSettings(store=tmp_path, contact="me", urls=("http://example.org/",))
    with pytest.raises(ValidationError):
        FetchSettings(store=tmp_path, contact="me@example.org")


def test_spelling() -> None:
    assert canonical("HTTP://Example.ORG:80/a/./b/../c?b=2&a=1#x") == "http://example.org/a/c?a=1&b=2"
    assert canonical("../d", "http://example.org/a/b/c") == "http://example.org/a/d"
    once = canonical("http://bücher.example/ä b?q=ü")
    assert canonical(once) == once
