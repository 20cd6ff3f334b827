"""Addresses that put one of our calendar files into a calendar program and keep it up to date there."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Subscription:
    """The absolute address of an .ics file, and what a calendar program shall call it."""

    url: str
    name: str

    @property
    def webcal(self):
        """What Apple's calendars and most others open by themselves."""
        return self.url.replace(urlsplit(self.url).scheme, "webcal", 1)

    @property
    def google(self):
        """Google Calendar on the web; it takes webcal addresses only, and its app for Android none at all."""
        return "https://calendar.google.com/calendar/r?" + urlencode({"cid": self.webcal})

    @property
    def outlook(self):
        """Outlook.com."""
        return "https://outlook.live.com/calendar/0/addfromweb?" + self._for_outlook

    @property
    def office(self):
        """Outlook of Microsoft 365, for work and school."""
        return "https://outlook.office.com/calendar/0/addfromweb?" + self._for_outlook

    @property
    def _for_outlook(self):
        # Outlook gives the calendar a name by its own parameter and stumbles over ours.
        joint = "&" if "?" in self.url else "?"
        return urlencode({"url": f"{self.url}{joint}client=outlook", "name": self.name})
