"""Fetching from real servers here, as a server of another office may answer: well, slowly, endlessly or badly."""

import gzip
import shutil
import socket
import time

import pytest
from django.utils import translation

from fetching import fetch as fetching
from fetching.addresses import FetchRefused
from fetching.fetch import FetchFailed, fetch
from tests.fetching.loopback import bomb, certificate, office

pytestmark = pytest.mark.usefixtures("english")

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
PLAIN = {"Content-Type": "text/calendar; charset=utf-8"}


@pytest.fixture
def loopback_counts_as_public(monkeypatch, settings):
    """The one seam: this machine stands for the internet, and any port and plain http are allowed as under DEBUG."""
    settings.DEBUG = True
    monkeypatch.setattr("fetching.addresses.is_public", lambda address: address == "127.0.0.1")


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 1)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0", "127.1", "2130706433", "0x7f000001", "017700000001", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_refused_under_each_of_its_names(host, settings):
    settings.DEBUG = True
    with office({"/": (200, PLAIN, CALENDAR)}) as served:
        with translation.override("en"), pytest.raises((FetchRefused, FetchFailed)):
            fetch(f"http://{host}:{served.port}/")
        assert served.requests == []


def test_a_name_that_changes_its_address_after_the_check_is_reached_at_the_checked_one(
    loopback_counts_as_public, monkeypatch
):
    """DNS rebinding: the second answer of the resolver would lead to another server."""
    asked = []

    def resolver(host, port, *args, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port))]

    with office({"/": (200, PLAIN, CALENDAR)}) as served:
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *a, **k: (resolver if "example" in host else real)(host, *a, **k)
        )
        answer = fetch(f"http://rebinding.example.org:{served.port}/")
        assert answer.body == CALENDAR
        assert asked == ["rebinding.example.org"]
        assert served.requests[0][1]["Host"] == f"rebinding.example.org:{served.port}"


def _says(line):
    def answer(handler):
        handler.wfile.write(line)

    return answer


@pytest.mark.parametrize(
    "line",
    [
        b"Selamat datang di server kami\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Padat: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Banyak: a\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbukan angka\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nBEGIN",
    ],
    ids=["no status", "a long header", "many headers", "broken chunks", "cut off"],
)
def test_an_answer_that_breaks_http_is_told_in_a_sentence(loopback_counts_as_public, line):
    with office({"/": _says(line)}) as served, pytest.raises(FetchFailed) as failed:
        fetch(served.url("/"))
    assert str(failed.value).startswith("The ")
    assert len(str(failed.value)) < 300


@pytest.mark.parametrize("address", ["http://[::1", "http://a..b/", f"http://{'a' * 70}.example/"])
def test_what_is_no_address_is_refused_also_when_a_server_sends_us_there(loopback_counts_as_public, address):
    with pytest.raises(FetchRefused, match=r"This is no address of the web\."):
        fetch(address)
    with (
        office({"/": (302, {"Location": address}, b"")}) as served,
        pytest.raises(FetchRefused, match=r"This is no address of the web\."),
    ):
        fetch(served.url("/"))


def test_a_calendar_arrives_with_what_a_later_request_needs(loopback_counts_as_public):
    headers = PLAIN | {"ETag": '"v1"', "Last-Modified": "Sat, 05 Jun 2027 12:00:00 GMT"}
    with office({"/acara.ics?lang=id": (200, headers, CALENDAR)}) as served:
        answer = fetch(served.url("/acara.ics?lang=id#top"))
    assert (answer.status, answer.body) == (200, CALENDAR)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert (answer.etag, answer.last_modified) == ('"v1"', "Sat, 05 Jun 2027 12:00:00 GMT")
    _path, sent = served.requests[0]
    assert "If-None-Match" not in sent
    assert "Cookie" not in sent
    assert "Wonogiri" in sent["User-Agent"]


def test_what_has_not_changed_is_not_sent_again(loopback_counts_as_public):
    def unchanged(handler):
        known = handler.headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in handler.headers
        return (304, {"ETag": '"v1"'}, b"") if known else (200, PLAIN, CALENDAR)

    with office({"/": unchanged}) as served:
        answer = fetch(served.url(), etag='"v1"', last_modified="Sat, 05 Jun 2027 12:00:00 GMT")
    assert (answer.status, answer.body, answer.etag) == (304, b"", '"v1"')


