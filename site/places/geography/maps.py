"""The drawn maps that need no JavaScript, and where a point stands on them.

`img/map-wonogiri.svg` and `img/map-geopark.svg` are plate carrée drawings: x grows with longitude,
y against latitude, both at a fixed number of units per degree. `manage.py draw_maps` draws them from the boundaries.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawnMap:
    name: str
    width: int
    height: int
    lon: float
    lat: float
    x_per_degree: float
    y_per_degree: float
    sea_label: tuple
    frame: tuple

    def place(self, point):
        """``(x, y)`` of a (lon, lat) point, in the drawing's units."""
        lon, lat = point
        return round((lon - self.lon) * self.x_per_degree, 1), round((self.lat - lat) * self.y_per_degree, 1)

    def shows(self, point):
        x, y = self.place(point)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def view_around(self, point, width=300, height=254):
        """The part of the drawing around a point, as ``(left, top, width, height)``."""
        x, y = self.place(point)
        left = min(max(x - width / 2, 0), self.width - width)
        top = min(max(y - height / 2, 0), self.height - height)
        return round(left), round(top), width, height


MAPS = {
    "wonogiri": DrawnMap("wonogiri", 600, 544, 110.65497, -7.65488, 869.62, 877.83, (88, 518), (66, 30, 530, 510)),
    "geopark": DrawnMap("geopark", 800, 468, 110.27988, -7.65296, 701.71, 708.54, (150, 440), (0, 0, 800, 468)),
}
