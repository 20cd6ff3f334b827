"""Which addresses of the web we are willing to go to: none that leads into our own network."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

PORTS = {"http": 80, "https": 443}
# Addresses of IPv6 that stand for one of IPv4 through a gateway (RFC 6052, RFC 8215).
TRANSLATED = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]


class FetchRefused(Exception):
    """We do not go there. The message is a sentence for an editor."""


@dataclass(frozen=True)
class Target:
    """A checked address; `host` without brackets, `netloc` as it stands in the Host header."""

    scheme: str
    host: str
    port: int
    netloc: str
    path: str


def checked(url):
    """The parts of an address that we are willing to fetch. Raises FetchRefused."""
    try:
        parts = parse_url(url.strip())
    except LocationParseError as error:
        raise FetchRefused(_("This is no address of the web.")) from error
    if parts.scheme not in PORTS or not parts.host:
        raise FetchRefused(_("This is no address of the web."))
    if parts.auth is not None:
        raise FetchRefused(_("The address must not contain a user name or password."))
    if parts.scheme != "https" and not settings.DEBUG:
        raise FetchRefused(_("The address must begin with https://."))
    port = parts.port if parts.port is not None else PORTS[parts.scheme]
    if port not in PORTS.values() and not settings.DEBUG:
        raise FetchRefused(_("The address must not name a port of its own."))
    netloc = parts.host if port == PORTS[parts.scheme] else f"{parts.host}:{port}"
    return Target(parts.scheme, parts.host.strip("[]"), port, netloc, parts.request_uri)


def onward(url, reference):
    """The address that a document at `url` refers to. Raises FetchRefused when it is none."""
    try:
        return urljoin(url, reference)
    except ValueError as error:
        raise FetchRefused(_("This is no address of the web.")) from error


def public_addresses(host, port):
    """The addresses of a name, when every one of them is public. Raises FetchRefused, or OSError for no such name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a name with an empty part, or with one that is too long
        raise FetchRefused(_("This is no address of the web.")) from error
    addresses = list(dict.fromkeys(info[4][0] for info in found))
    if not addresses or not all(is_public(address) for address in addresses):
        raise FetchRefused(_("The server “%(name)s” does not stand in the public internet.") % {"name": host})
    return addresses


def is_public(address):
    """Whether an IP address (text) belongs to the public internet: no private, loopback, shared or reserved one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found.version == 6:
        if any(found in network for network in TRANSLATED):
            return False
        within = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if any(inner and not is_public(str(inner)) for inner in within) or found.is_site_local:
            return False
        if found.ipv4_mapped:
            return True
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)
