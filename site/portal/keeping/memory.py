"""What one process keeps for itself where there is no Redis."""

from django.core.cache.backends.locmem import LocMemCache


class BoundedMemoryCache(LocMemCache):
    """Django's, which counts entries only, held to OPTIONS["MAX_BYTES"] as well; what was not used longest goes first."""

    def __init__(self, name, params):
        super().__init__(name, params)
        self._max_bytes = params["OPTIONS"]["MAX_BYTES"]

    def _set(self, key, value, *timeout):
        super()._set(key, value, *timeout)
        number = sum(map(len, self._cache.values()))
        while number > self._max_bytes:
            oldest, dropped = self._cache.popitem()
            del self._expire_info[oldest]
            number -= len(dropped)
