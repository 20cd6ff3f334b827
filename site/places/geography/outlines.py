"""Outlines for drawing: areas that share their borders, joined, simplified alike on both sides, cut to a frame.

A ring is a list of ``(x, y)`` points whose last one repeats the first. Neighbours have the same points along their
common border, as boundary files have them.
"""

import itertools
from collections import Counter, defaultdict
from math import hypot


def joined(areas):
    """The rings around several areas (each a list of rings): borders between two of them disappear."""
    times = Counter(
        tuple(sorted(edge))
        for rings in areas
        for ring in rings
        for edge in itertools.pairwise(ring)
        if edge[0] != edge[1]
    )
    neighbours = defaultdict(list)
    for start, end in sorted(edge for edge, number in times.items() if number % 2):
        neighbours[start].append(end)
        neighbours[end].append(start)
    rings = []
    for start in list(neighbours):
        while neighbours[start]:
            ring = [start]
            while len(ring) == 1 or ring[-1] != start:
                following = neighbours[ring[-1]].pop()
                neighbours[following].remove(ring[-1])
                ring.append(following)
            rings.append(ring)
    return rings


class Simplifier:
    """Simplifies `rings`, each stretch between two meeting points of borders once, so that neighbours still touch.

    `tolerance(stretch, is_shared)` says how far a simplified line may lie from the true one, where two areas meet or not.
    """

    def __init__(self, rings, tolerance):
        self.tolerance = tolerance
        self.times = Counter(tuple(sorted(edge)) for ring in rings for edge in itertools.pairwise(ring))
        neighbours = defaultdict(set)
        for start, end in self.times:
            neighbours[start].add(end)
            neighbours[end].add(start)
        self.meeting_points = {point for point, around in neighbours.items() if len(around) > 2}

    def simplified(self, ring):
        """The same ring with fewer points; empty where nothing is left of it."""
        points = ring[:-1]
        cuts = [index for index, point in enumerate(points) if point in self.meeting_points]
        if len(cuts) < 2:
            first = cuts[0] if cuts else points.index(min(points))
            points = points[first:] + points[:first]
            cuts = [0, max(range(len(points)), key=lambda index: _distance(points[index], points[0]))]
        stretches = [
            points[start : end + 1] if start < end else points[start:] + points[: end + 1]
            for start, end in itertools.pairwise([*cuts, cuts[0]])
        ]
        kept = [point for stretch in stretches for point in self._simplified_stretch(stretch)[:-1]]
        return [*kept, kept[0]] if len(kept) > 2 else []

    def _simplified_stretch(self, stretch):
        tolerance = self.tolerance(stretch, self.times[tuple(sorted(stretch[:2]))] > 1)
        if stretch[0] > stretch[-1]:
            return simplified_line(stretch[::-1], tolerance)[::-1]
        return simplified_line(stretch, tolerance)


def simplified_line(line, tolerance):
    """The points of `line` that are needed to stay within `tolerance` of it (Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        furthest = max(range(first + 1, last), key=lambda index: distance_to_line(line[index], line[first], line[last]))
        if distance_to_line(line[furthest], line[first], line[last]) > tolerance:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [line[index] for index in sorted(kept)]


def distance_to_line(point, start, end):
    """Distance of `point` from the line between `start` and `end`, in their unit."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return hypot(x1 + t * dx - x, y1 + t * dy - y)


def cut_to(ring, left, top, right, bottom):
    """The part of `ring` inside a frame (Sutherland and Hodgman); it runs along the frame where it leaves it."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if ring:
            ring = _cut(ring, axis, limit, sign)
    return ring


def _cut(ring, axis, limit, sign):
    kept = []
    for start, end in itertools.pairwise(ring):
        start_is_in, end_is_in = (sign * point[axis] >= sign * limit for point in (start, end))
        if start_is_in:
            kept.append(start)
        if start_is_in != end_is_in:
            t = (limit - start[axis]) / (end[axis] - start[axis])
            kept.append(tuple(a + t * (b - a) for a, b in zip(start, end, strict=True)))
    return [*kept, kept[0]] if len(kept) > 2 else []


def _distance(a, b):
    return hypot(a[0] - b[0], a[1] - b[1])
