"""Real servers on this machine that answer as another office's might: well, slowly, endlessly or badly."""

import gzip
import ssl
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Office:
    """What a server answers: `pages` maps a path to (status, headers, body) or to a function of the handler."""

    def __init__(self, pages):
        self.pages = pages
        self.requests = []
        self.address = ""

    def url(self, path="/"):
        return self.address + path

    def calendar(self, body, path="/", content_type="text/calendar", **headers):
        """Answer this body from now on."""
        body = body.encode() if isinstance(body, str) else body
        self.pages[path] = (200, {"Content-Type": content_type} | headers, body)


def _handler(office):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            office.requests.append((self.path, dict(self.headers)))
            answer = office.pages.get(self.path, (404, {}, b"not here"))
            if callable(answer):
                answer = answer(self)
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    return Handler


@contextmanager
def office(pages=None, tls=None, host="127.0.0.1"):
    """Serve `pages`; with `tls` (certificate, key) over https."""
    told = Office({} if pages is None else pages)
    server = ThreadingHTTPServer((host, 0), _handler(told))
    server.daemon_threads = True
    server.block_on_close = False
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    told.port = server.server_address[1]
    told.address = f"{'https' if tls else 'http'}://{host}:{told.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder, name):
    """A certificate for `name` that signs itself: (certificate, key) as paths."""
    cert, key = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
            *["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
            *["-keyout", str(key), "-out", str(cert)],
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def bomb(megabytes):
    """A small gzip file that swells to `megabytes`."""
    return gzip.compress(b"\0" * (megabytes * 1024 * 1024))
