"""The grid in whose cells protected places are published; a cell is about 1 km × 1 km.

The grid lies still, and the cell of a point follows from the point alone. A circle around the point would tell the point,
its middle; a point moved at random would tell it to whoever asks often and takes the average, or compares two outputs.
A fixed cell says the same to everybody for ever: somewhere in here, and nothing more.
"""

from dataclasses import dataclass

STEP = 900  # hundred-thousandths of a degree: 1,001 m from south to north, 991 m from west to east at 8° south
UNITS = 100_000  # in a degree


@dataclass(frozen=True)
class Cell:
    """One cell, by its number east of Greenwich and north of the equator; its edges have three decimals, its centre four."""

    column: int
    row: int

    @property
    def centre(self):
        """``(lon, lat)``."""
        return tuple((number * STEP + STEP // 2) / UNITS for number in (self.column, self.row))

    @property
    def box(self):
        """``(west, south, east, north)``."""
        edges = (self.column, self.row, self.column + 1, self.row + 1)
        return tuple(number * STEP / UNITS for number in edges)

    @property
    def ring(self):
        """Its corners from the south-west against the clock and back, as GeoJSON draws an outer ring (RFC 7946)."""
        west, south, east, north = self.box
        return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def cell_of(point):
    """The Cell in which ``(lon, lat)`` lies; of two neighbours that share it, the eastern and northern one."""
    column, row = (round(degrees * UNITS) // STEP for degrees in point)
    return Cell(column, row)
