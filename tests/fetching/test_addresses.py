"""Which addresses are fetched, and that none leads into our own network."""

import socket

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fetching.addresses import FetchRefused, checked, is_public, public_addresses
from fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "not an address",
        "",
    ],
)
def test_an_address_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "36.66.1.1", "100.63.255.255", "2400:9800::1", "::ffff:36.66.1.1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_in_the_form_of_ipv6(address):
    assert is_public(str(address)) == is_public(f"::ffff:{address}")


@given(st.text(max_size=40))
def test_no_text_upsets_the_judge_of_addresses(text):
    assert is_public(text) in {True, False}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "no address of the web"),
        ("acara.ics", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("ftp://example.org/a.ics", "no address of the web"),
        ("gopher://example.org/", "no address of the web"),
        ("webcal://example.org/a.ics", "no address of the web"),
        ("https://", "no address of the web"),
        ("https:///a.ics", "no address of the web"),
        ("https://exa mple.org/", "no address of the web"),
        ("https://[::1/", "no address of the web"),
        ("https://example.org:99999/", "no address of the web"),
        ("http://example.org/a.ics", "https://"),
        ("https://user@example.org/", "user name or password"),
        ("https://user:secret@example.org/", "user name or password"),
        ("https://example.org:8443/", "port"),
        ("https://example.org:22/", "port"),
        ("https://example.org:0/", "port"),
    ],
)
def test_an_address_that_we_do_not_fetch_is_refused_with_a_reason(url, told, settings):
    settings.DEBUG = False
    with translation.override("en"), pytest.raises(FetchRefused, match=told):
        fetch(url)


@given(st.text(max_size=60))
def test_no_text_as_address_gets_past_the_checks_or_breaks_them(text):
    for url in [text, "https://" + text]:
        try:
            target = checked(url)
        except FetchRefused:
            continue
        assert target.scheme == "https"
        assert target.port in {80, 443}
        assert "@" not in target.netloc


def test_a_name_is_refused_when_only_one_of_its_addresses_is_private(monkeypatch):
    found = [(2, 1, 6, "", (address, 443)) for address in ["36.66.1.1", "10.0.0.1"]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(FetchRefused, match="example\\.org"):
        public_addresses("example.org", 443)
