"""How often something may be done, counted in the database: every process knows it, and a dead cache lifts nothing."""

import math
from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.models import Attempt

NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class Limit:
    """At most `number` of one thing `within` a time, for each person, address or mailbox."""

    purpose: str
    number: int
    within: timedelta

    def wait(self, who, now):
        """How long `who` has to wait for the next one; nothing when it is free."""
        latest = self._attempts(who, now).order_by("-at").values_list("at", flat=True)[: self.number]
        times = list(latest)
        return times[-1] + self.within - now if len(times) == self.number else NO_WAIT

    def count(self, who, now):
        """Count one for `who`."""
        return Attempt.objects.create(key=self._key(who), at=now)

    def take(self, who, now):
        """Count one for `who` if it is free; else say how long to wait.

        It is counted before anybody looks, so that several at once are rather refused than all let through.
        """
        attempt = self.count(who, now)
        if self._attempts(who, now).count() <= self.number:
            return NO_WAIT
        attempt.delete()
        return self.wait(who, now)

    def _attempts(self, who, now):
        return Attempt.objects.filter(key=self._key(who), at__gt=now - self.within)

    def _key(self, who):
        return salted_hmac(f"limit.{self.purpose}", who, algorithm="sha256").hexdigest()[:40]


def in_words(seconds):
    """So many seconds as somebody is told to wait: seconds below a minute, else minutes, rounded up."""
    minutes = math.ceil(seconds / 60)
    if seconds < 60:
        return ngettext("%(number)d second", "%(number)d seconds", seconds) % {"number": seconds}
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