def test_a_redirect_is_followed_and_its_end_remembered(loopback_counts_as_public):
    pages = {"/": (302, {"Location": "baru/acara.ics"}, b""), "/baru/acara.ics": (200, PLAIN, CALENDAR)}
    with office(pages) as served:
        answer = fetch(served.url())
    assert answer.body == CALENDAR
    assert answer.url == served.url("/baru/acara.ics")


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://10.0.0.1/latest/meta-data/", "public internet"),
        ("http://169.254.169.254/latest/meta-data/", "public internet"),
        ("http://[::1]/", "public internet"),
        ("http://inside.example.org/", "public internet"),
        ("file:///etc/passwd", "no address of the web"),
        ("http://user:pw@example.org/", "user name or password"),
    ],
)
def test_a_redirect_into_a_network_is_refused(location, told, loopback_counts_as_public, monkeypatch):
    real = socket.getaddrinfo
    inside = [(socket.AF_INET, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: inside if "inside" in host else real(host, *a, **k)
    )
    with office({"/": (302, {"Location": location}, b"")}) as served:
        with translation.override("en"), pytest.raises(FetchRefused, match=told):
            fetch(served.url())
        assert len(served.requests) == 1


def test_a_redirect_from_https_to_http_is_refused_on_the_public_server(settings):
    settings.DEBUG = False
    visit = fetching._Visit("https://example.org/", "*/*", "", "")

    class Onward:
        status, headers = 302, {"Location": "http://example.org/"}

    visit.request = lambda target: Onward
    with translation.override("en"), pytest.raises(FetchRefused, match="https://"):
        visit.follow("https://example.org/")


def test_three_redirects_are_followed_and_not_a_fourth(loopback_counts_as_public):
    pages = {f"/{n}": (301, {"Location": f"/{n + 1}"}, b"") for n in range(5)} | {"/5": (200, PLAIN, CALENDAR)}
    with office(pages) as served, translation.override("en"):
        assert fetch(served.url("/2")).body == CALENDAR
        with pytest.raises(FetchFailed, match="3 times"):
            fetch(served.url("/1"))


@pytest.mark.parametrize("status", [204, 206, 300, 400, 401, 403, 404, 410, 429, 500, 503, 999])
def test_any_other_answer_is_a_failure_that_names_it(status, loopback_counts_as_public):
    with office({"/": (status, PLAIN, b"")}) as served, pytest.raises(FetchFailed, match=str(status)):
        fetch(served.url())


def test_a_redirect_to_nowhere_is_a_failure(loopback_counts_as_public):
    with office({"/": (302, {}, b"")}) as served, pytest.raises(FetchFailed):
        fetch(served.url())


def test_a_file_of_five_megabytes_arrives_and_a_larger_one_does_not(loopback_counts_as_public):
    most = b"x" * fetching.LARGEST
    with office({"/": (200, PLAIN, most), "/more": (200, PLAIN, most + b"x")}) as served:
        assert len(fetch(served.url()).body) == fetching.LARGEST
        with translation.override("en"), pytest.raises(FetchFailed, match="5 MB"):
            fetch(served.url("/more"))


def test_a_file_that_does_not_tell_its_length_is_stopped_at_five_megabytes(loopback_counts_as_public):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while len(sent) < 1000:
                handler.wfile.write(b"x" * 100_000)
                sent.append(1)
        except OSError:
            pass

    with office({"/": endless}) as served, translation.override("en"), pytest.raises(FetchFailed, match="5 MB"):
        fetch(served.url())
    assert len(sent) < 200  # what the sockets' buffers hold besides


def test_a_chunked_answer_arrives_whole(loopback_counts_as_public):
    def chunked(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in [CALENDAR[:10], CALENDAR[10:]]:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    with office({"/": chunked}) as served:
        assert fetch(served.url()).body == CALENDAR


def test_a_compressed_calendar_is_unpacked(loopback_counts_as_public):
    pages = {"/": (200, PLAIN | {"Content-Encoding": "gzip"}, gzip.compress(CALENDAR))}
    with office(pages) as served:
        assert fetch(served.url()).body == CALENDAR


@pytest.mark.parametrize("layers", ["gzip", "gzip, gzip"])
def test_a_small_file_that_swells_to_a_large_one_is_stopped(layers, loopback_counts_as_public):
    body = bomb(300)
    if layers.count("gzip") == 2:
        body = gzip.compress(body)
    assert len(body) < 400_000
    with office({"/": (200, PLAIN | {"Content-Encoding": layers}, body)}) as served:
        began = time.process_time()
        with translation.override("en"), pytest.raises(FetchFailed, match="5 MB"):
            fetch(served.url())
        assert time.process_time() - began < 2


def test_what_claims_to_be_compressed_and_is_not_is_a_failure(loopback_counts_as_public):
    with office({"/": (200, PLAIN | {"Content-Encoding": "gzip"}, CALENDAR)}) as served, pytest.raises(FetchFailed):
        fetch(served.url())


def test_a_file_that_breaks_off_is_a_failure_and_not_a_shorter_calendar(loopback_counts_as_public):
    def broken(handler):
        handler.close_connection = True
        return 200, PLAIN | {"Content-Length": "9999"}, CALENDAR

    with office({"/": broken}) as served, translation.override("en"), pytest.raises(FetchFailed, match="breaks off"):
        fetch(served.url())


def test_a_server_may_take_a_few_seconds(loopback_counts_as_public, monkeypatch):
    monkeypatch.setattr(fetching, "CONNECT_SECONDS", 0.2)

    def thoughtful(handler):
        time.sleep(0.5)
        return 200, PLAIN, CALENDAR

    with office({"/": thoughtful}) as served:
        assert fetch(served.url()).body == CALENDAR


def _drip(start, piece):
    def answer(handler):
        handler.wfile.write(start)
        try:
            for _ in range(100):
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    return answer


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n", b"X-Wait: a\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silent", "one header at a time", "one byte at a time", "one chunk at a time"],
)
def test_a_slow_server_is_left_when_the_time_is_over(start, piece, loopback_counts_as_public, quick):
    with office({"/": _drip(start, piece)}) as served:
        began = time.monotonic()
        with translation.override("en"), pytest.raises(FetchFailed, match="within 1 seconds"):
            fetch(served.url())
        assert time.monotonic() - began < 2


def test_a_resolver_that_does_not_answer_is_left_when_the_time_is_over(monkeypatch, quick):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3))
    began = time.monotonic()
    with pytest.raises(FetchFailed):
        fetch("https://slow.example.org/")
    assert time.monotonic() - began < 2


