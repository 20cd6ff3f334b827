"""A partner's web server: the pages of `hosts/` and made-up feeds, from another origin than the site's."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

HOSTS = Path(__file__).parent / "hosts"
POLICY = "<!-- Content-Security-Policy: "
LINK = '<a class="we-link" href="[[SITE]]/id/acara/">Acara di Wonogiri</a>'
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-top-navigation-by-user-activation"
# Width and height as attributes too: a strict policy takes the style away.
FRAME = (
    '<iframe src="[[SITE]]/embed/v1/events/?lang=id&amp;limit=3" title="Acara di Wonogiri" loading="lazy" width="100%" '
    f'height="420" frameborder="0" style="width:100%;border:0;min-height:420px" sandbox="{SANDBOX}"></iframe>'
)
RESIZE = '<script src="[[SITE]]/embed/v1/resize.js" async></script>'
SCRIPT = '<script type="module" src="[[SITE]]/embed/v1/w.js"></script>'
ELEMENT = (
    f'{SCRIPT}<wonogiri-events lang="id" limit="3" show-weton heading="[[HEADING]]">'
    '<a class="fallback" href="[[SITE]]/id/acara/">Acara di Wonogiri</a></wonogiri-events>'
)


class Partner:
    """Serves until `close`. By path, a test puts in `feeds` and `pages`: (html, policy or None)."""

    def __init__(self, site_url):
        self.site_url = site_url
        self.feeds = {}
        self.pages = {}
        self.asked = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.handle_error = lambda request, address: None  # a page that was closed while it was read
        # Another host name as well as another port: the browser takes the two for different sites.
        self.url = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def page_with(self, attributes="", children="", head="", policy=None, language="id"):
        """Put a page with one element at ``/page`` and return its address."""
        html = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Mitra</title>{head}{SCRIPT}</head>'
            f"<body><main><h1>Mitra</h1><wonogiri-events {attributes}>{children}</wonogiri-events></main></body></html>"
        )
        self.pages["/page"] = (html.replace("[[SITE]]", self.site_url), policy)
        return f"{self.url}/page"

    def host(self, name, with_resize=True):
        """The page of `hosts/` with the embeds pasted in, and the policy it is served with or None."""
        page = (HOSTS / f"{name}.html").read_text().replace("[[RESIZE]]", RESIZE if with_resize else "")
        for number in range(page.count("[[ELEMENT]]")):
            heading = "Acara di Wonogiri" if not number else f"Acara di Wonogiri, {number + 1}"
            page = page.replace("[[ELEMENT]]", ELEMENT.replace("[[HEADING]]", heading), 1)
        page = page.replace("[[LINK]]", LINK).replace("[[FRAME]]", FRAME).replace("[[SITE]]", self.site_url)
        if not page.startswith(POLICY):
            return page, None
        first_line, page = page.split("\n", 1)
        return page, first_line.removeprefix(POLICY).removesuffix(" -->")

    def _handler(partner):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                partner.asked.append(self.path)
                if address.path in partner.feeds:
                    return self._feed(partner.feeds[address.path])
                if address.path in partner.pages:
                    return self._html(*partner.pages[address.path])
                name = address.path.strip("/")
                if (HOSTS / f"{name}.html").exists():
                    return self._html(*partner.host(name, parse_qs(address.query).get("resize") != ["no"]))
                return self._answer(404, "text/plain", b"404")

            def _html(self, text, policy=None):
                self._answer(
                    200, "text/html; charset=utf-8", text.encode(), policy and {"Content-Security-Policy": policy}
                )

            def _feed(self, feed):
                """A dict; or a status with headers; or bytes, of which more are promised than sent."""
                if isinstance(feed, bytes):
                    self._answer(200, "application/feed+json", feed, promised=len(feed) * 2)
                    self.close_connection = True
                elif isinstance(feed, tuple):
                    self._answer(feed[0], "application/problem+json", b"{}", feed[1])
                else:
                    self._answer(200, "application/feed+json", json.dumps(feed).encode())

            def _answer(self, status, kind, body, headers=None, promised=None):
                self.send_response(status)
                for name, value in {
                    "Content-Type": kind,
                    "Content-Length": str(promised or len(body)),
                    "Cache-Control": "no-store",
                    **(headers or {}),
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        return Handler


def feed(*items, **more):
    """A JSON Feed as the site's."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Acara",
        "home_page_url": "/semua/",
        "items": list(items),
        **more,
    }


def item(number=1, title=None, **event):
    """One event of a feed, three hours long, 19.00 WIB on a day far ahead; `event` changes its ``_event``."""
    return {
        "id": f"{number}/20270605",
        "url": f"/acara/{number}/",
        "title": title or f"Labuhan {number}",
        "language": "id",
        "content_text": "Panjang.",
        "_event": {
            "start": "2047-06-05T19:00:00+07:00",
            "end": "2047-06-05T22:00:00+07:00",
            "all_day": False,
            "status": "scheduled",
            "certainty": "confirmed",
            "is_eve": False,
            "is_over": False,
            "date_text": "Rabu malam, 5 Juni 2047",
            "time_text": "19.00–22.00 WIB",
            "weton": "Rebo Wage",
            "javanese_date": "11 Besar 1981 Wawu",
            "place": {"name": "Pantai Sembukan", "district": "Paranggupito"},
            "notice": "",
            **event,
        },
    }
