"""Getting what stands at a foreign address, within limits of time and size.

The name is resolved once, every address it has is checked, and the connection goes to a checked address: a name
that changes its address in between (DNS rebinding) changes nothing. Each redirect is checked again.
"""

import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from threading import Thread

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from fetching.addresses import FetchRefused, checked, onward, public_addresses

SECONDS = 10
CONNECT_SECONDS = 3
LARGEST = 5 * 1024 * 1024
REDIRECTS = 3
CHUNK = 64 * 1024
# What OpenSSL calls them (X509_V_ERR_…): not yet or no longer valid, and for another host.
CERTIFICATE_EXPIRED, CERTIFICATE_OF_ANOTHER = {9, 10}, 62
REDIRECTING = {301, 302, 303, 307, 308}


class FetchFailed(Exception):
    """We went and came back with nothing usable. The message is a sentence for an editor."""


@dataclass(frozen=True)
class Fetched:
    """An answer: status 200 with its body, or 304 with none. `url` is where it was found after redirects."""

    status: int
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    url: str


def fetch(url, accept="*/*", etag="", last_modified=""):
    """Get `url` unless it has not changed since `etag` or `last_modified`; at most SECONDS and LARGEST bytes.

    Raises FetchRefused or FetchFailed.
    """
    visit = _Visit(url, accept, etag, last_modified)
    # A server that sends one byte at a time never runs into a socket's time-out; whoever waits here does not care.
    thread = Thread(target=visit.run_in, args=[get_language()], daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        visit.hang_up()
        raise FetchFailed(_too_slow())
    if visit.error:
        raise visit.error
    return visit.answer


class _Visit:
    """One fetch, run in a thread of its own."""

    def __init__(self, url, accept, etag, last_modified):
        self.url = url
        self.headers = {
            "Accept": accept,
            "Accept-Encoding": "gzip, deflate",
            "User-Agent": f"WonogiriEvents/1 (+{settings.PUBLIC_URL})",
        }
        if etag:
            self.headers["If-None-Match"] = etag
        if last_modified:
            self.headers["If-Modified-Since"] = last_modified
        self.answer = self.error = self.connection = self.socket = None
        self.until = time.monotonic() + SECONDS

    def run_in(self, language):
        """Run, in a thread of its own, with sentences in the language of whoever waits."""
        with translation.override(language):
            self.run()

    def run(self):
        try:
            self.answer = self.follow(self.url)
        except (FetchRefused, FetchFailed) as error:
            self.error = error
        except TimeoutError:
            self.error = FetchFailed(_too_slow())
        except ssl.SSLError as error:
            self.error = FetchFailed(_certificate(error))
        except (HTTPError, HTTPException, OSError) as error:
            self.error = self.explain(error)
        except Exception as error:  # whoever waits must learn of a mistake of ours
            self.error = error
        finally:
            self.hang_up()

    def follow(self, url):
        for _number in range(REDIRECTS + 1):
            target = checked(url)
            response = self.request(target)
            if response.status not in REDIRECTING:
                return self.read(response, url)
            location = response.headers.get("Location", "")
            self.hang_up()
            if not location:
                raise FetchFailed(_("The server sends us on without saying where."))
            url = onward(url, location)
        raise FetchFailed(_("The server sends us on more than %(number)s times.") % {"number": REDIRECTS})

    def request(self, target):
        """Send the request to a checked address; the name goes into Host and into the certificate's check."""
        addresses = public_addresses(target.host, target.port)
        failure = None
        for address in addresses:
            self.connection = self.connect(target, address)
            try:
                self.connection.connect()
            except ssl.SSLError:
                raise
            except (HTTPError, OSError) as error:
                if isinstance(error.__cause__, ssl.SSLError):
                    raise
                failure = error
                continue
            self.socket = self.connection.sock
            self.connection.timeout = self.left()
            self.connection.request(
                "GET", target.path, headers={"Host": target.netloc} | self.headers, preload_content=False
            )
            return self.connection.getresponse()
        raise failure

    def connect(self, target, address):
        timeout = min(CONNECT_SECONDS, self.left())
        if target.scheme == "http":
            return HTTPConnection(address, target.port, timeout=timeout)
        return HTTPSConnection(
            address,
            target.port,
            timeout=timeout,
            ssl_context=ssl.create_default_context(),
            server_hostname=target.host,
        )

    def read(self, response, url):
        status = response.status
        headers = response.headers
        body = b""
        if status == HTTPStatus.OK:
            body = self.body(response)
        elif status != HTTPStatus.NOT_MODIFIED:
            raise FetchFailed(_unwanted(status))
        return Fetched(
            status,
            body,
            headers.get("Content-Type", ""),
            headers.get("ETag", ""),
            headers.get("Last-Modified", ""),
            url,
        )

    def body(self, response):
        """All of it, decompressed; counted while it arrives, so that no small file swells into a large one."""
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > LARGEST:
            raise FetchFailed(_too_large())
        parts, size = [], 0
        while part := response.read(CHUNK, decode_content=True):
            size += len(part)
            if size > LARGEST:
                raise FetchFailed(_too_large())
            parts.append(part)
            self.socket.settimeout(self.left())
        return b"".join(parts)

    def left(self):
        """Seconds until we give up."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise FetchFailed(_too_slow())
        return left

    def explain(self, error):
        if "timed out" in str(error).lower():
            return FetchFailed(_too_slow())
        cause = error.__cause__ or error
        if isinstance(cause, ssl.SSLError):
            return FetchFailed(_certificate(cause))
        if isinstance(cause, socket.gaierror):
            return FetchFailed(_("There is no server of this name. Check the address."))
        if isinstance(cause, HTTPException) and not isinstance(cause, OSError | IncompleteRead):
            return FetchFailed(_("The answer of the server is not as HTTP asks for. Tell whoever looks after it."))
        if isinstance(cause, ConnectionRefusedError):
            return FetchFailed(_("The server is there, but takes no connection. Check the address, or try it later."))
        return FetchFailed(_("The server cannot be reached or breaks off. Try it later."))

    def hang_up(self):
        if self.socket is not None:
            # Wakes the thread that waits for it; closing alone would not.
            with suppress(OSError):
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)
        if self.connection is not None:
            self.connection.close()


def _unwanted(status):
    """The sentence on an answer that is none of what was asked for, in our words: those of HTTP are English."""
    told = {"status": status}
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return _("The server has nothing at this address (%(status)s). Ask for the new address.") % told
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return _("The server does not let us read this (%(status)s). Ask for an address that is open to all.") % told
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return _("The server is out of order or overburdened (%(status)s). Try it later.") % told
    return _("The server answers %(status)s instead of what we asked for.") % told


def _certificate(error):
    code = getattr(error, "verify_code", 0)
    if code in CERTIFICATE_EXPIRED:
        return _("The certificate of the server has expired. Tell whoever looks after it.")
    if code == CERTIFICATE_OF_ANOTHER:
        return _("The certificate of the server is for another name. Check the address.")
    return _("The certificate of the server is not valid. Tell whoever looks after it.")


def _too_slow():
    return _("The server did not answer within %(seconds)s seconds.") % {"seconds": SECONDS}


def _too_large():
    return _("The file is larger than %(size)s MB.") % {"size": LARGEST // 1024**2}
