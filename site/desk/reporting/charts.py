"""Where the strokes of a chart go. Widths are in per cent, so that letters keep their size on every screen."""

from dataclasses import dataclass
from itertools import pairwise

BAR_PX = 38  # from one bar to the next, with its words above
LEFT, RIGHT = 10, 94  # per cent between which a line runs
TOP_PX, FLOOR_PX = 15, 150


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    width: str
    words_y: int
    y: int


@dataclass(frozen=True)
class Point:
    label: str
    x: str
    y: int


def bars(rows):
    """``(height in pixels, [Bar])`` of Rows, as many as there were in the month."""
    most = max((row.now for row in rows), default=0)
    drawn = [row for row in rows if row.now]
    return len(drawn) * BAR_PX, [
        Bar(row.label, row.now, f"{100 * row.now / most:.1f}%", 12 + BAR_PX * number, 17 + BAR_PX * number)
        for number, row in enumerate(drawn)
    ]


def lines(rows):
    """The strokes of two lines over the same steps: ``{"now", "before", "points", "most", "end", "end_before"}``.

    A stroke is (from Point, to Point).
    """
    most = max([2, *(max(row.now, row.before) for row in rows)])
    now, before = (
        [_point(rows, index, getattr(row, name), most) for index, row in enumerate(rows)] for name in ("now", "before")
    )
    return {
        "now": list(pairwise(now)),
        "before": list(pairwise(before)),
        "points": now,
        "most": most,
        "end": now[-1],
        "end_before": before[-1],
    }


def _point(rows, index, number, most):
    x = LEFT + (RIGHT - LEFT) * index / (len(rows) - 1)
    return Point(rows[index].label, f"{x:.1f}%", round(FLOOR_PX - (FLOOR_PX - TOP_PX) * number / most))
