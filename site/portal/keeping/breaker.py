"""Leaving alone for a while what does not answer, instead of waiting for it again and again."""

from time import monotonic


class Breaker:
    """Tells whether to ask something that may be away: after a failure not for `pause` seconds, then one asker tries.

    One object serves all threads of a process. Two that try at the same moment do no harm.
    """

    def __init__(self, pause):
        self.pause = pause
        self._until = 0.0

    def allows(self):
        """Whether to ask now; the first asker after a pause is the one who finds out for all."""
        if not self._until:
            return True
        now = monotonic()
        if now < self._until:
            return False
        self._until = now + self.pause
        return True

    def failed(self):
        self._until = monotonic() + self.pause

    def answered(self):
        self._until = 0.0
