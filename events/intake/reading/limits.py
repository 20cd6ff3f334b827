"""How much of a stranger's document is read: so many events, and so many seconds of the processor."""

from time import thread_time

EVENTS_AT_MOST = 10_000
CPU_SECONDS = 10


class Limits:
    """What one reading or planning may take; the seconds are those of this thread, so a busy machine takes none."""

    def __init__(self, events=EVENTS_AT_MOST, cpu_seconds=CPU_SECONDS):
        self.events = events
        self.until = thread_time() + cpu_seconds

    @property
    def are_spent(self):
        """Whether the seconds are used up; asked between two events."""
        return thread_time() >= self.until
