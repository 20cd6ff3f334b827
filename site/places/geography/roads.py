"""How long a road takes that nobody has timed.

There are no free data of the roads, so the minutes follow from the straight line: 10 and 2.2 for every kilometre, to the
nearest quarter of an hour. These two numbers fit the times that sources tell: half of them lie within a quarter of it,
winding lanes to a hilltop up to two thirds above. Whoever shows such a time calls it an estimate.
"""

from places.geography.geometry import haversine_km

START, EACH_KM, STEP = 10, 2.2, 15  # minutes


def minutes_by_road(start, end):
    """The estimated minutes between two points ``(lon, lat)``, a multiple of a quarter of an hour."""
    return max(STEP, round((START + EACH_KM * haversine_km(start, end)) / STEP) * STEP)
