"""The minutes by road that nobody has told: the table is what the points give, and the formula fits what is told."""

from statistics import median

from places.geography.roads import minutes_by_road
from portal.seed.files import SEED
from portal.seed.roads import ESTIMATED, TOLD, TOWNS, estimated_rows, rows_of


def test_the_table_is_what_the_points_give():
    assert rows_of(ESTIMATED) == list(estimated_rows())


def test_the_estimate_is_near_what_sources_tell():
    points = {
        row["slug"]: (float(row["lon"]), float(row["lat"]))
        for name in ("destinations.csv", "geosites.csv")
        for row in rows_of(SEED / name)
        if row["lat"]
    }
    errors = [
        abs(minutes_by_road(TOWNS[row["field"]], points[row["code"]]) - int(row["value"])) / int(row["value"])
        for row in rows_of(TOLD)
        if row["code"] in points
    ]
    assert len(errors) >= 20
    assert median(errors) <= 0.35
