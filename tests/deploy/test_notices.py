"""Behind nginx, which keeps pages: a notice is everywhere within ten seconds of an officer's click, and gone at its end."""

import time
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from tests.clock import WIB
from tests.deploy.deployment import HOST, wait_until

AT_MOST_S = 10
OFFICER = ("petugas", "kata-sandi-untuk-uji-coba")
FORM = {"area": "kind:cave", "level": "closed", "event": "cave-flood", "until": "tomorrow", "source": "bpbd"}
# What a visitor or a program asks for, and the words by which it tells that the cave is closed.
TELLING = {
    "/id/geopark/gua-sodong/": "safety--closed",
    "/id/geopark/?q=sodong": "badge--closed",
    "/id/": "strip is-closed",
    "/en/notices/": "safety--closed",
    "/id/darurat/": "now closed",
    "/id/places.geojson?q=sodong": '"safety": "closed"',
    "/feeds/v1/notices.json?lang=id": '"state":"closed"',
    "/embed/v1/notices/?lang=id": "we__now--closed",
}


def test_a_notice_is_everywhere_within_ten_seconds_and_gone_at_its_end(deployment):
    officer = Officer(deployment)
    assert not any(told(deployment).values())
    assert all(deployment.get(path).getheader("X-Cache") in {"HIT", "EXPIRED", "REVALIDATED"} for path in TELLING)
    officer.post("/admin/notices/new/", FORM | {"publish": "1"})
    wait_until_none_tells(deployment, closed=False)

    # It ends by itself, and nobody has asked for anything in between.
    ends_at = site_now(deployment) + timedelta(seconds=4)
    deployment.manage(
        "shell", "-v0", "-c",
        "from datetime import datetime; from places.models import Notice; notice = Notice.objects.get(); "
        f"notice.ends_at = datetime.fromisoformat({ends_at.isoformat()!r}); notice.save()",
    )  # fmt: skip
    wait_until(lambda: site_now(deployment) > ends_at)
    wait_until_none_tells(deployment, closed=True)


def told(deployment):
    """``{path: whether it says that the cave is closed}``."""
    return {path: words in deployment.get(path).text for path, words in TELLING.items()}


def wait_until_none_tells(deployment, closed):
    """Return the seconds until no answer says any more that it is `closed`, or that it is not; fail after ten."""
    began, last = time.monotonic(), 0
    while True:
        asked = time.monotonic() - began
        behind = [path for path, says in told(deployment).items() if says == closed]
        if not behind:
            return last
        assert asked <= AT_MOST_S, behind
        last = asked
        time.sleep(0.2)


def site_now(deployment):
    """The moment at which the site lives."""
    answer = deployment.direct("/health/live/", "127.0.0.1")
    return parsedate_to_datetime(answer.getheader("Date")).astimezone(WIB)


class Officer:
    """Somebody in the admin, through nginx."""

    def __init__(self, deployment):
        self.deployment, self.cookies = deployment, {}
        create = f"from accounts.models import User; User.objects.create_superuser({OFFICER[0]!r}, 'p@example.org', {OFFICER[1]!r})"
        deployment.manage("shell", "-v0", "-c", create)
        self.post("/admin/login/", {"username": OFFICER[0], "password": OFFICER[1], "next": "/admin/"})

    def post(self, path, form):
        """Open a form and send it; it leads on where it was taken."""
        self.keep(self.deployment.get(path, Cookie=self.cookie))
        token = next(value for name, value in self.cookies.items() if name.endswith("csrftoken"))
        body = urlencode(form | {"csrfmiddlewaretoken": token})
        headers = {"Cookie": self.cookie, "Referer": f"https://{HOST}{path}"}
        answer = self.keep(self.deployment.post(path, body, "127.0.0.2", **headers))
        assert answer.status == 302, answer.text[:2000]

    def keep(self, answer):
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
