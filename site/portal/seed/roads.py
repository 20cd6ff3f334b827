"""How long the road to a place takes from four towns: estimated (places.geography.roads) where no source tells it.

A page shows such a time as an estimate, and any that somebody told (data/facts/roads.csv) goes before it.
`manage.py estimate_roads` writes the table anew after a point or a told time changed.
"""

import csv
from itertools import chain

from facts.kinds import FactKind
from places.geography.cells import cell_of
from places.geography.roads import minutes_by_road
from portal.seed.files import SEED

# (longitude, latitude) of the town in GeoNames; of Pracimantoro the middle of its district.
TOWNS = {
    FactKind.FROM_WONOGIRI: (110.9206, -7.8144),
    FactKind.FROM_PRACIMANTORO: (110.8161, -8.0717),
    FactKind.FROM_WONOSARI: (110.6036, -7.9656),
    FactKind.FROM_PACITAN: (111.1033, -8.1939),
}
TOLD, ESTIMATED = SEED / "facts" / "roads.csv", SEED / "facts" / "roads_estimated.csv"
SOURCE = {
    "as_of": "2026-11",
    "confidence": "computed",
    "publisher": "Hitungan situs ini",
    "title": "Waktu jalan dari garis lurus: 10 menit ditambah 2,2 menit tiap kilometer, dibulatkan ke seperempat jam",
}


def estimated_rows():
    """The rows of the table: every place with a point from every town, but for times that are told."""
    told = {(row["code"], row["field"]) for row in rows_of(TOLD)}
    for place in chain(rows_of(SEED / "geosites.csv"), rows_of(SEED / "destinations.csv")):
        for kind, town in TOWNS.items():
            if place["lat"] and (place["slug"], kind) not in told:
                minutes = minutes_by_road(town, published_point(place))
                yield {"code": place["slug"], "field": str(kind), "value": str(minutes), **SOURCE}


def published_point(place):
    """``(lon, lat)`` of a place's row as anybody may know it: of a protected one the centre of its cell."""
    point = (float(place["lon"]), float(place["lat"]))
    return cell_of(point).centre if place["is_protected"] == "yes" else point


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_estimates():
    """Write the table anew; returns its number of rows."""
    rows = list(estimated_rows())
    with ESTIMATED.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["code", "field", "value", *SOURCE], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)
