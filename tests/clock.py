"""The day on which every test takes place, so that none depends on the real one.

In April 2027 events of the seed's year lie behind and ahead; the calendars reach eighteen months further.
"""

import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2027, 4, 28, 10, 0, tzinfo=WIB)  # a Wednesday, Rebo Pon
TODAY = NOW.date()
LOADED_AT = NOW - timedelta(hours=6)  # when the seed's content was loaded and published

HARD_MOMENTS = {
    "the eve of 1 Sura": datetime(2027, 6, 5, 18, 30, tzinfo=WIB),
    "the last minute of the year": datetime(2027, 12, 31, 23, 59, tzinfo=WIB),
    "a leap day": datetime(2028, 2, 29, 0, 0, tzinfo=WIB),
}

_traveller = time_machine.travel(NOW, tick=True)


def fix():
    """Let this process live at NOW from here on; the clock goes on ticking."""
    return _traveller.start()


def at_fixed_time(*arguments):
    """The command line of a Django command, or of ``gunicorn …``, that runs at NOW."""
    return [sys.executable, "-m", "tests.at_fixed_time", *arguments]