def test_a_name_that_does_not_exist_is_said_so(monkeypatch):
    def nobody(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with translation.override("en"), pytest.raises(FetchFailed, match="no server of this name"):
        fetch("https://nobody.example.org/")


def test_a_server_that_is_down_is_said_so(loopback_counts_as_public):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with translation.override("en"), pytest.raises(FetchFailed, match="takes no connection"):
        fetch(f"http://127.0.0.1:{port}/")


def test_a_mistake_of_ours_is_not_hidden(monkeypatch):
    monkeypatch.setattr(fetching, "public_addresses", lambda host, port: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fetch("https://example.org/")


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes certificates with openssl")
class TestCertificate:
    @pytest.fixture
    def named(self, monkeypatch):
        monkeypatch.setattr(fetching, "public_addresses", lambda host, port: ["127.0.0.1"])

    def test_a_valid_certificate_of_the_name_is_accepted(self, tmp_path, loopback_counts_as_public, named, monkeypatch):
        pair = certificate(tmp_path, "acara.example.org")
        monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
        with office({"/": (200, PLAIN, CALENDAR)}, tls=pair) as served:
            answer = fetch(f"https://acara.example.org:{served.port}/")
        assert answer.body == CALENDAR

    def test_a_certificate_of_another_name_is_not(self, tmp_path, loopback_counts_as_public, named, monkeypatch):
        pair = certificate(tmp_path, "acara.example.org")
        monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
        with office({"/": (200, PLAIN, CALENDAR)}, tls=pair) as served:
            with translation.override("en"), pytest.raises(FetchFailed, match="certificate"):
                fetch(f"https://lain.example.org:{served.port}/")
            assert served.requests == []

    def test_a_certificate_that_nobody_vouches_for_is_not(self, tmp_path, loopback_counts_as_public, named):
        pair = certificate(tmp_path, "acara.example.org")
        with office({"/": (200, PLAIN, CALENDAR)}, tls=pair) as served:
            with translation.override("en"), pytest.raises(FetchFailed, match="certificate"):
                fetch(f"https://acara.example.org:{served.port}/")
            assert served.requests == []
